// @ts-check
/** Lists of names as one value of an address: `a~b`. Pure. */

/** @param {readonly string[]} names */
export function writtenList(names) {
  return names.map((name) => name.replaceAll('%', '%25').replaceAll('~', '%7E')).join('~');
}

/**
 * The names of a list, each once; none where there is no list.
 *
 * @param {string | null} text
 * @returns {readonly string[]}
 */
export function readList(text) {
  return [...new Set(readPlaces(text).filter(Boolean))];
}

/**
 * The names of a list in their places, empty where a place is.
 *
 * @param {string | null} text
 * @returns {readonly string[]}
 */
export function readPlaces(text) {
  return (text ?? '').split('~').map((name) => name.replaceAll('%7E', '~').replaceAll('%25', '%'));
}

// @ts-check
/** Lines of the long-context chart that help to read it, and how an address names them. Pure. */

/**
 * @typedef {object} ReferenceLines
 * @property {number | null} uniform perplexity of a model that takes every code of the audio codebook for equally
 *     likely: as many as there are; null when the line is not drawn
 * @property {number | null} trained position up to which a training example reaches; null when the line is not drawn
 */

/** @type {Readonly<Record<keyof ReferenceLines, number>>} */
const USUAL = Object.freeze({ uniform: 2048, trained: 3000 });

/** @type {ReferenceLines} */
export const REFERENCE_LINES = USUAL;

/**
 * The lines after one was taken away, or drawn again where it usually is.
 *
 * @param {ReferenceLines} lines
 * @param {keyof ReferenceLines} key
 * @returns {ReferenceLines}
 */
export function withLine(lines, key) {
  return { ...lines, [key]: lines[key] === null ? USUAL[key] : null };
}

/**
 * The lines that an address names, such as `uniform=4096&trained=no`.
 *
 * @param {URLSearchParams} values
 * @returns {ReferenceLines}
 */
export function linesFrom(values) {
  const line = (/** @type {keyof ReferenceLines} */ key) => {
    const text = values.get(key) ?? '';
    return text === 'no' ? null : /^[1-9]\d{0,8}$/.test(text) ? Number(text) : USUAL[key];
  };
  return { uniform: line('uniform'), trained: line('trained') };
}

/**
 * Writes the lines that are not the usual ones into an address.
 *
 * @param {ReferenceLines} lines
 * @param {URLSearchParams} values
 */
export function writeLines(lines, values) {
  for (const key of /** @type {const} */ (['uniform', 'trained'])) {
    if (lines[key] !== USUAL[key]) {
      values.set(key, lines[key] === null ? 'no' : String(lines[key]));
    }
  }
}

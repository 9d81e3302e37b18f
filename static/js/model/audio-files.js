// @ts-check
/** Which audio files of long context are shown, and how an address names them. Pure. */

/**
 * The audio files that are shown after one was switched on or off; none is left out when all are
 * shown, and all are when none would be.
 *
 * @param {readonly number[]} shown empty for all
 * @param {number} file
 * @param {number} count how many there are
 * @returns {readonly number[]}
 */
export function withFile(shown, file, count) {
  const all = Array.from({ length: count }, (_, i) => i);
  const before = shown.length === 0 ? all : shown;
  const after = before.includes(file)
    ? before.filter((other) => other !== file)
    : [...before, file];
  return all.every((one) => after.includes(one)) ? [] : ascending(after);
}

/** @param {readonly number[]} numbers */
function ascending(numbers) {
  return [...new Set(numbers)].sort((a, b) => a - b);
}

/**
 * The audio files that an address names, such as `file=1~3`; all where it gets them wrong.
 *
 * @param {URLSearchParams} values
 * @returns {readonly number[]} from 0 and ascending, empty for all
 */
export function filesFrom(values) {
  const files = (values.get('file') ?? '').split('~').map(Number);
  return files.every((file) => Number.isInteger(file) && file >= 1)
    ? ascending(files.map((file) => file - 1))
    : [];
}

/**
 * @param {readonly number[]} files
 * @param {URLSearchParams} values
 */
export function writeFiles(files, values) {
  if (files.length > 0) {
    values.set('file', files.map((file) => file + 1).join('~'));
  }
}

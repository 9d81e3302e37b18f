// @ts-check
/**
 * Values of results and configurations as numbers and booleans, also those that were written as text, such as
 * `"1e-2"` or `"True"`. The daemon has the same rules. Pure.
 */

const SPACE_AROUND = /^[ \t\r\n]+|[ \t\r\n]+$/g;
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const LONGEST = 100;

/** @param {unknown} value */
function stripped(value) {
  return typeof value === 'string' && value.length <= LONGEST
    ? value.replace(SPACE_AROUND, '')
    : '';
}

/**
 * The finite number that a value is, or that its text plainly says.
 *
 * @param {unknown} value
 * @returns {number | null}
 */
export function number(value) {
  if (typeof value === 'number') {
    return Number.isFinite(value) ? value : null;
  }
  const text = stripped(value);
  const read = NUMBER.test(text) ? Number(text) : NaN;
  return Number.isFinite(read) ? read : null;
}

/**
 * The boolean that a value is, or that its text plainly says, in capitals or not.
 *
 * @param {unknown} value
 * @returns {boolean | null}
 */
export function truth(value) {
  if (typeof value === 'boolean') {
    return value;
  }
  const text = stripped(value).toLowerCase();
  return text === 'true' || text === 'false' ? text === 'true' : null;
}

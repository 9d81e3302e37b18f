// @ts-check
/** How numbers are written. Rounding is half up, from counts where there are counts. */

/** Stands where there is no value. */
export const MISSING = '–';

const GROUPED = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

/**
 * Rounds half up at the decimal digit, as on paper: 0.5345 · 1000 is 534.5, though the nearest
 * binary fraction is below it.
 *
 * @param {number} value
 * @param {number} digits after the point
 */
export function fixed(value, digits) {
  const factor = 10 ** digits;
  const scaled = Number((Math.abs(value) * factor).toPrecision(15));
  const rounded = Math.floor(scaled + 0.5) / factor;
  return (value < 0 && rounded !== 0 ? '-' : '') + rounded.toFixed(digits);
}

/**
 * A quotient of whole numbers, rounded half up without a binary fraction in between.
 *
 * @param {number} numerator
 * @param {number} denominator above 0
 * @param {number} digits after the point
 */
export function quotient(numerator, denominator, digits) {
  const factor = 10 ** digits;
  const parts = Math.floor((2 * factor * Math.abs(numerator) + denominator) / (2 * denominator));
  return (numerator < 0 && parts > 0 ? '-' : '') + (parts / factor).toFixed(digits);
}

/**
 * A rounded difference with its sign; none where it is 0.
 *
 * @param {string} number
 */
export function signed(number) {
  if (number.startsWith('-')) {
    return `−${number.slice(1)}`;
  }
  return /[1-9]/.test(number) ? `+${number}` : number;
}

/**
 * An interval in words, with one digit after the point.
 *
 * @param {readonly [number, number]} ends
 * @param {(number: string) => string} [written] how a number is written
 */
export function intervalText(ends, written = (number) => number.replace('-', '\u2212')) {
  return ends.map((end) => written(fixed(end, 1))).join(' to ');
}

/**
 * An accuracy in percent with one digit, without the sign.
 *
 * @param {import('app/model/metrics.js').Accuracy} accuracy
 */
export function percent({ value, correct, samples }) {
  if (correct === null || samples === null) {
    return fixed(value * 100, 1);
  }
  const tenths = Math.floor((2000 * correct + samples) / (2 * samples));
  return (tenths / 10).toFixed(1);
}

/**
 * An accuracy in percent with two digits, without the sign; one that was written with fewer, and
 * without counts, has one.
 *
 * @param {import('app/model/metrics.js').Accuracy} accuracy
 */
export function precisePercent({ value, correct, samples }) {
  if (correct !== null && samples !== null) {
    return quotient(100 * correct, samples, 2);
  }
  return fixed(value * 100, 2).replace(/0$/, (zero) =>
    Number((value * 1000).toPrecision(12)) % 1 === 0 ? '' : zero,
  );
}

/**
 * A perplexity with one digit, thousands grouped.
 *
 * @param {number} value
 */
export function perplexity(value) {
  if (value >= 1e6) {
    return value.toExponential(2);
  }
  const [whole, fraction] = fixed(value, 1).split('.');
  return `${integer(Number(whole))}.${fraction}`;
}

/**
 * A number of which nothing is known: whole as it is, else with four digits that say something.
 *
 * @param {number} value
 */
export function plain(value) {
  const size = Math.abs(value);
  if (size >= 1e7 || (value !== 0 && size < 1e-4)) {
    return value.toExponential(2);
  }
  if (Number.isInteger(value)) {
    return integer(value);
  }
  return size >= 1000 ? perplexity(value) : fixed(value, size >= 100 ? 1 : size >= 10 ? 2 : 4);
}

/**
 * A whole number, thousands grouped.
 *
 * @param {number} value
 */
export function integer(value) {
  return GROUPED.format(value);
}

/**
 * A number of things: `1 run`, `2 runs`.
 *
 * @param {number} count
 * @param {string} one
 */
export function counted(count, one) {
  return `${integer(count)} ${one}${count === 1 ? '' : 's'}`;
}

/** @param {number} p a p-value */
export function pText(p) {
  return p < 0.001 ? p.toExponential(0).replace('e', ' · 10^').replace('+', '') : fixed(p, 3);
}

// @ts-check
/**
 * What accuracies may claim: intervals of 95 %, differences, tests. An accuracy is given by the counts of one task, a
 * mean by those of several, each counting the same. The daemon has the same formulas. Pure.
 */

/**
 * @typedef {object} Counts
 * @property {number} correct from 0 to samples
 * @property {number} samples 1 or more
 */

/** @typedef {readonly Counts[]} Tasks one task, or those of a mean */

/** @typedef {{low: number, high: number}} Interval */

/** The quantile of the standard normal distribution that belongs to 95 %. */
export const Z = 1.959963984540054;

/** Sum of the normal quantiles for a two-sided test at 5 % and for a power of 80 %. */
const POWER_80 = 2.8;

/** The p-value below which a difference is one. */
export const SIGNIFICANT = 0.05;

/** @param {number} x */
const square = (x) => x * x;

/** @param {Counts} counts */
const share = ({ correct, samples }) => correct / samples;

/**
 * The accuracy, or the mean of several.
 *
 * @param {Tasks} tasks
 */
export function valueOf(tasks) {
  return tasks.reduce((sum, task) => sum + share(task), 0) / tasks.length;
}

/**
 * The score interval, without a correction for continuity. E. B. Wilson, Probable inference, the law of succession, and
 * statistical inference, JASA 22 (1927).
 *
 * @param {Counts} counts
 * @returns {Interval}
 */
function wilson({ correct, samples }) {
  const p = correct / samples;
  const center = p + square(Z) / (2 * samples);
  const half = Z * Math.sqrt((p * (1 - p)) / samples + square(Z / (2 * samples)));
  const scale = 1 + square(Z) / samples;
  return {
    low: correct === 0 ? 0 : (center - half) / scale,
    high: correct === samples ? 1 : (center + half) / scale,
  };
}

/**
 * The interval of Wilson; of a mean that by MOVER from those of the tasks. G. Y. Zou, A. Donner, Construction of
 * confidence limits about effect measures, Statistics in Medicine 27 (2008).
 *
 * @param {Tasks} tasks
 * @returns {Interval}
 */
export function intervalOf(tasks) {
  const value = valueOf(tasks);
  const each = tasks.map(wilson);
  const below = tasks.reduce((sum, task, i) => sum + square(share(task) - each[i].low), 0);
  const above = tasks.reduce((sum, task, i) => sum + square(each[i].high - share(task)), 0);
  return {
    low: value - Math.sqrt(below) / tasks.length,
    high: value + Math.sqrt(above) / tasks.length,
  };
}

/**
 * The interval of the difference of two accuracies: method 10 of R. G. Newcombe, Interval estimation for the difference
 * between independent proportions, Statistics in Medicine 17 (1998), which for means is MOVER again.
 *
 * @param {Tasks} own
 * @param {Tasks} other
 * @returns {Interval & {value: number}} own minus other
 */
export function differenceOf(own, other) {
  const [p, q, i, j] = [valueOf(own), valueOf(other), intervalOf(own), intervalOf(other)];
  const value = p - q;
  return {
    value,
    low: value - Math.hypot(p - i.low, j.high - q),
    high: value + Math.hypot(i.high - p, q - j.low),
  };
}

/**
 * The variance of a difference if both were the same, pooled in each task.
 *
 * @param {Tasks} own
 * @param {Tasks} other
 */
function pooledVariance(own, other) {
  let sum = 0;
  for (let i = 0; i < own.length; i++) {
    const [a, b] = [own[i], other[i]];
    const p = (a.correct + b.correct) / (a.samples + b.samples);
    sum += p * (1 - p) * (1 / a.samples + 1 / b.samples);
  }
  return sum / square(own.length);
}

/**
 * The two-sided p-value of the z-test that two accuracies are equal; 1 where nothing varies.
 *
 * @param {Tasks} own
 * @param {Tasks} other
 */
export function pValue(own, other) {
  const variance = pooledVariance(own, other);
  const difference = valueOf(own) - valueOf(other);
  return variance === 0 ? 1 : erfc(Math.abs(difference) / Math.sqrt(2 * variance));
}

/**
 * The smallest difference that the test at 5 % finds with a power of 80 %.
 *
 * @param {Tasks} own
 * @param {Tasks} other
 * @returns {number | null} null where nothing varies
 */
export function detectable(own, other) {
  const variance = pooledVariance(own, other);
  return variance === 0 ? null : POWER_80 * Math.sqrt(variance);
}

/**
 * How far two accuracies of the same chance differ at most in 19 of 20 cases, with these numbers of questions.
 *
 * @param {Tasks} tasks
 */
export function chance(tasks) {
  return Z * Math.sqrt(pooledVariance(tasks, tasks));
}

/**
 * p-values adjusted so that the tests may be read together: they bound the probability of one false finding or more.
 * S. Holm, A simple sequentially rejective multiple test procedure, Scandinavian Journal of Statistics 6 (1979).
 *
 * @param {Float64Array} p NaN where there is no test
 * @returns {Float64Array} in the same order
 */
export function holm(p) {
  // What is not a number comes last.
  const rising = p.slice().sort();
  let count = rising.length;
  while (count > 0 && Number.isNaN(rising[count - 1])) {
    count--;
  }
  const adjusted = new Float64Array(count);
  let largest = 0;
  for (let rank = 0; rank < count; rank++) {
    largest = Math.max(largest, Math.min(1, (count - rank) * rising[rank]));
    adjusted[rank] = largest;
  }
  const result = new Float64Array(p.length);
  for (let i = 0; i < p.length; i++) {
    // Of equal ones the first decides.
    result[i] = Number.isNaN(p[i]) ? NaN : adjusted[firstAt(rising, p[i])];
  }
  return result;
}

/**
 * @param {Float64Array} rising
 * @param {number} value one of them
 * @returns {number} where it stands first
 */
function firstAt(rising, value) {
  let [low, high] = [0, rising.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (rising[middle] < value) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

/* eslint-disable no-loss-of-precision -- the digits are those of the publication */
/** Rational approximations of W. J. Cody, Rational Chebyshev approximation for the error function, Math. Comp. 23 (1969). */
const NEAR = Object.freeze([
  [3.1611237438705656, 113.86415415105016, 377.485237685302021, 3209.37758913846947],
  [23.6012909523441209, 244.024637934444173, 1282.61652607737228, 2844.23683343917062],
]);
const NEAR_FIRST = 0.185777706184603153;
const MIDDLE = Object.freeze([
  [
    0.564188496988670089, 8.88314979438837594, 66.1191906371416295, 298.635138197400131,
    881.95222124176909, 1712.04761263407058, 2051.07837782607147, 1230.33935479799725,
  ],
  [
    15.7449261107098347, 117.693950891312499, 537.181101862009858, 1621.38957456669019,
    3290.79923573345963, 4362.61909014324716, 3439.36767414372164, 1230.33935480374942,
  ],
]);
const MIDDLE_FIRST = 2.15311535474403846e-8;
const FAR = Object.freeze([
  [
    0.305326634961232344, 0.360344899949804439, 0.125781726111229246, 0.0160837851487422766,
    0.000658749161529837803,
  ],
  [
    2.56852019228982242, 1.87295284992346725, 0.527905102951428412, 0.0605183413124413191,
    0.00233520497626869185,
  ],
]);
const FAR_FIRST = 0.0163153871373020978;
/* eslint-enable no-loss-of-precision */

/** @param {readonly (readonly number[])[]} table @param {number} first of the numerator @param {number} x */
function rational(table, first, x) {
  // Without patterns, which make a list for each of ten thousand runs.
  const numerator = table[0];
  const denominator = table[1];
  const last = numerator.length - 1;
  let above = first * x;
  let below = x;
  for (let i = 0; i < last; i++) {
    above = (above + numerator[i]) * x;
    below = (below + denominator[i]) * x;
  }
  return (above + numerator[last]) / (below + denominator[last]);
}

/**
 * The complementary error function.
 *
 * @param {number} x 0 or more
 */
export function erfc(x) {
  if (x <= 0.46875) {
    return 1 - x * rational(NEAR, NEAR_FIRST, x * x);
  }
  // exp(-x²) in two parts keeps the digits of a large exponent.
  const whole = Math.trunc(x * 16) / 16;
  const scale = Math.exp(-whole * whole) * Math.exp(-(x - whole) * (x + whole));
  if (x <= 4) {
    return scale * rational(MIDDLE, MIDDLE_FIRST, x);
  }
  const inverse = 1 / (x * x);
  return (scale * (1 / Math.sqrt(Math.PI) - inverse * rational(FAR, FAR_FIRST, inverse))) / x;
}

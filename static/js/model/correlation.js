// @ts-check
/** Rank correlation with its interval. Pure. */
import { Z } from 'app/model/statistics.js';

/**
 * @typedef {object} Correlation
 * @property {number} n pairs of values
 * @property {number | null} rho from -1 to 1, null where one of both is always the same, or there are no two pairs
 * @property {readonly [number, number] | null} interval of 95 %, null where n is below 4, or rho is 1 or -1
 */

/**
 * Ranks from 1; equal values share the mean of theirs.
 *
 * @param {readonly number[]} values
 */
export function ranksOf(values) {
  // Numbers alone are sorted much faster than places by their numbers.
  const rising = Float64Array.from(values).sort();
  /** @type {Map<number, number>} */
  const ranks = new Map();
  for (let first = 0; first < rising.length;) {
    let next = first + 1;
    while (next < rising.length && rising[next] === rising[first]) {
      next++;
    }
    ranks.set(rising[first], (first + 1 + next) / 2);
    first = next;
  }
  return Float64Array.from(values, (value) => Number(ranks.get(value)));
}

/**
 * The correlation of C. Spearman.
 *
 * @param {readonly number[]} xs
 * @param {readonly number[]} ys as many
 */
export const spearman = (xs, ys) => ranksCorrelation(ranksOf(xs), ranksOf(ys));

/**
 * The correlation of C. Spearman from ranks, which is that of Pearson. The interval is by Fisher's z with the standard
 * error of D. G. Bonett and T. A. Wright, Sample size requirements for estimating Pearson, Kendall and Spearman
 * correlations, Psychometrika 65 (2000).
 *
 * @param {Float64Array} a
 * @param {Float64Array} b as many
 * @returns {Correlation}
 */
export function ranksCorrelation(a, b) {
  const n = a.length;
  const middle = (n + 1) / 2;
  let [both, left, right] = [0, 0, 0];
  for (let i = 0; i < n; i++) {
    const [p, q] = [a[i] - middle, b[i] - middle];
    both += p * q;
    left += p * p;
    right += q * q;
  }
  if (left === 0 || right === 0) {
    return { n, rho: null, interval: null };
  }
  const rho = Math.max(-1, Math.min(1, both / Math.sqrt(left * right)));
  if (n < 4 || Math.abs(rho) === 1) {
    return { n, rho, interval: null };
  }
  const half = Z * Math.sqrt((1 + (rho * rho) / 2) / (n - 3));
  const z = Math.atanh(rho);
  return { n, rho, interval: [Math.tanh(z - half), Math.tanh(z + half)] };
}

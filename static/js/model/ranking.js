// @ts-check
/** By what the best of some runs is found: the metric that the table is sorted by, else the average. Pure. */
import { COLUMNS, orderOf } from 'app/model/columns.js';
import { prefixAtEnd, usualEnd } from 'app/model/prefix-perplexity.js';
import { directionOf } from 'app/model/uncertainty.js';

/** @typedef {import('app/model/board.js').Run} Run */
/** @typedef {import('app/model/columns.js').Column} Column */

/**
 * @typedef {object} Ranking
 * @property {Column} column
 * @property {1 | -1} sign below 0 where less is better
 * @property {(run: Run) => number | null} valueOf null where the run takes no part
 * @property {(runs: readonly Run[]) => Run | null} best the first of equal ones
 */

const AVERAGE = /** @type {Column} */ (COLUMNS.find(({ key }) => key === 'avg'));

/** Kinds of columns of which less or more is better. */
const METRICS = ['accuracy', 'average', 'number', 'prefix', 'perplexity'];

/**
 * The column that runs are ranked by.
 *
 * @param {import('app/model/sort.js').Sort} sort
 * @param {readonly Column[]} columns
 * @returns {Column}
 */
export function rankedColumn({ key }, columns) {
  const column = columns.find((one) => one.key === key);
  return column && METRICS.includes(column.kind) ? column : AVERAGE;
}

/**
 * Perplexities up to another end than most curves have are over other tokens, and take no part.
 *
 * @param {Column} column
 * @param {readonly Run[]} runs
 * @returns {Ranking}
 */
export function rankingBy(column, runs) {
  const isContext = column.kind === 'prefix' || column.kind === 'perplexity';
  const sign = isContext || directionOf(column) < 0 ? -1 : 1;
  const end = column.key === 'context_end' ? usualEnd(runs) : null;
  const valueOf = (/** @type {Run} */ run) => {
    const value = orderOf(column, run);
    const takesPart = end === null || prefixAtEnd(run)?.position === end;
    return typeof value === 'number' && takesPart ? value : null;
  };
  return {
    column,
    sign,
    valueOf,
    best(some) {
      /** @type {Run | null} */
      let best = null;
      let top = -Infinity;
      for (const run of some) {
        const value = valueOf(run);
        if (value !== null && sign * value > top) {
          top = sign * value;
          best = run;
        }
      }
      return best;
    },
  };
}

// @ts-check
/** The best of the runs shown. Pure. */
import { COLUMNS, orderOf } from 'app/model/columns.js';
import { fixed, integer, percent, perplexity } from 'app/lib/format.js';
import { taskAccuracy } from 'app/model/metrics.js';
import { prefixAtEnd, usualEnd } from 'app/model/prefix-perplexity.js';

/** @typedef {import('app/model/board.js').Run} Run */

/**
 * @typedef {object} Best
 * @property {string} key of the column
 * @property {string} label
 * @property {string} title in words
 * @property {Run | null} run null when no run has a value
 * @property {string} text its value
 * @property {string} unit
 * @property {readonly Run[]} equal the others that have the same value
 * @property {readonly Run[] | null} inseparable the others that cannot be told apart from it, null when that is not
 *     known
 */

/**
 * @type {readonly {key: string, label: string, title: string, unit: string, better: 1 | -1,
 *   text: (run: Run, value: number) => string}[]}
 */
const KINDS = Object.freeze([
  ...[
    ['sblimp', 'sBLIMP'],
    ['swuggy', 'sWUGGY'],
    ['tstory', 'tStory'],
    ['sstory', 'sStory'],
  ].map(([key, label]) => ({
    key,
    label,
    title: `Best ${label}`,
    unit: '%',
    better: /** @type {const} */ (1),
    text: (/** @type {Run} */ run, /** @type {number} */ value) =>
      percent(taskAccuracy(run.metrics, key) ?? { value, correct: null, samples: null }),
  })),
  {
    key: 'avg',
    label: 'Overall',
    title: 'Best average of the four tasks',
    unit: '%',
    better: /** @type {const} */ (1),
    text: (_run, value) => fixed(100 * value, 1),
  },
  {
    key: 'context_end',
    label: 'long context',
    title: 'Lowest perplexity over all positions',
    unit: '',
    better: /** @type {const} */ (-1),
    text: (_run, value) => perplexity(value),
  },
]);

/**
 * The best run by each measure of the runs that search and filters match; runs without a value, and averages of fewer than four tasks, take no
 * part, nor do curves of another length than most have in long context. Of equal ones the first is named.
 *
 * @param {import('app/model/uncertainty.js').Verdicts} verdicts
 * @returns {readonly Best[]}
 */
export function bestOf({ runs, top: topOf }) {
  const end = usualEnd(runs);
  return KINDS.map(({ key, label, title: name, unit, better, text }) => {
    const column = COLUMNS.find((other) => other.key === key);
    const context = column?.kind === 'prefix';
    const title =
      context && end !== null
        ? `${name} up to ${integer(end)}, where the curves of most runs shown end`
        : name;
    /** @type {Run | null} */
    let best = null;
    let top = -Infinity;
    /** @type {Run[]} */
    let equal = [];
    for (const run of runs) {
      const value =
        !column || (context && prefixAtEnd(run)?.position !== end) ? null : orderOf(column, run);
      if (typeof value !== 'number' || better * value < top) {
        continue;
      }
      if (better * value === top) {
        equal.push(run);
      } else {
        [best, top, equal] = [run, better * value, []];
      }
    }
    const shown = best ? text(best, better * top) : '';
    const inseparable = (column && topOf(column)?.inseparable) ?? null;
    return { key, label, title, run: best, text: shown, unit, equal, inseparable };
  });
}

// @ts-check
/** What the table writes for the values of runs. Pure. */
import * as format from 'app/lib/format.js';
import { moment } from 'app/lib/times.js';
import { accuracy, average, figure, figureOrText } from 'app/model/metrics.js';
import { isTrainingUnclear, training } from 'app/model/training.js';

/** @typedef {import('app/model/board.js').Run} Run */
/** @typedef {import('app/model/columns.js').Column} Column */

/** @type {Readonly<Record<import('app/model/columns.js').Kind, (run: Run, column: Column) => string | null>>} */
const TEXTS = Object.freeze({
  name: ({ name }) => name,
  integer: (run) => format.integer(run.checkpoint_step),
  accuracy: ({ metrics }, { metric = '', samples = '', own }) => {
    const value = accuracy(metrics, metric, samples, own);
    return value && format.percent(value);
  },
  prefix: (run, { order }) => orNull(/** @type {number | null} */ (order(run)), format.perplexity),
  perplexity: ({ metrics }, { metric = '' }) => orNull(figure(metrics, metric), format.perplexity),
  number: ({ metrics }, { metric = '', own, digits = 2 }) =>
    orNull(figure(metrics, metric, own), (value) => format.fixed(value, digits)),
  plain: ({ metrics }, { metric = '', own }) => {
    const value = figureOrText(metrics, metric, own);
    return typeof value === 'number' ? format.plain(value) : value;
  },
  average: ({ metrics }) =>
    orNull(average(metrics)?.value ?? null, (value) => format.fixed(value * 100, 1)),
  text: (run, { text }) => text?.(run) || null,
  setting: (run, { text }) => text?.(run) || null,
  time: (run) => moment(run.evaluation_timestamp) || null,
  training: (run) =>
    [...training(run), ...(isTrainingUnclear(run) ? ['?'] : [])].join(' ') || 'none',
});

/** @param {number | null} value @param {(value: number) => string} text */
function orNull(value, text) {
  return value === null ? null : text(value);
}

/**
 * A value of a run as the table writes it.
 *
 * @param {Column} column
 * @param {Run} run
 * @returns {string | null} null when it is missing
 */
export function cellText(column, run) {
  return TEXTS[column.kind](run, column);
}

/** Kinds of columns whose values are numbers, with the thousands grouped. */
const GROUPED = new Set(['integer', 'prefix', 'perplexity', 'plain']);

/**
 * A value of a run for other programs: as the table writes it, a number as they read numbers.
 *
 * @param {Column} column
 * @param {Run} run
 * @returns {string} empty when it is missing
 */
export function copiedText(column, run) {
  const text = cellText(column, run) ?? '';
  return GROUPED.has(column.kind) ? bareNumber(text) : text;
}

/**
 * A number without grouped thousands, a plus or a typographic minus; other text as it is.
 *
 * @param {string} text
 */
export function bareNumber(text) {
  const bare = text.replace('\u2212', '-').replaceAll(',', '').replace(/^\+/, '');
  return /^-?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(bare) ? bare : text;
}

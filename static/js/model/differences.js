// @ts-check
/** Differences of the metrics of runs from those of the reference, as the table writes them. Pure. */
import { fixed, integer, perplexity, plain, quotient, signed } from 'app/lib/format.js';
import { cellText } from 'app/model/cell-text.js';
import { orderOf } from 'app/model/columns.js';
import { prefixAtEnd } from 'app/model/prefix-perplexity.js';
import { differenceOf, valueOf } from 'app/model/statistics.js';
import { pointsText, tasksOf } from 'app/model/uncertainty.js';

/** @typedef {import('app/model/board.js').Run} Run */
/** @typedef {import('app/model/columns.js').Column} Column */
/** @typedef {import('app/model/statistics.js').Tasks} Tasks */

/**
 * What the differences of a table are.
 *
 * @typedef {object} Against
 * @property {Run} reference
 * @property {boolean} relative whether they are percent of its values
 * @property {import('app/model/uncertainty.js').Verdicts['of']} of says whether they are decided
 */

/**
 * @typedef {object} Difference
 * @property {string | null} text with its sign, null where the reference has no value to compare with
 * @property {string} half of the width of the interval of 95 %, empty where that is not known
 * @property {import('app/model/uncertainty.js').Kind | null} kind null where no test can decide
 * @property {string} own value of the run, with its unit
 * @property {string} other value of the reference, or why there is no difference
 */

const SHARES = new Set(['accuracy', 'average']);
const PERPLEXITIES = new Set(['prefix', 'perplexity']);

/** From here on a difference of perplexities has no digits after the point: its sign needs their room. */
const LARGE = 1000;

/** @param {Column} column whose values are measured, with an order in which a difference is something */
export const isMeasured = ({ kind, metric }) =>
  ['accuracy', 'average', 'prefix', 'perplexity', 'number'].includes(kind) ||
  (kind === 'plain' && metric !== undefined);

/**
 * What the differences are, where numbers of a comparison are differences and there is a run to compare with.
 *
 * @param {import('app/model/chart-options.js').Values} values
 * @param {import('app/model/uncertainty.js').Verdicts} verdicts
 * @returns {Against | null} null where values stand for themselves
 */
export function againstOf(values, { reference, of }) {
  return reference && values !== 'absolute'
    ? Object.freeze({ reference, relative: values === 'relative', of })
    : null;
}

/**
 * What stands below the label of a column.
 *
 * @param {Column} column
 * @param {Against | null} against
 */
export function unitOf(column, against) {
  if (!against || !isMeasured(column)) {
    return column.unit;
  }
  if (against.relative) {
    return 'Δ %';
  }
  return SHARES.has(column.kind) ? 'Δ points' : PERPLEXITIES.has(column.kind) ? 'Δ PPL' : 'Δ';
}

/**
 * What a column of differences is called outside the table.
 *
 * @param {Column} column whose values are measured
 * @param {Against} against
 */
export function differenceLabel({ label, kind }, { reference, relative }) {
  const unit = relative ? ' in %' : SHARES.has(kind) ? ' in points' : '';
  return `${label}, difference${unit} to ${reference.name}`;
}

/**
 * @param {Column} column
 * @param {Run} run
 * @param {Against} against
 * @returns {Difference | null} null where the run has no value to compare, or is the reference itself
 */
export function differenceIn(column, run, { reference, relative, of }) {
  const value = isMeasured(column) && run.id !== reference.id ? orderOf(column, run) : null;
  if (typeof value !== 'number') {
    return null;
  }
  const unit = SHARES.has(column.kind) ? ' %' : '';
  const own = `${cellText(column, run) ?? ''}${unit}`;
  const base = orderOf(column, reference);
  const why = whyNot(column, run, reference, relative);
  if (why || typeof base !== 'number') {
    return { text: null, half: '', kind: null, own, other: why };
  }
  const other = `${cellText(column, reference) ?? ''}${unit}`;
  const [tasks, against] = [tasksOf(column, run), tasksOf(column, reference)];
  const counted = tasks && against;
  const text = relative
    ? percentText(value, base, counted ? [tasks, against] : null)
    : counted
      ? pointsText(tasks, against, 1)
      : plainText(column, value - base);
  const half = counted ? halfText(tasks, against, relative) : '';
  return { text, half, kind: of(column, run)?.kind ?? null, own, other };
}

/**
 * The difference as a number with all its digits: of accuracies in percentage points, of other metrics in their own unit,
 * or in percent of the reference's value.
 *
 * @param {Column} column
 * @param {Run} run
 * @param {Against} against
 * @returns {number | null} 0 for the reference itself
 */
export function differenceValue(column, run, { reference, relative }) {
  const [value, base] = [orderOf(column, run), orderOf(column, reference)];
  const measured = typeof value === 'number' && typeof base === 'number';
  if (!measured || whyNot(column, run, reference, relative)) {
    return null;
  }
  const difference = value - base;
  const number = relative
    ? (100 * difference) / Math.abs(base)
    : difference * (SHARES.has(column.kind) ? 100 : 1);
  return Number(number.toPrecision(12));
}

/** @param {Column} column @param {Run} run @param {Run} reference @param {boolean} relative */
function whyNot(column, run, reference, relative) {
  const base = orderOf(column, reference);
  if (typeof base !== 'number') {
    return `The reference has no ${column.label}.`;
  }
  if (relative && base === 0) {
    return `The reference has 0, of which nothing is a share.`;
  }
  const ends = [prefixAtEnd(run)?.position, prefixAtEnd(reference)?.position];
  return column.key === 'context_end' && ends[0] !== ends[1]
    ? `The curve of the reference ends at position ${ends[1]}, that of the run at ${ends[0]}.`
    : '';
}

/** @param {Column} column @param {number} difference */
function plainText({ kind, digits = 2 }, difference) {
  const negative = difference < 0 ? '-' : '';
  switch (kind) {
    case 'accuracy':
    case 'average':
      return signed(fixed(100 * difference, 1));
    case 'number':
      return signed(fixed(difference, digits));
    case 'plain':
      return signed(negative + plain(Math.abs(Number(difference.toPrecision(12)))));
    default: {
      const size = Math.abs(difference);
      return signed(negative + (size >= LARGE && size < 1e6 ? integer(size) : perplexity(size)));
    }
  }
}

/**
 * @param {number} value
 * @param {number} base
 * @param {readonly [Tasks, Tasks] | null} counts
 */
function percentText(value, base, counts) {
  const [[own], [other]] = counts?.[0].length === 1 ? counts : [[], []];
  return signed(
    own && other && other.correct > 0
      ? quotient(
          100 * (own.correct * other.samples - other.correct * own.samples),
          other.correct * own.samples,
          1,
        )
      : fixed((100 * (value - base)) / Math.abs(base), 1),
  );
}

/** @param {Tasks} own @param {Tasks} other @param {boolean} relative */
function halfText(own, other, relative) {
  const { low, high } = differenceOf(own, other);
  const whole = relative ? valueOf(other) : 1;
  return fixed((50 * (high - low)) / whole, 1);
}

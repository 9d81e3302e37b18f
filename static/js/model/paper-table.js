// @ts-check
/**
 * A table of runs for a paper, without any escaping: which values stand out, and what is to be said below. The daemon
 * makes the same. Pure.
 */
import { fixed, integer, perplexity } from 'app/lib/format.js';
import { cellText } from 'app/model/cell-text.js';
import { comparabilityOf } from 'app/model/comparability.js';
import { orderOf } from 'app/model/columns.js';
import { prefixAtEnd, usualEnd } from 'app/model/prefix-perplexity.js';
import { directionIn, intervalIn, tasksOf, verdictsOf } from 'app/model/uncertainty.js';

/** @typedef {import('app/model/board.js').Run} Run */
/** @typedef {import('app/model/columns.js').Column} Column */

/** @typedef {'best' | 'second' | ''} Mark */
/** @typedef {{text: string, mark: Mark, spread: string}} Cell text is empty where the value is missing */

/**
 * @typedef {object} PaperTable
 * @property {readonly {label: string, numeric: boolean, direction: number}[]} columns
 * @property {readonly {cells: readonly Cell[], notes: readonly number[], starts: boolean}[]} rows of which some start
 *     another group
 * @property {readonly string[]} legend what the numbers and marks are
 * @property {readonly string[]} notes what makes rows hard to compare, each once
 */

/** What stands where there is no table. */
export const NOTHING = 'No run passes these filters, so there is no table.';

const NUMERIC = new Set(['integer', 'accuracy', 'prefix', 'perplexity', 'average', 'number']);

/** The letters of a note: a … z, aa, ab … @param {number} note @returns {string} */
export function letters(note) {
  const last = String.fromCharCode(97 + (note % 26));
  return note < 26 ? last : letters(Math.floor(note / 26) - 1) + last;
}

/**
 * @param {readonly Run[]} runs in their order
 * @param {readonly Column[]} columns
 * @param {Run | null} reference
 * @param {readonly import('app/model/board.js').MetricDefinition[]} own the user's own metrics
 * @param {boolean} intervals whether half the widths of intervals are shown
 * @param {ReadonlySet<Run>} [starts] runs that start another group
 * @returns {PaperTable}
 */
export function paperTable(runs, columns, reference, own, intervals, starts = new Set()) {
  const tops = verdictsOf(runs, reference);
  const comparability = comparabilityOf(runs, reference, own);
  const marks = columns.map((column) => marksIn(column, runs, tops));
  /** @type {Map<string, number>} */
  const notes = new Map();
  const rows = runs.map((run, r) => ({
    starts: starts.has(run),
    cells: columns.map((column, c) => ({
      text: textIn(column, run),
      mark: marks[c][r],
      spread: intervals ? spreadIn(column, run) : '',
    })),
    notes: comparability.about(run).map(({ text }) => {
      notes.set(text, notes.get(text) ?? notes.size);
      return notes.get(text) ?? 0;
    }),
  }));
  return {
    columns: columns.map((column) => ({
      label: column.short ?? column.label,
      numeric: NUMERIC.has(column.kind),
      direction: directionIn(column),
    })),
    rows,
    legend: legendOf(columns, runs, intervals),
    notes: [...notes.keys()],
  };
}

/** @param {Column} column @param {Run} run */
function textIn(column, run) {
  if (column.kind === 'prefix' || column.kind === 'perplexity') {
    const value = orderOf(column, run);
    return typeof value === 'number' ? perplexity(value) : '';
  }
  return column.kind === 'integer' ? integer(run.checkpoint_step) : (cellText(column, run) ?? '');
}

/** @param {Column} column @param {Run} run */
function spreadIn(column, run) {
  const interval = intervalIn(column, run);
  return interval ? fixed((100 * (interval.high - interval.low)) / 2, 1) : '';
}

/**
 * @param {Column} column
 * @param {readonly Run[]} runs
 * @param {import('app/model/uncertainty.js').Verdicts} tops
 * @returns {Mark[]}
 */
function marksIn(column, runs, tops) {
  const direction = directionIn(column);
  const tested = tops.top(column);
  const end = column.key === 'context_end' ? usualEnd(runs) : null;
  const values = runs.map((run) => {
    const value = orderOf(column, run);
    const candidate =
      (!tested || tasksOf(column, run) !== null) &&
      (end === null || prefixAtEnd(run)?.position === end);
    return candidate && typeof value === 'number' ? direction * value : null;
  });
  if (direction === 0 || values.filter((value) => value !== null).length < 2) {
    return runs.map(() => '');
  }
  const highest = topOf(values);
  const best = runs.map((run, i) => (tested ? tested.isBest(run) : values[i] === highest));
  const second = topOf(values.filter((_, i) => !best[i]));
  return values.map((value, i) =>
    best[i] ? 'best' : value !== null && value === second ? 'second' : '',
  );
}

/** @param {readonly (number | null)[]} values */
function topOf(values) {
  return values.reduce(
    (/** @type {number | null} */ top, value) =>
      value !== null && (top === null || value > top) ? value : top,
    null,
  );
}

/** @param {readonly Column[]} columns @param {readonly Run[]} runs @param {boolean} intervals */
function legendOf(columns, runs, intervals) {
  const percent = columns.some(({ unit }) => unit === '%');
  const labels = (/** @type {string} */ kind) =>
    columns.filter((column) => column.kind === kind).map(({ short, label }) => short ?? label);
  const [prefixes, single] = [labels('prefix'), labels('perplexity')];
  const end = columns.some(({ key }) => key === 'context_end') ? usualEnd(runs) : null;
  const same = runs.every((run) => (prefixAtEnd(run)?.position ?? end) === end);
  return [
    percent ? 'Accuracies are in percent.' : '',
    columns.some((column) => directionIn(column) !== 0)
      ? 'Bold is the best of a column and, of accuracies over known counts, all that are not significantly worse than it (two-sided pooled z-test against the best at 5 %, Holm over the rows); underlined is the next one.'
      : '',
    intervals && percent
      ? '± is half the width of the 95 % interval (Wilson; averages by MOVER).'
      : '',
    prefixes.length > 0
      ? `${prefixes.join(', ')}: perplexity over all tokens up to there, the exponential of the mean loss over the audio files.`
      : '',
    end === null
      ? ''
      : same
        ? `The curves end at position ${end}.`
        : `The curves of most runs end at position ${end}; only those are compared in 1–end.`,
    single.length > 0
      ? `${single.join(', ')}: of one single token, so it jumps between checkpoints and nothing is marked.`
      : '',
  ].filter(Boolean);
}

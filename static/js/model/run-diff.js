// @ts-check
/** In what a run differs from what it was, as the user reads it. Pure. */
import { fixed, MISSING, percent, perplexity } from 'app/lib/format.js';
import { moment } from 'app/lib/times.js';
import { cellText } from 'app/model/cell-text.js';
import { accuracy, average, figure } from 'app/model/metrics.js';

/** @typedef {import('app/model/board.js').Run} Run */
/** @typedef {import('app/model/columns.js').Column} Column */

/**
 * @typedef {object} Difference
 * @property {string} label
 * @property {string} before empty where there was nothing before
 * @property {string} after empty where the label says it all
 */

/**
 * What a new run came with.
 *
 * @param {Run} run
 * @param {readonly Column[]} columns
 * @returns {readonly Difference[]}
 */
export function scores(run, columns) {
  return columns
    .filter(({ kind }) => kind === 'accuracy' || kind === 'average')
    .map((column) => ({ label: column.label, before: '', after: textOf(column, run) }))
    .filter(({ after }) => after !== MISSING);
}

/** @type {WeakMap<Run, {before: Run, columns: readonly Column[], differences: readonly Difference[]}>} */
const found = new WeakMap();

/**
 * The differences, worked out once for every run that changed.
 *
 * @param {Run} before
 * @param {Run} after
 * @param {readonly Column[]} columns
 */
export function differencesOf(before, after, columns) {
  const known = found.get(after);
  if (known?.before === before && known.columns === columns) {
    return known.differences;
  }
  const differences = differ(before, after, columns);
  found.set(after, { before, columns, differences });
  return differences;
}

/**
 * @param {Run} before
 * @param {Run} after
 * @param {readonly Column[]} columns
 * @returns {readonly Difference[]}
 */
function differ(before, after, columns) {
  if (before === after) {
    return [];
  }
  const moved = columns.filter((column) => textOf(column, before) !== textOf(column, after));
  const values = moved.map((column) => ({
    label: column.label,
    before: textOf(column, before),
    after: textOf(column, after),
  }));
  const shown = new Set([
    ...columns.map(({ metric }) => metric),
    ...moved.map(({ samples }) => samples),
  ]);
  const others = keysThatDiffer(before.metrics, after.metrics).filter((key) => !shown.has(key));
  /** @type {Difference[]} */
  const more = [];
  const say = (/** @type {string} */ label) => more.push({ label, before: '', after: '' });
  if (before.name !== after.name) {
    more.push({ label: 'Name', before: before.name, after: after.name });
  }
  if (others.length > 0) {
    say(`${others.length} other ${others.length === 1 ? 'result' : 'results'} changed`);
  }
  if (before.has_progression !== after.has_progression) {
    say(after.has_progression ? 'progression arrived' : 'progression removed');
  }
  if (keysThatDiffer(before.training_config, after.training_config).length > 0) {
    say('training configuration changed');
  }
  if (before.unavailable_since !== after.unavailable_since) {
    say(
      after.unavailable_since
        ? `unavailable since ${moment(after.unavailable_since)}`
        : 'available again',
    );
  }
  if (before.broken_file?.message !== after.broken_file?.message) {
    say(after.broken_file ? 'a file can no longer be used' : 'its files can be used again');
  }
  if (
    before.evaluation_timestamp !== after.evaluation_timestamp &&
    values.length + others.length === 0
  ) {
    say('evaluated again, with the same results');
  }
  return [...values, ...more, ...(values.length + more.length === 0 ? rest(before, after) : [])];
}

/**
 * What no row shows: tags, notes, or more points of a curve.
 *
 * @param {Run} before
 * @param {Run} after
 * @returns {Difference[]}
 */
function rest(before, after) {
  const noted = before.notes !== after.notes || before.tags.join() !== after.tags.join();
  const curved = (after.curve ?? 0) > (before.curve ?? 0);
  const label = noted ? 'tags or notes changed' : curved ? 'progression changed' : '';
  return label ? [{ label, before: '', after: '' }] : [];
}

/**
 * @param {Readonly<Record<string, unknown>>} a
 * @param {Readonly<Record<string, unknown>>} b
 */
function keysThatDiffer(a, b) {
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...keys].filter(
    (key) => a[key] !== b[key] && JSON.stringify(a[key]) !== JSON.stringify(b[key]),
  );
}

/**
 * What a column says of a run, empty for one that is no number.
 *
 * @param {Column} column
 * @param {Run} run
 */
function textOf(column, run) {
  const { kind, metric = '', samples = '', digits = 2, own } = column;
  const { metrics } = run;
  switch (kind) {
    case 'prefix':
      return cellText(column, run) ?? MISSING;
    case 'accuracy': {
      const value = accuracy(metrics, metric, samples, own);
      return value ? percent(value) : MISSING;
    }
    case 'perplexity': {
      const value = figure(metrics, metric);
      return value === null ? MISSING : perplexity(value);
    }
    case 'average': {
      const value = average(metrics)?.value ?? null;
      return value === null ? MISSING : fixed(100 * value, 1);
    }
    case 'number': {
      const value = figure(metrics, metric, own);
      return value === null ? MISSING : fixed(value, digits);
    }
    default:
      return '';
  }
}

// @ts-check
/** Filters on numbers: what a run has of a metric, or of a numeric key of its configuration, lies in a range. Pure. */
import { fixed, plain } from 'app/lib/format.js';
import { readPlaces, writtenList } from 'app/lib/list-param.js';
import { COLUMNS, orderOf } from 'app/model/columns.js';
import { numberIn } from 'app/model/config-values.js';
import { SINGLE_TOKENS } from 'app/model/context-columns.js';
import { figure } from 'app/model/metrics.js';

/** @typedef {import('app/model/board.js').Run} Run */

/**
 * @typedef {object} Range
 * @property {string} key of a column, or a key of the configuration after `config.`
 * @property {number | null} min the least that is let through, null for no limit
 * @property {number | null} max the most that is let through, null for no limit
 */

export const CONFIG = 'config.';
const RESULTS = 'metrics.';

/** @type {ReadonlyMap<string, import('app/model/columns.js').Column>} */
const NUMBERS = new Map(
  [...COLUMNS, ...SINGLE_TOKENS]
    .filter(({ kind }) => !['name', 'training'].includes(kind))
    .map((column) => [column.key, column]),
);

/**
 * What a run has of something.
 *
 * @param {string} key
 * @returns {((run: Run) => number | null) | null} null where there is nothing of that key
 */
function valueAt(key) {
  const column = NUMBERS.get(key);
  if (column) {
    return (run) => /** @type {number | null} */ (orderOf(column, run));
  }
  if (key.startsWith(CONFIG)) {
    return (run) => numberIn(run, key.slice(CONFIG.length));
  }
  return key.startsWith(RESULTS)
    ? ({ metrics }) => figure(metrics, key.slice(RESULTS.length))
    : null;
}

/**
 * Whether a run lies in all ranges. One that has no value lies in none.
 *
 * @param {readonly Range[]} ranges
 * @returns {(run: Run) => boolean}
 */
export function within(ranges) {
  const tests = ranges.map(({ key, min, max }) => ({ of: valueAt(key), min, max }));
  return (run) =>
    tests.every(({ of, min, max }) => {
      const value = of?.(run) ?? null;
      return value !== null && (min === null || value >= min) && (max === null || value <= max);
    });
}

/**
 * Ranges with another one in the place of that of the same key.
 *
 * @param {readonly Range[]} ranges
 * @param {Range} range without limits it is taken out
 * @returns {readonly Range[]}
 */
export function withRange(ranges, range) {
  const others = ranges.filter(({ key }) => key !== range.key);
  return range.min === null && range.max === null ? others : [...others, range];
}

/**
 * A range in words: `sWUGGY 63.0–70.0 %`.
 *
 * @param {Range} range
 */
export function rangeText({ key, min, max }) {
  const column = NUMBERS.get(key);
  const percent = column?.kind === 'accuracy' || column?.kind === 'average';
  const text = (/** @type {number} */ value) =>
    percent ? fixed(100 * value, 1) : key.startsWith(CONFIG) ? String(value) : plain(value);
  const limits =
    min !== null && max !== null
      ? `${text(min)}–${text(max)}`
      : min !== null
        ? `at least ${text(min)}`
        : `at most ${text(max ?? 0)}`;
  return `${labelAt(key)} ${limits}${percent ? ' %' : ''}`;
}

/** @param {string} key */
function labelAt(key) {
  return NUMBERS.get(key)?.label ?? key.replace(/^(config|metrics)\./, '');
}

/**
 * The ranges that an address names, as `key~from~to`, one after the other; what it gets wrong does not filter.
 *
 * @param {string | null} text
 * @returns {readonly Range[]}
 */
export function rangesFrom(text) {
  const places = readPlaces(text);
  /** @type {readonly Range[]} */
  let ranges = [];
  for (let i = 0; i + 2 < places.length; i += 3) {
    const [key, ...limits] = places.slice(i, i + 3);
    const [min, max] = limits.map((limit) =>
      limit.trim() !== '' && Number.isFinite(Number(limit)) ? Number(limit) : null,
    );
    if (valueAt(key)) {
      ranges = withRange(ranges, { key, min, max });
    }
  }
  return ranges;
}

/** @param {readonly Range[]} ranges */
export function writtenRanges(ranges) {
  return writtenList(
    ranges.flatMap(({ key, min, max }) => [
      key,
      ...[min, max].map((end) => (end === null ? '' : String(end))),
    ]),
  );
}

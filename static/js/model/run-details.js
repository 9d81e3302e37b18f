// @ts-check
/** Everything that is known of one run, and where it stands among others. Pure. */
import { configRows } from 'app/model/config-rows.js';
import { orderOf } from 'app/model/columns.js';

/** @typedef {import('app/model/board.js').Run} Run */
/** @typedef {import('app/model/columns.js').Column} Column */

/** Kinds of columns that rank runs. */
const RANKED = new Set(['accuracy', 'average', 'prefix', 'perplexity', 'number']);

/** @typedef {{place: number, of: number}} Rank */

/**
 * The places of runs among each other by columns, equal values sharing the better one. Each column is sorted when it is
 * first asked for.
 *
 * @param {readonly Run[]} runs
 * @returns {(column: Column, run: Run) => Rank | null} null where the run has no value, is none of the others, or the
 *     column ranks nothing
 */
export function ranksIn(runs) {
  const members = new Set(runs);
  /** @type {Map<Column, ReturnType<typeof placesOf>>} */
  const known = new Map();
  /** @param {Column} column */
  function sorted(column) {
    let found = known.get(column);
    if (!found) {
      known.set(column, (found = placesOf(column, runs)));
    }
    return found;
  }
  return (column, run) => {
    const own = orderOf(column, run);
    if (!RANKED.has(column.kind) || typeof own !== 'number' || !members.has(run)) {
      return null;
    }
    const { places, of } = sorted(column);
    return { place: Number(places.get(own)), of };
  };
}

/**
 * @param {Column} column
 * @param {readonly Run[]} runs
 * @returns {{places: ReadonlyMap<number, number>, of: number}} places by value
 */
function placesOf(column, runs) {
  const values = runs
    .map((run) => orderOf(column, run))
    .filter((value) => typeof value === 'number');
  const best = Float64Array.from(values).sort();
  if (!isLowBetter(column)) {
    best.reverse();
  }
  /** @type {Map<number, number>} */
  const places = new Map();
  best.forEach((value, i) => places.has(value) || places.set(value, i + 1));
  return { places, of: values.length };
}

/** @param {Column} column */
function isLowBetter({ kind, metric, own }) {
  const definition = own?.find(({ key }) => key === metric);
  return definition ? definition.better === 'lower' : kind === 'perplexity' || kind === 'prefix';
}

/**
 * The results that no column shows, as the file has them.
 *
 * @param {Run} run
 * @param {readonly Column[]} columns
 * @returns {readonly (readonly [string, string])[]} by key
 */
export function otherResults({ metrics }, columns) {
  const taken = new Set(columns.flatMap(({ metric, samples }) => [metric, samples]));
  return Object.entries(metrics)
    .filter(([key]) => !taken.has(key))
    .map(([key, value]) => [key, typeof value === 'string' ? value : JSON.stringify(value)]);
}

/**
 * The training configuration of a run beside that of another.
 *
 * @typedef {object} Configuration
 * @property {readonly Setting[]} differing
 * @property {readonly Setting[]} same
 */

/** @typedef {{path: string, value: string | null, other: string | null}} Setting null where the key is missing */

/**
 * @param {Run} run
 * @param {Run | null} other null where there is none
 * @returns {Configuration} where there is no other, all is the same
 */
export function configurationOf(run, other) {
  const configs = [run, ...(other ? [other] : [])].map((one) => one.training_config);
  const rows = configRows(configs).map(({ path, values: [value, theirs], differs }) => ({
    path,
    value,
    other: theirs ?? null,
    differs,
  }));
  return {
    differing: rows.filter(({ differs }) => differs),
    same: rows.filter(({ differs }) => !differs),
  };
}

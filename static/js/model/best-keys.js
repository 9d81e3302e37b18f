// @ts-check
/** In which settings the best runs differ most from the rest. Pure. */
import { configsOf, settingIn, varyingKeys } from 'app/model/config-values.js';
import { tasksOf } from 'app/model/uncertainty.js';

/** @typedef {import('app/model/board.js').Run} Run */

/**
 * How often a value is among the best and among the rest.
 *
 * @typedef {{text: string | null, best: number, rest: number}} ValueCount text is null where the key is missing
 */

/**
 * @typedef {object} KeyCounts
 * @property {string} path
 * @property {number} distance half the sum of the differences between the shares: 0 where they are alike, 1 where no
 *     value is among both
 * @property {readonly ValueCount[]} values the more frequent among the best first
 */

/**
 * @typedef {object} BestKeys
 * @property {number} best how many runs are
 * @property {number} rest
 * @property {readonly KeyCounts[]} keys the most different first; none where all are best
 */

/** A key with more values than this part of the runs has, such as a directory, says nothing of one run more than its name. */
const MOST_VALUES = 3 / 4;

/** Keys that say what a run is called, or where it is, and not how it was trained. */
const NAMING = /(^|[._])(name|id|dir|path)$/;

/**
 * @param {readonly Run[]} best
 * @param {readonly Run[]} rest
 * @returns {BestKeys}
 */
export function bestKeysOf(best, rest) {
  const all = [...best, ...rest];
  const keys = best.length === 0 || rest.length === 0 ? [] : varyingKeys(all);
  const [ofBest, ofRest] = [best, rest].map((runs) => [...configsOf(runs)]);
  return {
    best: best.length,
    rest: rest.length,
    keys: keys
      .filter(
        ({ path, counts }) =>
          !NAMING.test(path) && counts.size <= Math.max(2, all.length * MOST_VALUES),
      )
      .map(({ path }) => {
        const values = countsOf(path, ofBest, ofRest);
        return { path, distance: distanceOf(values, best.length, rest.length), values };
      })
      .filter(({ distance }) => distance > 0)
      .sort((a, b) => b.distance - a.distance),
  };
}

/** @typedef {readonly {run: Run, times: number}[]} Configs */

/** @param {string} path @param {Configs} best @param {Configs} rest @returns {readonly ValueCount[]} */
function countsOf(path, best, rest) {
  /** @type {Map<string | null, {text: string | null, best: number, rest: number}>} */
  const counts = new Map();
  /** @param {Configs} configs @param {'best' | 'rest'} side */
  const count = (configs, side) => {
    for (const { run, times } of configs) {
      const text = settingIn(run, path);
      const found = counts.get(text) ?? { text, best: 0, rest: 0 };
      found[side] += times;
      counts.set(text, found);
    }
  };
  count(best, 'best');
  count(rest, 'rest');
  return [...counts.values()].sort((a, b) => b.best - a.best || b.rest - a.rest);
}

/** @param {readonly ValueCount[]} values @param {number} best @param {number} rest */
function distanceOf(values, best, rest) {
  return values.reduce(
    (sum, value) => sum + Math.abs(value.best / best - value.rest / rest) / 2,
    0,
  );
}

/**
 * The runs that cannot be told apart from the best, and the others that are tested with it.
 *
 * @param {import('app/model/uncertainty.js').Verdicts} verdicts on the runs shown
 * @param {import('app/model/columns.js').Column} column
 * @param {readonly Run[]} runs
 * @returns {{best: readonly Run[], rest: readonly Run[]}} runs without the metric are in none
 */
export function bestAndRest({ top: topOf }, column, runs) {
  const top = topOf(column);
  if (!top) {
    return { best: [], rest: [] };
  }
  return {
    best: runs.filter(top.isBest),
    rest: runs.filter((run) => !top.isBest(run) && tasksOf(column, run) !== null),
  };
}

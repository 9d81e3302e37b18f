// @ts-check
/** What the configurations of runs say, key by key, and which keys differ between runs. Pure. */
import { flattened, isLeading } from 'app/model/config-rows.js';
import { number } from 'app/model/reading.js';

/** @typedef {import('app/model/board.js').Run} Run */

/**
 * A key of which not all runs have the same value.
 *
 * @typedef {object} VaryingKey
 * @property {string} path with dots, such as `optim.lr`
 * @property {boolean} numeric whether all its values are numbers, and two of them differ
 * @property {ReadonlyMap<string | null, number>} counts how many runs have each value, null where it is missing
 */

/** @type {WeakMap<Run['training_config'], ReadonlyMap<string, string>>} */
const known = new WeakMap();

/** @param {Run} run @returns {ReadonlyMap<string, string>} its values as texts; worked out once for a configuration */
function settingsOf({ training_config: config }) {
  let settings = known.get(config);
  if (!settings) {
    known.set(config, (settings = flattened(config)));
  }
  return settings;
}

/**
 * The value of a key as it is shown.
 *
 * @param {Run} run
 * @param {string} path
 * @returns {string | null} null where it is missing
 */
export function settingIn(run, path) {
  const text = settingsOf(run).get(path) ?? null;
  return text === 'null' ? null : text;
}

/**
 * Whether a configuration has a key, be it null.
 *
 * @param {Run} run
 * @param {string} path
 */
export function isSet(run, path) {
  return settingsOf(run).has(path);
}

/**
 * The value of a key as a number.
 *
 * @param {Run} run
 * @param {string} path
 * @returns {number | null} null where it is missing, or no number
 */
export function numberIn(run, path) {
  return number(settingIn(run, path));
}

/**
 * All keys of some runs, sorted; a configuration that many runs share is read once.
 *
 * @param {Iterable<Run>} runs
 * @returns {readonly string[]}
 */
export function configPaths(runs) {
  const configs = new Set();
  /** @type {Set<string>} */
  const paths = new Set();
  for (const run of runs) {
    if (!configs.has(run.training_config)) {
      configs.add(run.training_config);
      for (const path of settingsOf(run).keys()) {
        paths.add(path);
      }
    }
  }
  paths.delete('');
  return [...paths].sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
}

/**
 * The configurations of some runs, for many runs share one.
 *
 * @param {readonly Run[]} runs
 * @returns {Iterable<{run: Run, times: number}>} one run of each, and how many have the same
 */
export function configsOf(runs) {
  /** @type {Map<Run['training_config'], {run: Run, times: number}>} */
  const configs = new Map();
  for (const run of runs) {
    const config = configs.get(run.training_config);
    if (config) {
      config.times++;
    } else {
      configs.set(run.training_config, { run, times: 1 });
    }
  }
  return configs.values();
}

/**
 * The keys that differ between some runs: the most important ones first, then by name.
 *
 * @param {readonly Run[]} runs
 * @returns {readonly VaryingKey[]}
 */
export function varyingKeys(runs) {
  /** @type {Map<string, Map<string | null, number>>} */
  const keys = new Map();
  for (const { run, times } of configsOf(runs)) {
    for (const path of settingsOf(run).keys()) {
      const text = settingIn(run, path);
      if (text !== null) {
        const counts = keys.get(path) ?? new Map();
        counts.set(text, (counts.get(text) ?? 0) + times);
        keys.set(path, counts);
      }
    }
  }
  return [...keys]
    .map(([path, counts]) => varying(path, counts, runs.length))
    .filter(({ counts }) => counts.size > 1)
    .sort(
      (a, b) =>
        Number(isLeading(b.path)) - Number(isLeading(a.path)) ||
        a.path.localeCompare(b.path, 'en', { numeric: true }),
    );
}

/** @param {string} path @param {ReadonlyMap<string | null, number>} counts @param {number} runs @returns {VaryingKey} */
function varying(path, counts, runs) {
  const numbers = [...counts.keys()].map(number);
  const numeric = !numbers.includes(null) && new Set(numbers).size > 1;
  const missing = runs - [...counts.values()].reduce((sum, count) => sum + count, 0);
  return {
    path,
    numeric,
    counts: missing > 0 ? new Map([...counts, [null, missing]]) : counts,
  };
}

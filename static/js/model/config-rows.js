// @ts-check
/** The training configurations of runs, key by key. Pure. */
import { number, truth } from 'app/model/reading.js';

/** @typedef {Readonly<Record<string, unknown>>} Config */

/**
 * One key over all runs.
 *
 * @typedef {object} ConfigRow
 * @property {string} path with dots, such as `optim.lr`
 * @property {readonly (string | null)[]} values as they are shown, null where the key is missing
 * @property {readonly boolean[]} odd which of the values differ from what most runs have; all of
 *     them where no value is the most common
 * @property {boolean} differs
 * @property {boolean} leading whether it is one of the most important keys
 */

/** The most important keys, in this order. */
const LEADING = Object.freeze([
  'max_steps',
  'optim.lr',
  'ttt.enable',
  'ttt.layers',
  'ttt.base_lr',
  'ttt.mini_batch_size',
  'lora.enable',
  'lora.rank',
  'full_finetuning',
]);

/** @param {string} path @returns whether it is one of the most important keys */
export const isLeading = (path) => LEADING.includes(path);

/** Where a number or a boolean may be written as text, and counts as what it says. */
const READ = Object.freeze([
  'ttt.enable',
  'ttt.base_lr',
  'ttt.initial_gating_alpha',
  'lora.enable',
  'lora.rank',
  'full_finetuning',
  'max_steps',
]);

/**
 * Every value of a configuration by its path; lists are values. An empty object is a value too.
 *
 * @param {Config} config
 * @returns {ReadonlyMap<string, string>}
 */
export function flattened(config) {
  /** @type {Map<string, string>} */
  const found = new Map();
  /** @param {unknown} value @param {string} path */
  const walk = (value, path) => {
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      const entries = Object.entries(value);
      if (entries.length > 0 || path === '') {
        entries.forEach(([key, inner]) => walk(inner, path === '' ? key : `${path}.${key}`));
        return;
      }
    }
    found.set(path, text(READ.includes(path) ? (truth(value) ?? number(value) ?? value) : value));
  };
  walk(config, '');
  return found;
}

/** @param {unknown} value */
function text(value) {
  if (typeof value === 'number') {
    return value !== 0 && Math.abs(value) < 1e-3 ? value.toExponential() : String(value);
  }
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/**
 * All keys of some configurations: the leading ones first, then the others as they were found.
 *
 * @param {readonly Config[]} configs
 * @returns {readonly ConfigRow[]}
 */
export function configRows(configs) {
  const flat = configs.map(flattened);
  const paths = new Set([...LEADING, ...flat.flatMap((values) => [...values.keys()])]);
  return [...paths]
    .filter((path) => flat.some((values) => values.has(path)))
    .map((path) => {
      const values = flat.map((of) => of.get(path) ?? null);
      return {
        path,
        values,
        odd: oddOnes(values),
        differs: values.some((value) => value !== values[0]),
        leading: isLeading(path),
      };
    });
}

/** @param {readonly (string | null)[]} values */
function oddOnes(values) {
  /** @type {Map<string | null, number>} */
  const counts = new Map();
  values.forEach((value) => counts.set(value, (counts.get(value) ?? 0) + 1));
  const most = Math.max(...counts.values());
  const usual = [...counts].filter(([, count]) => count === most);
  return values.map((value) => usual.length !== 1 || value !== usual[0][0]);
}

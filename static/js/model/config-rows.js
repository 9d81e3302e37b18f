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
 * @property {readonly boolean[]} odd which of the values are others than that of the reference run and have an effect
 * @property {readonly boolean[]} idle which of the runs have disabled the part that the key is of
 * @property {boolean} differs
 * @property {boolean} leading whether it is one of the most important keys
 * @property {boolean} aside whether it says where files are or what is kept and logged, not what is trained
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

/** What is kept, logged and evaluated while a run is trained, and where files are. */
const ASIDE =
  /^(run_dir|overwrite_run_dir|log_freq|eval_freq|do_eval|ckpt_freq|do_ckpt|num_ckpt_keep|save_adapters|wandb|paper_metrics)(\.|$)|_(dir|path|csv)$/;

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
 * @param {readonly Config[]} configs that of the reference run first
 * @returns {readonly ConfigRow[]}
 */
export function configRows(configs) {
  const flat = configs.map(flattened);
  const paths = new Set([...LEADING, ...flat.flatMap((values) => [...values.keys()])]);
  return [...paths]
    .filter((path) => flat.some((values) => values.has(path)))
    .map((path) => {
      const values = flat.map((of) => of.get(path) ?? null);
      const idle = flat.map((of) => isIdle(path, of));
      return {
        path,
        values,
        odd: values.map((value, i) => value !== values[0] && !idle[i]),
        idle,
        differs: values.some((value) => value !== values[0]),
        leading: isLeading(path),
        aside: ASIDE.test(path),
      };
    });
}

/**
 * Whether a key has no effect, because a part that it is of is disabled.
 *
 * @param {string} path
 * @param {ReadonlyMap<string, string>} values by path
 */
function isIdle(path, values) {
  const parts = path.split('.');
  return parts.some((_, end) => {
    const enable = [...parts.slice(0, end), 'enable'].join('.');
    return end > 0 && enable !== path && values.get(enable) === 'false';
  });
}

// @ts-check
/** What was trained, as a run's configuration says it. Pure. */
import { truth } from 'app/model/reading.js';

/** @typedef {import('app/model/board.js').Run} Run */
/** @typedef {'TTT' | 'LoRA' | 'Full'} Badge */

/** @type {readonly {badge: Badge, path: string, section: string, key: string | null}[]} */
const SWITCHES = Object.freeze([
  { badge: 'TTT', path: 'ttt.enable', section: 'ttt', key: 'enable' },
  { badge: 'LoRA', path: 'lora.enable', section: 'lora', key: 'enable' },
  { badge: 'Full', path: 'full_finetuning', section: 'full_finetuning', key: null },
]);

/**
 * The value of a switch; a key that itself has dots goes before the way through objects.
 *
 * @param {Run['training_config']} config
 * @param {typeof SWITCHES[number]} which
 * @returns {unknown} null when it is missing
 */
function valueAt(config, { path, section, key }) {
  const inner = /** @type {any} */ (config[section]);
  return config[path] ?? (key !== null && isObject(inner) ? inner[key] : null) ?? null;
}

/** @param {unknown} value */
function isObject(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** @type {WeakMap<Run['training_config'], Badge[]>} */
const known = new WeakMap();

/**
 * Badges for TTT layers, LoRA adapters, the full model, or nothing of these. They are worked out once for a
 * configuration.
 *
 * @param {Run} run
 * @returns {Badge[]}
 */
export function training({ training_config: config }) {
  let badges = known.get(config);
  if (!badges) {
    badges = SWITCHES.filter((which) => truth(valueAt(config, which)) === true).map(
      ({ badge }) => badge,
    );
    known.set(config, badges);
  }
  return badges;
}

/**
 * Whether the configuration says something that is neither true nor false, so that the badges may not be all.
 *
 * @param {Run} run
 */
export function isTrainingUnclear({ training_config: config }) {
  return SWITCHES.some((which) => {
    const value = valueAt(config, which);
    const part = config[which.section] ?? null;
    return (
      (value !== null && truth(value) === null) ||
      (which.key !== null && part !== null && !isObject(part))
    );
  });
}

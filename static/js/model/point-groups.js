// @ts-check
/** What the points of a scatter are coloured by: groups of runs, each with its mark. Pure. */
import { settingIn } from 'app/model/config-values.js';
import { BASELINE_MARK, HUES, markOf } from 'app/model/palette.js';
import { CONFIG } from 'app/model/ranges.js';
import { experiment, quoted } from 'app/model/run-labels.js';
import { training } from 'app/model/training.js';

/** @typedef {import('app/model/board.js').Run} Run */
/** @typedef {import('app/model/palette.js').Mark} Mark */

/**
 * @typedef {object} PointGroup
 * @property {string} label
 * @property {Mark} mark
 * @property {number} count of runs
 */

/** @typedef {{groups: readonly PointGroup[], of: (run: Run) => number}} Grouping of gives the index of a run's group */

/** What stands where there is no value. */
const NOT_SET = 'not set';
const NOT_TRAINED = 'Not trained';
const PRETRAINED = 'Pretrained';

/** Groups without a colour of their own. */
const isNeutral = (/** @type {string} */ text) => [NOT_SET, NOT_TRAINED, PRETRAINED].includes(text);

/** Kinds of training have the same colours on every board. */
const KINDS = Object.freeze(['TTT', 'LoRA', 'Full', 'TTT + LoRA']);

/** @type {Readonly<Record<string, (run: Run) => string>>} */
const TEXTS = Object.freeze({
  training: (run) => training(run).join(' + ') || NOT_TRAINED,
  experiment: (run) => experiment(run) || PRETRAINED,
});

/**
 * @param {readonly Run[]} runs
 * @param {string} colour `training`, `experiment`, or a key of the configuration after `config.`
 * @returns {Grouping} the values that most runs have; the others together
 */
export function groupingOf(runs, colour) {
  const textOf = colour.startsWith(CONFIG)
    ? (/** @type {Run} */ run) => settingIn(run, colour.slice(CONFIG.length)) ?? NOT_SET
    : (TEXTS[colour] ?? TEXTS.training);
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const run of runs) {
    const text = textOf(run);
    counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  const byName = (/** @type {[string, number]} */ [a], /** @type {[string, number]} */ [b]) =>
    a.localeCompare(b, 'en', { numeric: true });
  const named = [...counts]
    .filter(([text]) => !isNeutral(text))
    .sort((a, b) => b[1] - a[1] || byName(a, b));
  const kept = named.slice(0, named.length > HUES ? HUES - 1 : HUES).sort(byName);
  const slots = new Map(
    colour === 'training' ? KINDS.map((kind, slot) => [kind, slot]) : undefined,
  );
  const free = Array.from({ length: HUES }, (_, slot) => slot).filter(
    (slot) => ![...slots.values()].includes(slot),
  );
  const groups = kept.map(([label, count]) => ({
    label: quoted(label),
    mark: markOf(slots.get(label) ?? free.shift() ?? 0),
    count,
  }));
  const others = [...named.slice(kept.length), ...[...counts].filter(([text]) => isNeutral(text))];
  if (others.length > 0) {
    const label = others.length === 1 ? quoted(others[0][0]) : `${others.length} others`;
    groups.push({
      label,
      mark: BASELINE_MARK,
      count: others.reduce((sum, [, count]) => sum + count, 0),
    });
  }
  const places = new Map(kept.map(([label], i) => [label, i]));
  return { groups, of: (run) => places.get(textOf(run)) ?? groups.length - 1 };
}

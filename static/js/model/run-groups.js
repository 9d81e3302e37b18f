// @ts-check
/** Runs in groups: by experiment, by what was trained, or by their tags. Pure. */
import { readPlaces, writtenList } from 'app/lib/list-param.js';
import { experimentKey, experimentNames } from 'app/model/experiments.js';
import { experiment, quoted } from 'app/model/run-labels.js';
import { training } from 'app/model/training.js';

/** @typedef {import('app/model/board.js').Run} Run */
/** @typedef {import('app/model/ranking.js').Ranking} Ranking */
/** @typedef {'none' | 'experiment' | 'training' | 'tag'} GroupBy */

/**
 * @typedef {object} RunGroup
 * @property {string} id unlike that of any run
 * @property {string} label
 * @property {readonly Run[]} runs in the order of the sort
 * @property {Run | null} best the first of equal ones, null where no run has a value
 * @property {Ranking} ranking by which it is the best
 */

/** @typedef {Run | RunGroup} Item a row of the table: a run, or the head of a group */

/** @type {readonly (readonly [GroupBy, string])[]} */
export const GROUPINGS = Object.freeze([
  ['none', 'No groups'],
  ['experiment', 'By experiment'],
  ['training', 'By training type'],
  ['tag', 'By tags'],
]);

/** Ids of runs come from paths, which have no such character. */
const GROUP = '\0';

/** @param {string} id whether it is that of a group */
export const isGroupId = (id) => id.startsWith(GROUP);

/** @param {Item} item @returns {item is RunGroup} */
export const isGroup = (item) => 'ranking' in item;

/** @type {Readonly<Record<GroupBy, (run: Run) => string>>} */
const KEYS = Object.freeze({
  none: () => '',
  experiment: experimentKey,
  training: (run) => training(run).join(' + '),
  tag: ({ tags }) => [...tags].sort().join(' · '),
});

/** What groups without a key are called. @type {Readonly<Record<GroupBy, string>>} */
const WITHOUT = Object.freeze({
  none: 'All runs',
  experiment: 'Pretrained',
  training: 'Not trained',
  tag: 'No tags',
});

/**
 * The id of the group that a run belongs to.
 *
 * @param {Run} run
 * @param {GroupBy} by
 */
export const groupIdOf = (run, by) => GROUP + KEYS[by](run);

/**
 * The groups of some runs; the first is that of the first run.
 *
 * @param {readonly Run[]} runs in the order of the sort
 * @param {GroupBy} by
 * @param {Ranking} ranking
 * @returns {readonly RunGroup[]}
 */
export function groupsOf(runs, by, ranking) {
  /** @type {Map<string, Run[]>} */
  const groups = new Map();
  for (const run of runs) {
    const key = KEYS[by](run);
    const group = groups.get(key);
    if (group) {
      group.push(run);
    } else {
      groups.set(key, [run]);
    }
  }
  const names =
    by === 'experiment'
      ? experimentNames(new Map([...groups].map(([key, [run]]) => [key, experiment(run)])))
      : null;
  return [...groups].map(([key, own]) => ({
    id: GROUP + key,
    label: quoted((names?.get(key) ?? key) || WITHOUT[by]),
    runs: own,
    best: ranking.best(own),
    ranking,
  }));
}

/**
 * The runs in the order of their groups, below those that are pinned.
 *
 * @param {readonly RunGroup[]} groups
 * @param {import('app/model/pins.js').Pins} pins
 * @param {readonly Run[]} ordered all of them in the order of the sort
 * @returns {readonly Run[]}
 */
export function inGroups(groups, pins, ordered) {
  return [
    ...ordered.filter(({ id }) => pins.has(id)),
    ...groups.flatMap(({ runs }) => runs.filter(({ id }) => !pins.has(id))),
  ];
}

/**
 * The runs before which another group ends, in the order of {@link inGroups}. Those that are pinned are one group.
 *
 * @param {readonly Run[]} runs all or some of them
 * @param {GroupBy} by
 * @param {import('app/model/pins.js').Pins} pins
 * @returns {ReadonlySet<Run>}
 */
export function startsOf(runs, by, pins) {
  const group = (/** @type {Run} */ run) => (pins.has(run.id) ? null : groupIdOf(run, by));
  return new Set(
    by === 'none' ? [] : runs.filter((run, i) => i > 0 && group(run) !== group(runs[i - 1])),
  );
}

/**
 * The rows: the pinned runs, then each group with its head, and the others of its runs unless it is folded.
 *
 * @param {readonly Run[]} runs in the order of {@link inGroups}
 * @param {readonly RunGroup[]} groups
 * @param {import('app/model/pins.js').Pins} pins
 * @param {ReadonlySet<string>} folded ids of groups
 * @returns {readonly Item[]}
 */
export function itemsOf(runs, groups, pins, folded) {
  /** @type {Item[]} */
  const items = pins.size > 0 ? runs.filter(({ id }) => pins.has(id)) : [];
  for (const group of groups) {
    items.push(group);
    if (!folded.has(group.id)) {
      for (const run of group.runs) {
        if (!pins.has(run.id)) {
          items.push(run);
        }
      }
    }
  }
  return items;
}

/**
 * The ids of folded groups, with one folded or opened.
 *
 * @param {ReadonlySet<string>} folded
 * @param {string} id
 * @param {boolean} on
 * @returns {ReadonlySet<string>} the same object when nothing changes
 */
export function withFolded(folded, id, on) {
  if (folded.has(id) === on) {
    return folded;
  }
  const next = new Set(folded);
  if (on) {
    next.add(id);
  } else {
    next.delete(id);
  }
  return next;
}

/**
 * The ids of the best run of each group.
 *
 * @param {readonly RunGroup[]} groups
 * @param {Run | null} reference is left out, for it is compared with anyway
 * @returns {readonly string[]}
 */
export function bestOfEach(groups, reference) {
  return groups.flatMap(({ best }) => (best && best.id !== reference?.id ? best.id : []));
}

/** @param {string | null} text @returns {GroupBy} none where it is no grouping */
export function groupByFrom(text) {
  return GROUPINGS.find(([by]) => by === text)?.[0] ?? 'none';
}

/**
 * The ids of folded groups in an address: their keys, of which one may be empty.
 *
 * @param {URLSearchParams} values
 * @returns {ReadonlySet<string>}
 */
export function foldedFrom(values) {
  const keys = values.has('fold') ? readPlaces(values.get('fold')) : [];
  return new Set(keys.map((key) => GROUP + key));
}

/**
 * @param {ReadonlySet<string>} folded
 * @param {number} most of them
 * @param {URLSearchParams} values where they are written
 */
export function writeFolded(folded, most, values) {
  if (folded.size > 0) {
    const keys = [...folded].slice(0, most).map((id) => id.slice(GROUP.length));
    values.set('fold', writtenList(keys));
  }
}

// @ts-check
/** What the table shows of a state: which runs, in which order, in which columns. */
import { columnsWith, everyColumn, numericKeys } from 'app/model/columns.js';
import { againstOf } from 'app/model/differences.js';
import { filtered, filteredByVerdict } from 'app/model/filters.js';
import { comparabilityOf } from 'app/model/comparability.js';
import { configColumn } from 'app/model/config-columns.js';
import { configPaths } from 'app/model/config-values.js';
import { CONFIG } from 'app/model/ranges.js';
import { columnsOf } from 'app/model/column-layout.js';
import { memoize } from 'app/lib/memoize.js';
import { rankedColumn, rankingBy } from 'app/model/ranking.js';
import { groupsOf, inGroups, itemsOf } from 'app/model/run-groups.js';
import { pinnedFirst } from 'app/model/pins.js';
import { referenceIn } from 'app/model/baseline.js';
import { createFinder } from 'app/model/search.js';
import { createSorter } from 'app/model/sort.js';
import { verdictsOf } from 'app/model/uncertainty.js';

/** @typedef {import('app/model/board.js').Run} Run */
/** @typedef {import('app/model/columns.js').Column} Column */
/** @typedef {import('app/model/state.js').State} State */

/**
 * @typedef {object} Shown
 * @property {readonly Run[]} found by the search, whatever the filters
 * @property {readonly Run[]} matched by search and filters, as on the board
 * @property {import('app/model/uncertainty.js').Verdicts} verdicts on the runs that search and filters match, whatever
 *     filter there is on verdicts
 * @property {import('app/model/differences.js').Against | null} delta what the metrics are differences from, null where they
 *     stand for themselves
 * @property {import('app/model/uncertainty.js').Verdicts} tops on the runs shown
 * @property {import('app/model/comparability.js').Comparability} comparability of the runs that search and filters match
 * @property {readonly Run[]} runs the same, in the order of the sort or of their groups, below those that are pinned
 * @property {import('app/model/ranking.js').Ranking} ranking of them
 * @property {readonly import('app/model/run-groups.js').RunGroup[] | null} groups null where there is no grouping
 * @property {readonly import('app/model/run-groups.js').Item[]} items the rows of the table
 * @property {readonly Run[]} order all runs of the board in the order of the sort
 * @property {string | null} error why these are not the runs that were searched for, in words
 * @property {boolean} pending whether the search has not found its first runs yet
 * @property {readonly Column[]} columns
 * @property {readonly Column[]} every column there can be; keys of the results and of configurations only
 *     while they are asked for
 */

/** @type {ReadonlyMap<string, Run>} */
const NO_RUNS = new Map();
/** @type {readonly import('app/model/board.js').MetricDefinition[]} */
const NO_METRICS = [];
/** @type {readonly string[]} */
const NO_KEYS = [];

/** @returns {(state: State) => Shown} what is as before stays the same object */
export function createSelectors() {
  const find = createFinder();
  const passed = memoize(filtered);
  const judged = memoize(verdictsOf);
  const compared = memoize(verdictsOf);
  const differing = memoize(againstOf);
  const decided = memoize(filteredByVerdict);
  const comparable = memoize(comparabilityOf);
  const sort = createSorter();
  const ordered = memoize(inOrder);
  const placed = memoize(pinnedFirst);
  const ranked = memoize(rankingBy);
  const grouped = memoize(groupsOf);
  const gathered = memoize(inGroups);
  const listed = memoize(itemsOf);
  const firstOf = memoize(columnsWith);
  const keysOf = memoize(keysOn);
  const everyOf = memoize(everyColumn);
  const laidOut = memoize(columnsOf);
  const pathsOf = memoize(pathsOn);
  const joined = memoize(withConfig);
  let keys = NO_KEYS;
  let paths = NO_KEYS;
  /** @type {readonly Column[]} */
  let columns = [];

  return (state) => {
    const runs = state.board?.runs ?? NO_RUNS;
    const first = firstOf(state.board?.metrics ?? NO_METRICS);
    if (asksForKeys(state)) {
      const next = keysOf(runs, first);
      keys = isSame(keys, next) ? keys : next;
    }
    if (asksForSettings(state)) {
      const next = pathsOf(runs);
      paths = isSame(paths, next) ? paths : next;
    }
    const every = joined(everyOf(first, keys), paths);
    const nextColumns = laidOut(state.layout, first, every);
    columns = isSame(columns, nextColumns) ? columns : nextColumns;
    const { query, regex, fits, refused } = state;
    const { runs: found, error, pending } = find(runs, query, regex, fits, refused);
    const family = passed(found, state.filters);
    const verdicts = judged(family, referenceIn(state.board, state.modes));
    const matched = decided(verdicts, state.filters.verdict, first);
    const tops = matched === family ? verdicts : compared(matched, verdicts.reference);
    const order = sort(runs, state.sort, every);
    const sorted = ordered(matched, order);
    const ranking = ranked(rankedColumn(state.sort, every), matched);
    const groups = state.group === 'none' ? null : grouped(sorted, state.group, ranking);
    const rows = groups ? gathered(groups, state.pins, sorted) : placed(sorted, state.pins);
    return {
      found,
      matched,
      verdicts,
      delta: differing(state.modes.values, verdicts),
      tops,
      comparability: comparable(family, verdicts.reference, state.board?.metrics ?? NO_METRICS),
      runs: rows,
      ranking,
      groups,
      items: groups ? listed(rows, groups, state.pins, state.folded) : rows,
      order,
      error,
      pending,
      columns,
      every,
    };
  };
}

/**
 * The runs in an order of all. A search is quick so, for it leaves out and does not sort.
 *
 * @param {readonly Run[]} runs
 * @param {readonly Run[]} order
 */
function inOrder(runs, order) {
  if (runs.length === order.length) {
    return order;
  }
  const some = new Set(runs);
  return order.filter((run) => some.has(run));
}

/** @param {State} state */
function asksForKeys(state) {
  return asks(state, (key) => key.includes('.') && !key.startsWith(CONFIG));
}

/** @param {State} state */
function asksForSettings(state) {
  return asks(state, (key) => key.startsWith(CONFIG));
}

/** @param {State} state @param {(key: string) => boolean} isOne */
function asks({ sheet, sort, layout }, isOne) {
  return sheet === 'columns' || [sort.key, ...(layout.keys ?? [])].some(isOne);
}

/** @param {readonly unknown[]} a @param {readonly unknown[]} b */
function isSame(a, b) {
  return a.length === b.length && a.every((one, i) => one === b[i]);
}

/** @param {readonly Column[]} columns @param {readonly string[]} paths */
function withConfig(columns, paths) {
  return paths.length === 0 ? columns : [...columns, ...paths.map(configColumn)];
}

/** @param {ReadonlyMap<string, Run>} runs */
function pathsOn(runs) {
  return configPaths(runs.values());
}

/**
 * @param {ReadonlyMap<string, Run>} runs
 * @param {readonly Column[]} first
 */
function keysOn(runs, first) {
  return numericKeys(runs.values(), first);
}

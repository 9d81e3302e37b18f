// @ts-check
/** What the table shows of a state: which runs, in which order, in which columns. */
import { columnsWith, everyColumn, numericKeys } from 'app/columns.js';
import { filtered } from 'app/filters.js';
import { columnsOf } from 'app/layout.js';
import { remembering } from 'app/memo.js';
import { createFinder } from 'app/search.js';
import { createSorter } from 'app/select.js';

/** @typedef {import('app/board.js').Run} Run */
/** @typedef {import('app/columns.js').Column} Column */
/** @typedef {import('app/reduce.js').State} State */

/**
 * @typedef {object} Shown
 * @property {readonly Run[]} found by the search, whatever the filters
 * @property {readonly Run[]} matched by search and filters, as on the board
 * @property {readonly Run[]} runs the same, in the order of the sort
 * @property {string | null} error why these are not the runs that were searched for, in words
 * @property {boolean} pending whether the search has not found its first runs yet
 * @property {readonly Column[]} columns
 * @property {readonly Column[]} every column there can be; keys of the results only while they are
 *     asked for
 */

/** @type {ReadonlyMap<string, Run>} */
const NO_RUNS = new Map();
/** @type {readonly import('app/board.js').MetricDefinition[]} */
const NO_METRICS = [];
/** @type {readonly string[]} */
const NO_KEYS = [];

/** @returns {(state: State) => Shown} what is as before stays the same object */
export function createShown() {
  const find = createFinder();
  const passed = remembering(filtered);
  const sort = createSorter();
  const ordered = remembering(inOrder);
  const firstOf = remembering(columnsWith);
  const keysOf = remembering(keysOn);
  const everyOf = remembering(everyColumn);
  const laidOut = remembering(columnsOf);
  let keys = NO_KEYS;

  return (state) => {
    const runs = state.board?.runs ?? NO_RUNS;
    const first = firstOf(state.board?.metrics ?? NO_METRICS);
    if (asksForKeys(state)) {
      const next = keysOf(runs, first);
      keys = next.join('\n') === keys.join('\n') ? keys : next;
    }
    const every = everyOf(first, keys);
    const { query, regex, fits, refused } = state;
    const { runs: found, error, pending } = find(runs, query, regex, fits, refused);
    const matched = passed(found, state.filters);
    return {
      found,
      matched,
      runs: ordered(matched, sort(runs, state.sort, every)),
      error,
      pending,
      columns: laidOut(state.layout, first, every),
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
function asksForKeys({ sheet, sort, layout }) {
  return sheet === 'columns' || [sort.key, ...(layout.keys ?? [])].some((key) => key.includes('.'));
}

/**
 * @param {ReadonlyMap<string, Run>} runs
 * @param {readonly Column[]} first
 */
function keysOn(runs, first) {
  return numericKeys(runs.values(), first);
}

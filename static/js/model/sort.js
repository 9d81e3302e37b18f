// @ts-check
/** In which order runs are shown. Pure. */
import { orderOf } from 'app/model/columns.js';
import { directionIn } from 'app/model/uncertainty.js';
import { memoize } from 'app/lib/memoize.js';

/** @typedef {import('app/model/board.js').Run} Run */
/** @typedef {import('app/model/columns.js').Column} Column */

/**
 * @typedef {object} Sort
 * @property {string} key of a column
 * @property {'ascending' | 'descending'} direction
 */

const RISING = /** @type {const} */ (['ascending', 'descending']);
const FALLING = /** @type {const} */ (['descending', 'ascending']);
const COLLATOR = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

/**
 * The runs in the order of a column: numbers, then text, then those without a value, in both directions. Equal ones
 * stay in the order of the board: latest step first, then as they were found. The API has the same order.
 *
 * @param {Iterable<Run>} runs as they were found
 * @param {Sort} sort
 * @param {readonly Column[]} columns
 * @param {readonly Run[]} [before] an order that is nearly the right one, from which it is quick to
 *     get there
 * @returns {readonly Run[]}
 */
export function sorted(runs, sort, columns, before = []) {
  const column = columns.find(({ key }) => key === sort.key);
  /** @type {Map<string, {run: Run, value: string | number | null, place: number}>} */
  const found = new Map();
  for (const run of runs) {
    found.set(run.id, { run, value: column ? orderOf(column, run) : null, place: found.size });
  }
  const keyed = before.flatMap(({ id }) => {
    const one = found.get(id);
    found.delete(id);
    return one ?? [];
  });
  keyed.push(...found.values());
  const sign = sort.direction === 'ascending' ? 1 : -1;
  keyed.sort(
    (a, b) =>
      compare(a.value, b.value, sign) ||
      b.run.checkpoint_step - a.run.checkpoint_step ||
      a.place - b.place,
  );
  return keyed.map(({ run }) => run);
}

/**
 * Sorts the runs of a board time after time, each time from the order of the last.
 *
 * @returns {(runs: ReadonlyMap<string, Run>, sort: Sort, columns: readonly Column[]) =>
 *     readonly Run[]}
 */
export function createSorter() {
  /** @type {readonly Run[]} */
  let last = [];
  return memoize((runs, sort, columns) => {
    last = sorted(runs.values(), sort, columns, last);
    return last;
  });
}

/**
 * @param {string | number | null} a
 * @param {string | number | null} b
 * @param {number} sign
 */
function compare(a, b, sign) {
  if (typeof a === 'number' && typeof b === 'number') {
    return sign * (a - b);
  }
  return typeof a === 'string' && typeof b === 'string'
    ? sign * COLLATOR.compare(a, b)
    : group(a) - group(b);
}

/** @param {string | number | null} value */
function group(value) {
  return typeof value === 'number' ? 0 : typeof value === 'string' ? 1 : 2;
}

/**
 * The sort after a click on a column's header: the best first where a metric has one, else ascending; then the other
 * way round.
 *
 * @param {Sort} sort
 * @param {Column} column
 * @returns {Sort}
 */
export function toggled(sort, column) {
  const { key } = column;
  const [first, second] = directionIn(column) > 0 ? FALLING : RISING;
  return { key, direction: sort.key === key && sort.direction === first ? second : first };
}

// @ts-check
/** In which order runs are shown. Pure. */

/** @typedef {import('app/board.js').Run} Run */
/** @typedef {import('app/columns.js').Column} Column */

/**
 * @typedef {object} Sort
 * @property {string} key of a column
 * @property {'ascending' | 'descending'} direction
 */

const COLLATOR = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

/**
 * The runs in the order of a column; those without a value come last in both directions. Equal ones
 * stay in the order of the board: latest step first, then as they were found.
 *
 * @param {readonly Run[]} runs
 * @param {Sort} sort
 * @param {readonly Column[]} columns
 * @returns {readonly Run[]}
 */
export function sorted(runs, sort, columns) {
  const column = columns.find(({ key }) => key === sort.key);
  const keyed = runs.map((run) => ({ run, value: column ? column.order(run) : null }));
  const sign = sort.direction === 'ascending' ? 1 : -1;
  keyed.sort(
    (a, b) => compare(a.value, b.value, sign) || b.run.checkpoint_step - a.run.checkpoint_step,
  );
  return keyed.map(({ run }) => run);
}

/**
 * @param {string | number | null} a
 * @param {string | number | null} b
 * @param {number} sign
 */
function compare(a, b, sign) {
  if (a === null || b === null) {
    return Number(a === null) - Number(b === null);
  }
  return sign * (typeof a === 'number' && typeof b === 'number' ? a - b : COLLATOR.compare(String(a), String(b)));
}

/**
 * The sort after a click on a column's header: ascending first, then the other way round.
 *
 * @param {Sort} sort
 * @param {string} key
 * @returns {Sort}
 */
export function toggled(sort, key) {
  const again = sort.key === key && sort.direction === 'ascending';
  return { key, direction: again ? 'descending' : 'ascending' };
}

// @ts-check
/** Which runs are shown, and in which order. */
import { remembering } from 'app/memo.js';

/** @typedef {import('app/board.js').Run} Run */
/** @typedef {import('app/columns.js').Column} Column */

/**
 * @typedef {object} Sort
 * @property {string} key of a column
 * @property {'ascending' | 'descending'} direction
 */

const COLLATOR = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

/** @type {WeakMap<Run, string>} */
const searchable = new WeakMap();

/** @param {Run} run */
const textsOf = (run) => [run.name, run.id, run.checkpoint_path, run.notes];

/**
 * What is searched for: words, or a pattern.
 *
 * @typedef {object} Search
 * @property {string} query
 * @property {boolean} regex whether the query is a regular expression
 */

/**
 * @typedef {object} Found
 * @property {readonly Run[]} runs
 * @property {string | null} error why the query is no regular expression
 */

/**
 * The pattern of a search, which does not tell upper from lower case.
 *
 * @param {Search} search
 * @returns {{pattern: RegExp | null, error: string | null}} no pattern and an error in words while
 *     the query is no regular expression; neither when words are searched for, or nothing
 */
export function patternOf({ query, regex }) {
  if (!regex || query === '') {
    return { pattern: null, error: null };
  }
  try {
    return { pattern: new RegExp(query, 'i'), error: null };
  } catch (error) {
    const reason = String(/** @type {Error} */ (error).message).replace(/^.*: /s, '');
    return { pattern: null, error: `This is no regular expression yet: ${reason.toLowerCase()}.` };
  }
}

/**
 * The runs that a search finds in their name, id, path or notes, whatever the case: those with
 * every word of the query, or those where the pattern fits one of the four.
 *
 * @param {ReadonlyMap<string, Run>} runs by id
 * @param {string} query
 * @param {RegExp | null} [pattern] to search for instead of words
 * @returns {readonly Run[]}
 */
export function matching(runs, query, pattern = null) {
  const all = [...runs.values()];
  if (pattern) {
    return all.filter((run) => textsOf(run).some((text) => pattern.test(text)));
  }
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) {
    return all;
  }
  return all.filter((run) => {
    let text = searchable.get(run);
    if (text === undefined) {
      text = textsOf(run).join('\n').toLowerCase();
      searchable.set(run, text);
    }
    return words.every((word) => /** @type {string} */ (text).includes(word));
  });
}

/**
 * A search that, while a pattern is being typed and is none yet, finds what the last one did.
 *
 * @returns {(runs: ReadonlyMap<string, Run>, query: string, regex: boolean) => Found}
 */
export function createFinder() {
  /** @type {RegExp | null} */
  let last = null;
  return remembering((runs, query, regex) => {
    const { pattern, error } = patternOf({ query, regex });
    last = error === null ? pattern : last;
    return { runs: matching(runs, regex ? '' : query, regex ? last : null), error };
  });
}

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

// @ts-check
/** Which runs a search finds. Pure, but for the search that remembers what it found last. */
import { memoize } from 'app/lib/memoize.js';

/** @typedef {import('app/model/board.js').Run} Run */
/** @typedef {import('app/model/state.js').State} State */

/** @type {WeakMap<Run, string>} */
const searchable = new WeakMap();

/**
 * What is searched of a run.
 *
 * @param {Run} run
 */
export const textsOf = (run) => [
  run.name,
  run.id,
  run.checkpoint_path,
  run.notes,
  run.annotation ?? '',
];

/**
 * What is searched for: words, or a pattern.
 *
 * @typedef {object} Search
 * @property {string} query
 * @property {boolean} regex whether the query is a regular expression
 */

/**
 * What the last pattern fits that could be carried out.
 *
 * @typedef {object} Fits
 * @property {string} query
 * @property {ReadonlySet<string>} ids of the runs that it fits
 */

/**
 * Why a pattern could not be carried out: it took longer than it may, or it failed.
 *
 * @typedef {{kind: 'slow', ms: number} | {kind: 'failed', reason: string}} Refusal
 */

/**
 * @typedef {object} Found
 * @property {readonly Run[]} runs
 * @property {string | null} error why these are not the runs that were searched for, in words
 * @property {boolean} pending whether nothing was found yet, for the first answer is under way
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
    const reason = reasonOf(String(/** @type {Error} */ (error).message));
    return { pattern: null, error: `This is no regular expression yet: ${reason}.` };
  }
}

/** @param {string} message of an error, which repeats the pattern before it comes to the point */
function reasonOf(message) {
  return message.replace(/^.*: /s, '').toLowerCase();
}

/**
 * The runs that have every word of the query in their name, id, path or notes, those of people too, whatever the case.
 *
 * @param {ReadonlyMap<string, Run>} runs by id
 * @param {string} query
 * @returns {readonly Run[]}
 */
export function matching(runs, query) {
  const all = [...runs.values()];
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
 * A search that finds what the last one did, while a pattern is being typed and is none yet, is
 * searched for, or cannot be carried out.
 *
 * @returns {(runs: ReadonlyMap<string, Run>, query: string, regex: boolean, fits: Fits | null,
 *     refused: (Refusal & {query: string}) | null) => Found}
 */
export function createFinder() {
  /**
   * The words that were searched for last, or that a pattern was.
   *
   * @type {{words: string} | 'pattern' | null}
   */
  let last = null;
  // What is found stays the same object until something else is, so that nothing is drawn anew
  // while a pattern is being tried.
  const withWords = memoize(matching);
  const withPattern = memoize(fitting);
  return memoize((runs, query, regex, fits, refused) => {
    const { pattern, error } = patternOf({ query, regex });
    if (!regex || query === '') {
      last = { words: regex ? '' : query };
    } else if (pattern && fits?.query === query) {
      last = 'pattern';
    }
    const refusal = regex && refused?.query === query ? refused : null;
    if (last === null && !error && !refusal) {
      return { runs: [], error, pending: true };
    }
    const words = last === 'pattern' ? '' : (last?.words ?? '');
    const found = last === 'pattern' && fits ? withPattern(runs, fits.ids) : withWords(runs, words);
    if (!refusal) {
      return { runs: found, error, pending: false };
    }
    // An empty table would look like an answer.
    const left = found.length > 0 ? found : [...runs.values()];
    return { runs: left, error: refusalText(refusal, left.length === runs.size), pending: false };
  });
}

/**
 * @param {ReadonlyMap<string, Run>} runs
 * @param {ReadonlySet<string>} ids
 */
function fitting(runs, ids) {
  return [...runs.values()].filter(({ id }) => ids.has(id));
}

/**
 * @param {Refusal} refusal
 * @param {boolean} all whether all runs are shown
 */
function refusalText(refusal, all) {
  const why =
    refusal.kind === 'slow'
      ? `This pattern takes too long: it was stopped after ${refusal.ms / 1000} s. `
      : `This pattern cannot be searched for: ${reasonOf(refusal.reason)}. `;
  const shown = all ? 'All runs are shown. ' : 'The runs found before stay shown. ';
  const cure =
    refusal.kind === 'slow'
      ? 'Leave out repetitions within repetitions, such as (a+)+, or search for words.'
      : 'Write it more simply, or search for words.';
  return why + shown + cure;
}

/**
 * A pattern was carried out.
 *
 * @param {State} state
 * @param {Fits} fits
 * @returns {State}
 */
export function withFits(state, fits) {
  const another = state.fits?.query !== fits.query;
  return { ...state, fits, refused: another ? null : state.refused };
}

/**
 * A pattern could not be carried out. What it fitted before is not known of all runs any more.
 *
 * @param {State} state
 * @param {string} query
 * @param {Refusal} why
 * @returns {State}
 */
export function withRefusal(state, query, why) {
  const fits = state.fits?.query === query ? null : state.fits;
  return { ...state, fits, refused: { ...why, query } };
}

/**
 * Words or patterns are searched for from now on; a pattern that was refused may try again.
 *
 * @param {State} state
 * @param {boolean} regex
 * @returns {State}
 */
export function withSearchAs(state, regex) {
  return { ...state, regex, refused: null };
}

// @ts-check
/**
 * What changed since the last visit: for every run that was added, changed or removed, how it was then.
 * Pure.
 */
import { differencesOf, scores } from 'app/model/run-diff.js';

/** @typedef {import('app/model/board.js').Board} Board */
/** @typedef {import('app/model/board.js').Run} Run */
/** @typedef {import('app/model/columns.js').Column} Column */
/** @typedef {import('app/model/run-diff.js').Difference} Difference */

/**
 * How runs were at the last visit of the user, by id; null for a run that was not there. In the order in
 * which they changed first.
 *
 * @typedef {ReadonlyMap<string, Run | null>} Past
 */

/**
 * A run that is not as it was.
 *
 * @typedef {object} News
 * @property {'new' | 'changed' | 'gone'} kind
 * @property {Run} run as it is, or as it was before it went
 * @property {readonly Difference[]} differences of a changed run; what a new one came with
 */

/** @type {Past} */
export const NOTHING = new Map();

/**
 * What is remembered after one board has followed another.
 *
 * @param {Past} past
 * @param {Board | null} before
 * @param {Board} after
 * @param {Iterable<string>} ids of the runs that may differ
 * @returns {Past}
 */
export function remembered(past, before, after, ids) {
  if (!before) {
    return past;
  }
  const next = new Map(past);
  for (const id of ids) {
    const was = before.runs.get(id) ?? null;
    if (!next.has(id)) {
      next.set(id, was);
    }
    if (next.get(id) === null && !after.runs.has(id)) {
      next.delete(id);
    }
  }
  return next;
}

/**
 * What is remembered when the user has seen all but some runs. Runs that are gone have been seen
 * too.
 *
 * @param {Past} past
 * @param {{has: (id: string) => boolean}} unseen
 * @returns {Past}
 */
export function forgotten(past, unseen) {
  const left = [...past].filter(([id]) => unseen.has(id));
  return left.length === past.size ? past : new Map(left);
}

/**
 * The news, the latest first.
 *
 * @param {Past} past
 * @param {ReadonlyMap<string, Run>} runs as they are
 * @param {readonly Column[]} columns
 * @returns {readonly News[]}
 */
export function newsOf(past, runs, columns) {
  /** @type {News[]} */
  const news = [];
  for (const [id, before] of past) {
    const run = runs.get(id);
    if (run && !before) {
      news.push({ kind: 'new', run, differences: scores(run, columns) });
    } else if (run && before) {
      const differences = differencesOf(before, run, columns);
      if (differences.length > 0) {
        news.push({ kind: 'changed', run, differences });
      }
    } else if (before) {
      news.push({ kind: 'gone', run: before, differences: [] });
    }
  }
  return news.reverse();
}

/**
 * How many changes nobody has seen. That a run went is seen by whoever sees the page.
 *
 * @param {Past} past
 * @param {ReadonlyMap<string, number>} fresh
 * @param {ReadonlyMap<string, Run>} runs as they are
 * @param {boolean} hidden whether the page is in a hidden tab
 */
export function unseen(past, fresh, runs, hidden) {
  return hidden
    ? [...past.keys()].filter((id) => fresh.has(id) || !runs.has(id)).length
    : fresh.size;
}

/**
 * How many there are of each kind, in words.
 *
 * @param {readonly News[]} news
 */
export function summary(news) {
  const words = /** @type {const} */ ([
    ['new', 'new'],
    ['changed', 'changed'],
    ['gone', 'gone'],
  ]);
  return words
    .map(([kind, word]) => ({ word, count: news.filter((one) => one.kind === kind).length }))
    .filter(({ count }) => count > 0)
    .map(({ word, count }) => `${count} ${word}`)
    .join(', ');
}

// @ts-check
/** What the browser's back undoes: the last change of the place, or of the choice of runs. Pure. */
import { choiceOf, choiceText } from 'app/model/view-url.js';

/** @typedef {import('app/model/state.js').State} State */

/** @typedef {Pick<State, 'place' | 'query' | 'regex' | 'filters' | 'group'>} Scope */

/**
 * An entry of the browser's history.
 *
 * @typedef {object} Entry
 * @property {number} visit names the entries that differ in their scopes alone
 * @property {State['place']} place
 * @property {string} choice the search, filters and groups, as text
 */

/** What is typed changes with every key: so long after one of them the next belongs to it, in milliseconds. */
const TYPING_MS = 2000;

/**
 * @typedef {object} Step
 * @property {string | null} typed what was typed, null for a change that is one at once
 * @property {number} at when, in milliseconds
 */

/**
 * The step from one scope to the next.
 *
 * @param {Scope} before
 * @param {Scope} after
 * @param {number} at
 * @returns {Step | null} null where the scopes are equal
 */
export function stepBetween(before, after, at) {
  const { filters: old } = before;
  const { filters: now } = after;
  const changed = [
    before.place !== after.place && 'place',
    before.query !== after.query && 'query',
    before.regex !== after.regex && 'regex',
    before.group !== after.group && 'group',
    ...Object.keys(now).map(
      (key) =>
        now[/** @type {keyof typeof now} */ (key)] !== old[/** @type {keyof typeof old} */ (key)] &&
        key,
    ),
  ].filter((one) => one !== false);
  // What was set to what it was is another object and no step.
  const isSame = () => before.place === after.place && choiceText(before) === choiceText(after);
  if (changed.length === 0 || isSame()) {
    return null;
  }
  const [only] = changed;
  return {
    typed: changed.length === 1 && ['query', 'min', 'max'].includes(only) ? only : null,
    at,
  };
}

/**
 * Whether a step goes on with the one before, so that both are undone together.
 *
 * @param {Step} step
 * @param {Step | null} before
 */
export function isGoingOn(step, before) {
  return step.typed !== null && step.typed === before?.typed && step.at - before.at < TYPING_MS;
}

/** @param {number} visit @param {Scope} scope @returns {Entry} */
export function entryOf(visit, { place, ...choice }) {
  return { visit, place, choice: choiceText(choice) };
}

/**
 * The state with the scope of an entry; all else stays as it is.
 *
 * @param {State} state
 * @param {Entry} entry
 * @returns {State}
 */
export function withEntry(state, { place, choice }) {
  const next = { ...state, place, ...choiceOf(choice) };
  return next.group === state.group ? next : { ...next, folded: new Set() };
}

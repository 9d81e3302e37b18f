// @ts-check
/**
 * The selected runs and their slots. A slot gives a run its colour and symbol in the charts. It stands
 * in the address as the place of the run in the list, so that a link gives the same colours, and a run
 * keeps it while others come and go. Pure.
 */
import { LIMIT } from 'app/model/palette.js';

/** @typedef {ReadonlyMap<string, number>} Selection slots by id, in ascending order */

/** @type {Selection} */
export const NONE = Object.freeze(new Map());

/**
 * The selection of a list: each run has the slot of its place. Runs behind the last slot that charts
 * draw have no mark, so they leave none free.
 *
 * @param {readonly string[]} places ids, empty where a slot is free
 * @returns {Selection}
 */
export function selectionOf(places) {
  const known = new Set();
  const once = places.map((id) => (known.has(id) ? '' : (known.add(id), id)));
  const waiting = once.slice(LIMIT).filter(Boolean);
  let next = 0;
  const drawn = once.slice(0, LIMIT).map((id) => id || (waiting[next++] ?? ''));
  /** @type {Map<string, number>} */
  const slots = new Map();
  [...drawn, ...waiting.slice(next)].forEach((id, slot) => id && slots.set(id, slot));
  return slots;
}

/**
 * The list of a selection, of which `selectionOf` makes the same again.
 *
 * @param {Selection} selection
 * @returns {readonly string[]} ids, empty where a slot is free
 */
export function placesOf(selection) {
  /** @type {string[]} */
  const places = [];
  selection.forEach((slot, id) => {
    while (places.length < slot) {
      places.push('');
    }
    places.push(id);
  });
  return places;
}

/**
 * The selection with some runs more, each in the lowest slot that is free.
 *
 * @param {Selection} selection
 * @param {Iterable<string>} ids
 * @returns {Selection}
 */
export function withRuns(selection, ids) {
  const places = [...placesOf(selection)];
  let slot = 0;
  for (const id of new Set(ids)) {
    if (!selection.has(id)) {
      while (places[slot]) {
        slot++;
      }
      places[slot] = id;
    }
  }
  return selectionOf(places);
}

/**
 * The selection without the runs that fail a test; the others keep their slots.
 *
 * @param {Selection} selection
 * @param {(id: string) => boolean} stays
 * @returns {Selection} the same object when all stay
 */
export function onlyRuns(selection, stays) {
  return [...selection.keys()].every(stays)
    ? selection
    : selectionOf(placesOf(selection).map((id) => (stays(id) ? id : '')));
}

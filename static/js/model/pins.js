// @ts-check
/** Runs that the user has pinned: they stand above all others. Pure. */

/** @typedef {import('app/model/board.js').Run} Run */

/**
 * Ids of runs, also of such that are not on the board now.
 *
 * @typedef {ReadonlySet<string>} Pins
 */

/** @type {Pins} */
export const NO_PINS = new Set();

/** Pinned rows that stay in sight take so much of the height at most. */
const SHARE = 1 / 3;

/**
 * The same runs, those that are pinned first, each group in the order it had.
 *
 * @param {readonly Run[]} runs
 * @param {Pins} pins
 * @returns {readonly Run[]}
 */
export function pinnedFirst(runs, pins) {
  const first = pins.size > 0 ? runs.filter(({ id }) => pins.has(id)) : [];
  return first.length > 0 ? [...first, ...runs.filter(({ id }) => !pins.has(id))] : runs;
}

/**
 * The pins after one run was pinned or unpinned. Those of runs that are gone go now.
 *
 * @param {Pins} pins
 * @param {string} id
 * @param {ReadonlyMap<string, Run>} runs on the board
 * @returns {Pins}
 */
export function toggledPins(pins, id, runs) {
  if (!runs.has(id)) {
    return pins;
  }
  const next = new Set([...pins].filter((other) => runs.has(other)));
  if (!next.delete(id)) {
    next.add(id);
  }
  return next;
}

/**
 * How many rows stay in sight while the others are scrolled: all that are pinned, or none where they would leave too little
 * room.
 *
 * @param {readonly {id: string}[]} rows those of pinned runs first
 * @param {Pins} pins
 * @param {number} rowHeight
 * @param {number} height of the table
 */
export function keptInSight(rows, pins, rowHeight, height) {
  const other = pins.size > 0 ? rows.findIndex(({ id }) => !pins.has(id)) : 0;
  const count = other < 0 ? rows.length : other;
  return count * rowHeight <= height * SHARE ? count : 0;
}

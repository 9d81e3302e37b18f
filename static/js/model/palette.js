// @ts-check
/**
 * The marks of runs in every chart: each has a slot, which gives colour and symbol. Dashes tell the audio files of a run apart. The colours themselves are in
 * `theme.css`.
 */

/** Colours there are; each can be told from the others by people who see fewer. */
export const HUES = 8;

/** The most runs that charts draw. */
export const LIMIT = 24;

/** Shapes of points, as the chart library names them. */
const SYMBOLS = Object.freeze(['circle', 'rect', 'triangle', 'diamond']);

/**
 * Strokes and gaps of the lines of the first, second … audio file, in pixels.
 *
 * @type {readonly (readonly number[])[]}
 */
const DASHES = Object.freeze([[], [7, 4], [2, 3], [10, 3, 2, 3], [4, 2]]);

/**
 * How one run is drawn.
 *
 * @typedef {object} Mark
 * @property {number | null} hue from 0, null for the baseline, which is neutral
 * @property {string} symbol
 * @property {number} turn how many slots before it have the same colour
 */

/** @type {Mark} */
export const BASELINE_MARK = Object.freeze({ hue: null, symbol: 'circle', turn: 0 });

/**
 * By slot: neighbours differ in colour and in shape, and runs of one colour differ in shape.
 *
 * @type {readonly Mark[]}
 */
const MARKS = Object.freeze(
  Array.from({ length: LIMIT }, (_, slot) => {
    const turn = Math.floor(slot / HUES);
    const symbol = SYMBOLS[(slot + turn) % SYMBOLS.length];
    return Object.freeze({ hue: slot % HUES, symbol, turn });
  }),
);

/**
 * The mark of a slot, always the same object.
 *
 * @param {number} slot
 */
export function markOf(slot) {
  return MARKS[slot % LIMIT];
}

/**
 * The stroke of an audio file.
 *
 * @param {number | null} file from 0, null for a line over all files
 * @returns {readonly number[]}
 */
export function dashOf(file) {
  return DASHES[(file ?? 0) % DASHES.length];
}

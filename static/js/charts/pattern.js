// @ts-check
/** Stripes in the bars of runs that share a colour. Pure. */

/** Width of a stripe and of the gap after it, in pixels. */
const STRIPE = 2;
const GAP = 4;

/**
 * By how many runs have the colour already: plain, oblique stripes, level ones.
 *
 * @type {readonly (number | null)[]} angles
 */
const ANGLES = Object.freeze([null, Math.PI / 4, 0]);

/**
 * The stripes of a bar as the chart library draws them; none for the first run of a colour.
 *
 * @param {import('app/model/palette.js').Mark} mark
 * @param {string} colour of the stripes
 */
export function decalOf({ turn }, colour) {
  const rotation = ANGLES[turn % ANGLES.length];
  return rotation === null
    ? undefined
    : {
        symbol: 'rect',
        symbolSize: 1,
        color: colour,
        dashArrayX: [1, 0],
        dashArrayY: [STRIPE, GAP],
        rotation,
      };
}

/**
 * The same stripes in a small square, as lines.
 *
 * @param {import('app/model/palette.js').Mark} mark
 * @param {number} side of the square
 * @returns {readonly {x1: number, y1: number, x2: number, y2: number}[]} from its top left corner
 */
export function stripesOf({ turn }, side) {
  const angle = ANGLES[turn % ANGLES.length];
  const [third, half] = [side / 3, side / 2];
  switch (angle) {
    case null:
      return [];
    case 0:
      return [1, 2].map((i) => ({ x1: 0, y1: i * third, x2: side, y2: i * third }));
    default:
      return [
        { x1: 0, y1: half, x2: half, y2: side },
        { x1: 0, y1: 0, x2: side, y2: side },
        { x1: half, y1: 0, x2: side, y2: half },
      ];
  }
}

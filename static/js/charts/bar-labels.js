// @ts-check
/** The values that are written at the ends of bars, and the room they need. Pure. */

/** @typedef {import('app/model/comparison.js').Cell} Cell */
/** @typedef {import('app/charts/scale.js').Axis} Axis */

const FONT = 11;

/** An upright text needs so much width. */
const UPRIGHT = 14;

/** Between a bar and its text, and between two texts side by side. */
const GAP = 5;

/**
 * @typedef {object} ValueLabels
 * @property {boolean} shown
 * @property {number} fontSize
 * @property {number} length from the end of a bar to the end of its text, in pixels
 * @property {any} above for the chart library
 * @property {any} below
 */

/**
 * Values are level where the longest fits above its bar, else upright, else not written.
 *
 * @param {readonly {cells: readonly Cell[]}[]} rows
 * @param {number} room of one bar in pixels
 * @param {import('app/charts/text-width.js').TextWidth} widthOf
 * @returns {ValueLabels}
 */
export function valueLabels(rows, room, widthOf) {
  const texts = rows.flatMap(({ cells }) => cells.filter(({ value }) => value !== null).map(bare));
  const longest = Math.max(0, ...texts.map((text) => widthOf(text, FONT)));
  const level = longest + GAP <= room;
  const upright = { rotate: 90, verticalAlign: 'middle' };
  return {
    shown: room >= UPRIGHT,
    fontSize: FONT,
    length: GAP + (level ? FONT + 3 : longest + 2),
    above: level ? { position: 'top' } : { position: 'top', align: 'left', ...upright },
    below: level ? { position: 'bottom' } : { position: 'bottom', align: 'right', ...upright },
  };
}

/**
 * An axis whose ends are far enough from all bars for the texts there; its ticks stay.
 *
 * @param {Axis} axis
 * @param {readonly {cells: readonly Cell[]}[]} rows
 * @param {number} height of the plot in pixels
 * @param {ValueLabels} labels
 * @returns {Axis}
 */
export function roomFor({ range: [low, high], ticks }, rows, height, { shown, length }) {
  const values = rows.flatMap(({ cells }) =>
    cells.flatMap(({ value, interval }) => [value ?? [], interval ?? []].flat()),
  );
  const [least, most] = [Math.min(...values), Math.max(...values)];
  if (!shown || values.length === 0) {
    return { range: [low, high], ticks };
  }
  const over = most >= 0 ? length : 0;
  const under = least < 0 ? length : 0;
  if (over + under >= height / 2) {
    return { range: [low, high], ticks };
  }
  let [from, to] = [low, high];
  // More room at one end takes some from the other: each turn leaves an eighth of the rest or less.
  for (let turn = 0; turn < 9; turn++) {
    const pixel = (to - from) / height;
    from = under === 0 ? from : Math.min(from, least - under * pixel);
    to = over === 0 ? to : Math.max(to, most + over * pixel);
  }
  return { range: [from, to], ticks };
}

/**
 * The text of a value without its unit.
 *
 * @param {Cell} cell
 */
export function bare({ text }) {
  return text.replace(/ \S+$/, '');
}

// @ts-check
/** The legend of a picture: every entry with its mark, in columns, as high as it needs. Pure. */
import { colourOf } from 'app/charts/figure.js';
import { stripesOf } from 'app/charts/pattern.js';
import { textLines } from 'app/charts/text-lines.js';

/** @typedef {import('app/charts/figure.js').Entry} Entry */
/** @typedef {import('app/charts/figure.js').ChartColors} ChartColors */

const FONT = 12;
const LINE = 16;

/** Width of a mark with the gap behind it, between two columns, and between two rows; in pixels. */
const MARK = 38;
const COLUMNS = 28;
const ROWS = 6;

/** An entry takes at most this width; a longer name has several lines. */
const WIDEST = 560;

/** Half the size of a symbol, and the side of the square that stands for bars; in pixels. */
const HALF = 4;
const SQUARE = 12;

/**
 * @param {readonly Entry[]} entries
 * @param {number} width
 * @param {ChartColors} colors
 * @param {import('app/charts/text-width.js').TextWidth} widthOf
 * @returns {{height: number, elements: readonly any[]}} elements for the chart library, from the top
 *     left corner of the legend
 */
export function pictureLegend(entries, width, colors, widthOf) {
  const measure = (/** @type {string} */ text) => widthOf(text, FONT);
  const most = Math.min(width, WIDEST) - MARK;
  const texts = entries.map(({ label }) => textLines(label, most, measure));
  const column = MARK + Math.max(0, ...texts.flat().map(measure));
  const columns = Math.max(1, Math.floor((width + COLUMNS) / (column + COLUMNS)));
  /** @type {any[]} */
  const elements = [];
  let height = 0;
  for (let first = 0; first < entries.length; first += columns) {
    const row = entries.slice(first, first + columns);
    row.forEach((entry, i) => {
      const [x, y] = [i * (column + COLUMNS), height];
      elements.push(...markOf(entry, x, y + LINE / 2, colors));
      texts[first + i].forEach((line, n) => {
        elements.push(label(line, x + MARK, y + n * LINE, colors));
      });
    });
    const lines = Math.max(...row.map((_, i) => texts[first + i].length));
    height += lines * LINE + ROWS;
  }
  return { height: Math.max(0, height - ROWS), elements };
}

/** @param {string} text @param {number} x @param {number} y @param {ChartColors} colors */
function label(text, x, y, { ink, font }) {
  return {
    type: 'text',
    style: {
      text,
      x,
      y: y + LINE / 2,
      fill: ink,
      fontSize: FONT,
      fontFamily: font,
      verticalAlign: 'middle',
    },
  };
}

/**
 * @param {Entry} entry
 * @param {number} x of its left end
 * @param {number} y of its middle
 * @param {ChartColors} colors
 * @returns {readonly any[]}
 */
function markOf({ mark, dash, shape }, x, y, colors) {
  const colour = mark ? colourOf(mark, colors) : colors.ink;
  if (shape === 'bar') {
    const [left, top] = [x + 10, y - SQUARE / 2];
    const stripes = mark ? stripesOf(mark, SQUARE) : [];
    return [
      {
        type: 'rect',
        shape: { x: left, y: top, width: SQUARE, height: SQUARE },
        style: { fill: colour },
      },
      ...stripes.map(({ x1, y1, x2, y2 }) => ({
        type: 'line',
        shape: { x1: left + x1, y1: top + y1, x2: left + x2, y2: top + y2 },
        style: { stroke: colors.surface, lineWidth: 2 },
      })),
    ];
  }
  const line = {
    type: 'line',
    shape: { x1: x, y1: y, x2: x + MARK - 8, y2: y },
    style: { stroke: colour, lineWidth: 2, lineDash: dash.length > 0 ? [...dash] : null },
  };
  return [
    ...(shape === 'line' ? [line] : []),
    ...(mark ? [symbolOf(mark.symbol, x + (MARK - 8) / 2, y, colour)] : []),
  ];
}

/**
 * The symbol of a mark around a place.
 *
 * @param {string} symbol
 * @param {number} x
 * @param {number} y
 * @param {string} fill
 */
export function symbolOf(symbol, x, y, fill) {
  const style = { fill };
  const polygon = (/** @type {readonly (readonly number[])[]} */ corners) => ({
    type: 'polygon',
    shape: { points: corners.map(([right, down]) => [x + right * HALF, y + down * HALF]) },
    style,
  });
  switch (symbol) {
    case 'circle':
      return { type: 'circle', shape: { cx: x, cy: y, r: HALF }, style };
    case 'triangle':
      return polygon([
        [0, -1],
        [1, 1],
        [-1, 1],
      ]);
    case 'diamond':
      return polygon([
        [0, -1.2],
        [1.2, 0],
        [0, 1.2],
        [-1.2, 0],
      ]);
    default:
      return polygon([
        [-1, -1],
        [1, -1],
        [1, 1],
        [-1, 1],
      ]);
  }
}

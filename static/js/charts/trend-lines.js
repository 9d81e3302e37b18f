// @ts-check
/**
 * The lines of experiments for the chart library: those that are selected, and the best, before all others, which are
 * thin and grey. They have a canvas of their own, so that one can be emphasised without drawing any again. Pure.
 */
import { colourOf } from 'app/charts/figure.js';
import { fittingName } from 'app/charts/fitting-name.js';
import { symbolOf } from 'app/charts/picture-legend.js';

/** @typedef {import('app/model/trend-view.js').TrendLine} TrendLine */
/** @typedef {import('app/charts/figure.js').ChartColors} ChartColors */

/** The canvas of the lines, above that of axes and reference. */
const LINES = 1;

/** Between two names beside the plot, between line and name, and of the end of a whisker; in pixels. */
const NAME_HEIGHT = 16;
const GAP = 10;
const CAP = 3;

/** So many names are beside the plot. */
const NAMED = 16;

const FONT = 12;
const WEIGHT = 600;

/** @param {TrendLine} line */
const isPlain = ({ mark, best }) => !mark && !best;

/**
 * @param {readonly TrendLine[]} lines
 * @param {ChartColors} colors
 */
export function linesSeries(lines, colors) {
  const plain = lines.filter(isPlain);
  // The first ones lie above the others.
  const shown = lines.filter((line) => !isPlain(line)).reverse();
  return [
    series('others', plain, 2, (line, places) => othersOf(line, places, colors)),
    series('lines', shown, 3, (line, places) => lineOf(line, places, colors)),
  ];
}

/** @typedef {{x: number, y: number, ends: readonly number[] | null}} Place in pixels */

/**
 * @param {string} id
 * @param {readonly TrendLine[]} lines
 * @param {number} z
 * @param {(line: TrendLine, places: readonly Place[]) => readonly any[]} elements
 */
function series(id, lines, z, elements) {
  /** @param {any} params @param {any} api */
  const renderItem = ({ dataIndex }, api) => {
    const line = lines[dataIndex];
    const places = line.dots.map((dot) => {
      const [x, y] = api.coord([dot.x, dot.y]);
      return { x, y, ends: dot.interval?.map((end) => api.coord([dot.x, end])[1]) ?? null };
    });
    return { type: 'group', children: elements(line, places) };
  };
  const data = lines.map(({ dots }) => [dots[0].x, dots[0].y]);
  return { id, type: 'custom', zlevel: LINES, z, silent: true, data, renderItem };
}

/** @param {TrendLine} _ @param {readonly Place[]} places @param {ChartColors} colors */
function othersOf(_, places, { quiet }) {
  return [
    ...whiskers(places, { stroke: quiet, lineWidth: 1, opacity: 0.22 }),
    polyline(places, { stroke: quiet, lineWidth: 1, opacity: 0.4 }),
    ...places.map(({ x, y }) => ({
      type: 'circle',
      shape: { cx: x, cy: y, r: 2 },
      style: { fill: quiet, opacity: 0.55 },
    })),
  ];
}

/** @param {TrendLine} line @param {readonly Place[]} places @param {ChartColors} colors */
function lineOf({ mark, dots }, places, colors) {
  const colour = mark ? colourOf(mark, colors) : colors.ink;
  return [
    ...whiskers(places, { stroke: colour, lineWidth: 1, opacity: 0.5 }),
    polyline(places, { stroke: colour, lineWidth: 2 }),
    ...places.map(({ x, y }, i) => ({
      ...symbolOf(mark?.symbol ?? 'circle', x, y, colour),
      style: {
        // Selected checkpoints are filled.
        fill: dots[i].selected || !mark ? colour : colors.surface,
        stroke: colour,
        lineWidth: 1.5,
      },
    })),
    ...places.flatMap(({ x, y }, i) =>
      dots[i].stop
        ? [
            {
              type: 'circle',
              shape: { cx: x, cy: y, r: 8.5 },
              style: { fill: 'none', stroke: colour, lineWidth: 1.5 },
            },
          ]
        : [],
    ),
  ];
}

/** @param {readonly Place[]} places @param {any} style */
function polyline(places, style) {
  return {
    type: 'polyline',
    shape: { points: places.map(({ x, y }) => [x, y]) },
    style: { ...style, fill: 'none' },
  };
}

/** @param {readonly Place[]} places @param {any} style */
function whiskers(places, style) {
  return places.flatMap(({ x, ends }) => {
    if (!ends) {
      return [];
    }
    const [low, high] = ends;
    const line = (/** @type {readonly number[]} */ [x1, y1, x2, y2]) => ({
      type: 'line',
      shape: { x1, y1, x2, y2 },
      style,
    });
    return [
      line([x, low, x, high]),
      line([x - CAP, low, x + CAP, low]),
      line([x - CAP, high, x + CAP, high]),
    ];
  });
}

/**
 * The names of the lines that are not grey, beside their last points, none above another.
 *
 * @param {readonly TrendLine[]} lines
 * @param {number} room in pixels
 * @param {import('app/charts/text-width.js').TextWidth} widthOf
 * @param {ChartColors} colors
 */
export function endLabels(lines, room, widthOf, colors) {
  const named = lines.filter((line) => !isPlain(line)).slice(0, NAMED);
  if (named.length === 0) {
    return [];
  }
  const measure = (/** @type {string} */ text) => widthOf(text, FONT, WEIGHT);
  const nameOf = (/** @type {TrendLine} */ { experiment: { name, parts } }) =>
    fittingName(name, parts, room - GAP - 6, measure);
  /** @param {any} params @param {any} api */
  const renderItem = ({ coordSys }, api) => {
    const ends = named.map((line) => {
      const last = line.dots[line.dots.length - 1];
      const [x, y] = api.coord([last.x, last.y]);
      return { line, x, y };
    });
    const left = coordSys.x + coordSys.width + GAP;
    const bottom = coordSys.y + coordSys.height;
    return {
      type: 'group',
      children: apart(ends, bottom).flatMap(({ line, x, y, to }) => {
        const colour = line.mark ? colourOf(line.mark, colors) : colors.ink;
        return [
          {
            type: 'polyline',
            shape: {
              points: [
                [x + 6, y],
                [left - 6, to],
              ],
            },
            style: { stroke: colour, lineWidth: 1, opacity: 0.35, fill: 'none' },
          },
          {
            type: 'text',
            style: {
              text: nameOf(line),
              x: left,
              y: to,
              fill: colour,
              font: `${WEIGHT} ${FONT}px ${colors.font}`,
              verticalAlign: 'middle',
            },
          },
        ];
      }),
    };
  };
  const [{ dots }] = named;
  return [
    {
      id: 'names',
      type: 'custom',
      zlevel: LINES,
      z: 4,
      silent: true,
      data: [[dots[0].x, dots[0].y]],
      renderItem,
    },
  ];
}

/**
 * Where names stand so that none lies on another, as near to their lines as that allows.
 *
 * @template {{y: number}} T
 * @param {readonly T[]} ends
 * @param {number} bottom of the plot
 * @returns {readonly (T & {to: number})[]} from top to bottom
 */
export function apart(ends, bottom) {
  const placed = [...ends].sort((a, b) => a.y - b.y).map((end) => ({ ...end, to: end.y }));
  for (let i = 1; i < placed.length; i++) {
    placed[i].to = Math.max(placed[i].to, placed[i - 1].to + NAME_HEIGHT);
  }
  for (let i = placed.length - 1, most = bottom; i >= 0; i--, most -= NAME_HEIGHT) {
    placed[i].to = Math.min(placed[i].to, most);
    most = placed[i].to;
  }
  return placed;
}

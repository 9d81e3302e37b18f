// @ts-check
/** Lines over parallel axes, and the axes, for the chart library. Pure but for the widths of texts. */
import { colourOf } from 'app/charts/figure.js';
import { tickText } from 'app/charts/extent.js';
import { axisOver } from 'app/charts/scale.js';
import { textLines } from 'app/charts/text-lines.js';
import { drawn } from 'app/model/explore-axes.js';

/** @typedef {import('app/charts/figure.js').ChartColors} ChartColors */
/** @typedef {import('app/model/point-groups.js').PointGroup} PointGroup */

/** @typedef {{strand: import('app/model/parallel.js').Strand, heights: readonly (number | null)[]}} Line heights from 0 to 1 */

/**
 * @typedef {object} DrawnAxis
 * @property {import('app/model/explore-axes.js').Axis} axis
 * @property {import('app/charts/scale.js').Range} range
 * @property {import('app/model/chart-options.js').Scale} scale
 * @property {import('app/model/ranges.js').Range | null} marked
 * @property {(value: number) => number} height
 */

/** From so many lines on they are pale. */
const MANY = 150;

/** Half the width of what is marked, and the most that the name of an axis takes; in pixels. */
const HALF = 7;
const WIDEST = 104;

/**
 * @param {readonly Line[]} lines
 * @param {readonly PointGroup[]} groups
 * @param {ChartColors} colors
 */
export function strandSeries(lines, groups, colors) {
  const inside = lines.filter(({ strand }) => strand.inside);
  const opacity = inside.length > MANY ? 0.3 : 0.6;
  const selected = inside.filter(({ strand }) => strand.selected);
  return [
    series(
      'outside',
      lines.filter(({ strand }) => !strand.inside),
      { stroke: colors.quiet, lineWidth: 1, opacity: 0.1 },
      1,
    ),
    ...groups.map((group, i) =>
      series(
        `lines ${i}`,
        inside.filter(({ strand }) => strand.group === i),
        { stroke: colourOf(group.mark, colors), lineWidth: 1.25, opacity },
        2,
      ),
    ),
    series(
      'reference',
      inside.filter(({ strand }) => strand.reference),
      { stroke: colors.ink, lineWidth: 2, lineDash: [2, 4] },
      4,
    ),
    ...groups.map((group, i) =>
      series(
        `selected ${i}`,
        selected.filter(({ strand }) => strand.group === i),
        { stroke: colourOf(group.mark, colors), lineWidth: 3, opacity: 1 },
        3,
      ),
    ),
  ];
}

/** @param {string} id @param {readonly Line[]} lines @param {any} style @param {number} z */
function series(id, lines, style, z) {
  const pieces = lines.flatMap(({ heights }) => piecesOf(heights));
  /** @param {any} params @param {any} api */
  const renderItem = ({ dataIndex }, api) => ({
    type: 'path',
    shape: { pathData: pathOf(pieces[dataIndex], api) },
    style: { ...style, fill: 'none' },
  });
  return { id, type: 'custom', silent: true, z, data: pieces.map(([place]) => place), renderItem };
}

/** @param {readonly (readonly [number, number])[]} piece @param {any} api */
function pathOf(piece, api) {
  return piece
    .map((place, i) => {
      const [x, y] = api.coord(place);
      return `${i === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`;
    })
    .join('');
}

/**
 * A line in its pieces: where a value is missing, there is a gap.
 *
 * @param {readonly (number | null)[]} heights
 */
export function piecesOf(heights) {
  /** @type {[number, number][][]} */
  const pieces = [[]];
  heights.forEach((height, i) => {
    if (height === null) {
      pieces.push([]);
    } else {
      pieces[pieces.length - 1].push([i, height]);
    }
  });
  return pieces.filter(({ length }) => length > 1);
}

/**
 * @param {readonly DrawnAxis[]} axes
 * @param {number} between two of them, in pixels
 * @param {import('app/charts/text-width.js').TextWidth} widthOf
 * @param {ChartColors} colors
 */
export function axesSeries(axes, between, widthOf, colors) {
  return [
    {
      id: 'axes',
      type: 'custom',
      silent: true,
      z: 5,
      data: axes.map((_, i) => [i, 0]),
      /** @param {any} params @param {any} api */
      renderItem: ({ dataIndex }, api) => ({
        type: 'group',
        children: axisElements(axes[dataIndex], dataIndex, api, between, widthOf, colors),
      }),
    },
  ];
}

/**
 * @param {DrawnAxis} drawnAxis
 * @param {number} i
 * @param {any} api
 * @param {number} between
 * @param {import('app/charts/text-width.js').TextWidth} widthOf
 * @param {ChartColors} colors
 */
function axisElements({ axis, range, scale, marked, height }, i, api, between, widthOf, colors) {
  const [x, bottom] = api.coord([i, 0]);
  const [, top] = api.coord([i, 1]);
  const at = (/** @type {number} */ value) =>
    api.coord([i, Math.min(1, Math.max(0, height(value)))])[1];
  const text = (/** @type {any} */ style) => ({
    type: 'text',
    style: {
      fill: colors.quiet,
      font: `11px ${colors.font}`,
      stroke: colors.surface,
      lineWidth: 3,
      ...style,
    },
  });
  const ends =
    marked &&
    [marked.min ?? null, marked.max ?? null].map((end, side) =>
      at(end === null ? range[side] : drawn(axis, end)),
    );
  const name = textLines(axis.label, Math.min(WIDEST, Math.max(40, between - 8)), (word) =>
    widthOf(word, 12, 600),
  ).slice(0, 2);
  return [
    {
      type: 'line',
      shape: { x1: x, y1: top, x2: x, y2: bottom },
      style: { stroke: colors.edge, lineWidth: 1 },
    },
    ...axisOver(range, scale, 5).ticks.map((tick) =>
      text({ text: tickText(tick), x: x + 5, y: at(tick), verticalAlign: 'middle' }),
    ),
    ...(ends
      ? [
          {
            type: 'rect',
            shape: {
              x: x - HALF,
              y: Math.min(...ends),
              width: 2 * HALF,
              height: Math.max(2, Math.abs(ends[0] - ends[1])),
              r: 3,
            },
            style: { fill: colors.ink, opacity: 0.16, stroke: colors.ink, lineWidth: 1 },
          },
        ]
      : []),
    text({
      text: name.join('\n'),
      x,
      y: top - 12,
      align: 'center',
      verticalAlign: 'bottom',
      lineHeight: 15,
      fill: colors.ink,
      font: `600 12px ${colors.font}`,
    }),
  ];
}

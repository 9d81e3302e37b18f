// @ts-check
/** Grouped bars: a group for each measure, a bar for each run. Pure. */
import {
  axisStyle,
  colourOf,
  fullName,
  inPlot,
  MARGIN,
  named,
  numberAxis,
  plotOf,
} from 'app/charts/figure.js';
import { linearAxis, rangeOf } from 'app/charts/scale.js';

/** @typedef {import('app/model/comparison.js').Comparison} Comparison */
/** @typedef {import('app/model/comparison.js').Cell} Cell */
/** @typedef {import('app/charts/figure.js').Figure} Figure */

/** What the axis of values is called; nobody shall take points for percent. */
export const AXIS_NAMES = Object.freeze({
  absolute: 'Accuracy, %',
  relative: 'Relative difference, %',
  points: 'Difference, percentage points',
});

/** Differences narrower than this, in percent or points, are drawn against it without autoscale. */
const WIDEST_DIFFERENCE = 10;

/** A bar this wide has its value above it, one half as wide has it upright; in pixels. */
const LEVEL = 32;
const UPRIGHT = 14;

/** Names of the groups are smaller where each has less room than this, in pixels. */
const NAME_WIDTH = 56;

/** The most that a bar takes, in pixels. */
const WIDEST = 40;

/** The part of its place that a group of bars takes. */
const GROUP = 0.74;
const GAPS = Object.freeze({ barGap: '12%', barCategoryGap: '26%' });

/**
 * @param {Comparison} comparison
 * @param {boolean} autoscale
 * @returns {Figure}
 */
export function barsFigure(comparison, autoscale) {
  const { measures, values, reference } = comparison;
  // What all are compared with is the line at 0, and needs no bar.
  const rows = comparison.rows.filter(({ who }) => who.run.id !== reference?.run.id);
  const axis = axisOf({ ...comparison, rows }, autoscale);
  return {
    title: `Scores by task${against(comparison)}`,
    window: null,
    spots: measures.length,
    spot(index, size) {
      const { left, width } = plotOf(size);
      return {
        title: measures[index].label,
        ...named(
          rows.map(({ who, cells }) => ({
            mark: who.mark,
            dash: [],
            name: who.name.parts,
            since: who.run.unavailable_since ?? '',
            text: textOf(cells[index]),
          })),
        ),
        x: left + (width * (index + 0.5)) / measures.length,
        guided: false,
      };
    },
    nearest(x, y, size) {
      const { left, width } = plotOf(size);
      const index = Math.floor(((x - left) / width) * measures.length);
      const inside = inPlot(x, y, size) && index >= 0 && index < measures.length;
      return inside ? index : null;
    },
    sheet: sheetOf(comparison),
    option: (colors, size) => {
      const room = (plotOf(size).width * GROUP) / (measures.length * rows.length);
      return {
        grid: MARGIN,
        xAxis: {
          ...axisStyle(colors),
          type: 'category',
          data: measures.map(({ label }) => label),
          axisLabel: {
            ...axisStyle(colors).axisLabel,
            color: colors.ink,
            fontSize: plotOf(size).width / measures.length < NAME_WIDTH ? 10 : 12,
            interval: 0,
            hideOverlap: false,
          },
          splitLine: { show: false },
        },
        yAxis: {
          ...numberAxis(axis, 'linear', (tick) => signedTick(tick, values), colors),
          name: AXIS_NAMES[values],
          nameTextStyle: {
            ...axisStyle(colors).nameTextStyle,
            align: 'left',
            padding: [0, 0, 0, -46],
          },
          axisLine: { show: false },
        },
        series: rows.flatMap(({ who, cells }, i) => [
          barsOf(who, cells, room, colors),
          ...intervals(who, cells, { index: i, count: rows.length, colour: colors.ink }),
        ]),
      };
    },
  };
}

/**
 * The range of values, with the intervals they lie in.
 *
 * @param {Comparison} comparison
 * @param {boolean} autoscale
 */
export function axisOf({ rows, values }, autoscale) {
  const cells = rows.flatMap((row) => row.cells);
  const found = rangeOf(cells.flatMap(({ value, interval }) => [value, ...(interval ?? [])]));
  const [low, high] = found ?? [0, 0];
  if (values === 'absolute') {
    const room = Math.max(0.5, (high - low) * 0.15);
    const range = /** @type {const} */ ([Math.max(0, low - room), Math.min(100, high + room)]);
    return linearAxis(autoscale && found ? range : [0, 100], 5);
  }
  const reach = autoscale ? 0 : Math.max(WIDEST_DIFFERENCE, Math.abs(low), Math.abs(high));
  const range = /** @type {const} */ ([Math.min(0, low, -reach), Math.max(0, high, reach)]);
  // An upright value beyond the longest bar must not lie on the names of the tasks.
  const room = (range[1] - range[0]) * 0.17 || 1;
  return linearAxis([range[0] && range[0] - room, range[1] && range[1] + room], 6);
}

/**
 * Lines from end to end of the intervals of one run's bars.
 *
 * @param {import('app/model/comparison.js').Participant} who
 * @param {readonly Cell[]} cells
 * @param {{index: number, count: number, colour: string}} place of its bars among those of a group
 */
function intervals(who, cells, { index, count, colour }) {
  const known = cells.flatMap(({ interval }, i) => (interval ? [[i, ...interval]] : []));
  if (known.length === 0) {
    return [];
  }
  /** @param {unknown} _ @param {any} api */
  const renderItem = (_, api) => {
    const offset = api.barLayout({ count, ...GAPS, barMaxWidth: WIDEST })[index].offsetCenter;
    const [x, low] = api.coord([api.value(0), api.value(1)]);
    const [, high] = api.coord([api.value(0), api.value(2)]);
    return {
      type: 'line',
      shape: { x1: x + offset, x2: x + offset, y1: low, y2: high },
      style: { stroke: colour, lineWidth: 1.5 },
    };
  };
  return [
    { id: `interval ${who.run.id}`, type: 'custom', z: 5, silent: true, data: known, renderItem },
  ];
}

/**
 * What differences are from, for a title; empty where values stand for themselves.
 *
 * @param {Comparison} comparison
 */
export function against({ values, reference }) {
  return values === 'absolute' ? '' : `, against ${reference?.label ?? 'nothing'}`;
}

/** @param {Cell} cell */
function textOf({ text, note, value }) {
  return note === '' || value !== null ? text : `${text} ${note}`;
}

/**
 * The bars of one run.
 *
 * @param {import('app/model/comparison.js').Participant} who
 * @param {readonly Cell[]} cells
 * @param {number} room of one bar in pixels
 * @param {import('app/charts/figure.js').ChartColors} colors
 */
function barsOf(who, cells, room, colors) {
  return {
    id: `bar ${who.run.id}`,
    name: fullName(who),
    type: 'bar',
    ...GAPS,
    barMaxWidth: WIDEST,
    itemStyle: { color: colourOf(who.mark, colors), borderRadius: 2 },
    emphasis: { disabled: true },
    label: {
      show: room >= UPRIGHT,
      color: colors.ink,
      fontFamily: colors.font,
      fontSize: 11,
      formatter: (/** @type {any} */ { dataIndex }) => bare(cells[dataIndex]),
    },
    data: cells.map(({ value }) =>
      value === null ? '-' : { value, label: labelAt(value < 0, room) },
    ),
  };
}

/**
 * Where the value of a bar is written.
 *
 * @param {boolean} below
 * @param {number} room of the bar in pixels
 */
function labelAt(below, room) {
  const position = below ? 'bottom' : 'top';
  return room >= LEVEL
    ? { position }
    : { position, rotate: 90, align: below ? 'right' : 'left', verticalAlign: 'middle' };
}

/** @param {Cell} cell */
function bare({ text }) {
  return text.replace(/ \S+$/, '');
}

/** @param {number} tick @param {Comparison['values']} values */
export function signedTick(tick, values) {
  const text = String(Math.abs(tick));
  return values === 'absolute' || tick === 0 ? text : (tick > 0 ? '+' : '−') + text;
}

/** @param {Comparison} comparison */
function sheetOf({ measures, rows }) {
  return {
    head: ['Run', ...measures.map(({ label }) => label)],
    rows: rows.map(({ who, cells }) => [fullName(who), ...cells.map(textOf)]),
  };
}

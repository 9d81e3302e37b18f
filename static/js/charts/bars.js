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
import { intervalText } from 'app/lib/format.js';
import { bare, roomFor, valueLabels } from 'app/charts/bar-labels.js';
import { decalOf } from 'app/charts/pattern.js';
import { against, AXIS_NAMES, axisOf, signedTick } from 'app/charts/score-axis.js';
import { measureTitle, scoreSheet, scoreText } from 'app/charts/score-sheet.js';
import { textLines } from 'app/charts/text-lines.js';

/** @typedef {import('app/model/comparison.js').Comparison} Comparison */
/** @typedef {import('app/model/comparison.js').Cell} Cell */
/** @typedef {import('app/charts/figure.js').Figure} Figure */

/** The most that a bar takes, in pixels. */
const WIDEST = 40;

/** The least that a bar takes in a picture, so that its stripes are seen, in pixels. */
const THINNEST = 8;

/** Names of the groups are smaller where each has less room than this, in pixels. */
const NAME_WIDTH = 64;

/** Lines of such a name; the room below the plot has no place for more. */
const NAME_LINES = 2;

/** Between a bar, or the line of its interval, and its value, in pixels. */
const LABEL_GAP = 5;

/** The part of its place that a group of bars takes. */
const GROUP = 0.74;
const GAPS = Object.freeze({ barGap: '12%', barCategoryGap: '26%' });

/**
 * @param {Comparison} comparison
 * @param {boolean} autoscale
 * @param {import('app/charts/text-width.js').TextWidth} widthOf
 * @returns {Figure}
 */
export function barsFigure(comparison, autoscale, widthOf) {
  const { measures, values, reference } = comparison;
  // What all are compared with is the line at 0, and needs no bar.
  const rows = comparison.rows.filter(({ who }) => who.run.id !== reference?.run.id);
  const axis = axisOf({ ...comparison, rows }, autoscale);
  return {
    title: `Scores by task${against(comparison)}`,
    window: null,
    leastWidth: (measures.length * rows.length * THINNEST) / GROUP + MARGIN.left + MARGIN.right,
    key: rows.map(({ who }) => ({
      mark: who.mark,
      dash: [],
      shape: 'bar',
      label: fullName(who),
    })),
    spots: measures.length,
    spot(index, size) {
      const { left, width } = plotOf(size);
      return {
        title: measureTitle(comparison, index),
        ...named(
          rows.map(({ who, cells }) => ({
            mark: who.mark,
            dash: [],
            name: who.name.parts,
            since: who.run.unavailable_since ?? '',
            text: scoreText(cells[index], values),
            detail: detailOf(cells[index]),
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
    sheet: scoreSheet(comparison, true),
    option: (colors, size) => {
      const plot = plotOf(size);
      const slot = plot.width / measures.length;
      const labels = valueLabels(rows, (slot * GROUP) / rows.length, widthOf);
      const small = slot < NAME_WIDTH ? 10 : 12;
      const nameOf = (/** @type {string} */ label) =>
        textLines(label, slot - 4, (text) => widthOf(text, small), NAME_LINES).join('\n');
      const { range, ticks } = roomFor(axis, rows, plot.height, labels);
      const perUnit = plot.height / (range[1] - range[0]);
      return {
        grid: MARGIN,
        xAxis: {
          ...axisStyle(colors),
          type: 'category',
          data: measures.map(({ label }) => nameOf(label)),
          axisLabel: {
            ...axisStyle(colors).axisLabel,
            color: colors.ink,
            fontSize: small,
            lineHeight: small + 1,
            margin: 5,
            interval: 0,
            hideOverlap: false,
          },
          splitLine: { show: false },
        },
        yAxis: {
          ...numberAxis({ range, ticks }, 'linear', (tick) => signedTick(tick, values), colors),
          name: AXIS_NAMES[values],
          nameTextStyle: {
            ...axisStyle(colors).nameTextStyle,
            align: 'left',
            padding: [0, 0, 0, -46],
          },
          axisLine: { show: false },
        },
        series: [
          ...bandsOf(comparison.bands, colors),
          ...rows.flatMap(({ who, cells }, i) => [
            barsOf(who, cells, labels, perUnit, colors),
            ...intervals(who, cells, { index: i, count: rows.length, colour: colors.ink }),
          ]),
        ],
      };
    },
  };
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
 * Around 0, what two equal runs differ by chance.
 *
 * @param {Comparison['bands']} bands
 * @param {import('app/charts/figure.js').ChartColors} colors
 */
function bandsOf(bands, colors) {
  const data = bands.flatMap((half, i) => (half === null ? [] : [[i, half]]));
  /** @param {unknown} _ @param {any} api */
  const renderItem = (_, api) => {
    const [x, top] = api.coord([api.value(0), api.value(1)]);
    const [, bottom] = api.coord([api.value(0), -api.value(1)]);
    const width = api.size([1, 0])[0];
    return {
      type: 'rect',
      shape: { x: x - width / 2, y: top, width, height: bottom - top },
      style: { fill: colors.neutral, opacity: 0.14 },
    };
  };
  return data.length === 0
    ? []
    : [{ id: 'bands', type: 'custom', clip: true, z: 1, silent: true, data, renderItem }];
}

/** @param {Cell} cell what a pointer is told beside the value */
function detailOf({ interval, undecided, note, value }) {
  return [
    interval ? intervalText(interval) : '',
    undecided ? 'not decided' : '',
    value === null ? '' : note,
  ]
    .filter(Boolean)
    .join(', ');
}

/**
 * The bars of one run.
 *
 * @param {import('app/model/comparison.js').Participant} who
 * @param {readonly Cell[]} cells
 * @param {import('app/charts/bar-labels.js').ValueLabels} labels
 * @param {number} perUnit pixels
 * @param {import('app/charts/figure.js').ChartColors} colors
 */
function barsOf(who, cells, labels, perUnit, colors) {
  const colour = colourOf(who.mark, colors);
  return {
    id: `bar ${who.run.id}`,
    name: fullName(who),
    type: 'bar',
    ...GAPS,
    barMaxWidth: WIDEST,
    itemStyle: {
      color: colour,
      decal: decalOf(who.mark, colors.surface),
      borderRadius: 2,
    },
    emphasis: { disabled: true },
    label: {
      show: labels.shown,
      color: colors.ink,
      fontFamily: colors.font,
      fontSize: labels.fontSize,
      formatter: (/** @type {any} */ { dataIndex }) => bare(cells[dataIndex]),
    },
    data: cells.map(({ value, interval, undecided }) => {
      if (value === null) {
        return '-';
      }
      const end = interval ? Math.abs(interval[value < 0 ? 0 : 1] - value) * perUnit : 0;
      const label = { ...(value < 0 ? labels.below : labels.above), distance: LABEL_GAP + end };
      // What may be no difference is drawn as an outline.
      return undecided
        ? {
            value,
            label,
            itemStyle: { color: 'transparent', borderColor: colour, borderWidth: 1.5 },
          }
        : { value, label };
    }),
  };
}

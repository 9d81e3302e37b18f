// @ts-check
/** A radar: an axis for each task, an outline for each run. Pure. */
import { axisStyle, colourOf, fullName, named } from 'app/charts/figure.js';
import { angleOf, NAME_GAP, radarLayout } from 'app/charts/radar-layout.js';
import { against, AXIS_NAMES, axisOf, signedTick } from 'app/charts/score-axis.js';
import { measureTitle, scoreSheet, scoreText } from 'app/charts/score-sheet.js';

/** @typedef {import('app/model/comparison.js').Comparison} Comparison */
/** @typedef {import('app/charts/figure.js').Figure} Figure */
/** @typedef {import('app/charts/figure.js').Size} Size */

/** A pointer so far outside of the circle, in pixels, is still at an axis. */
const REACH = 40;

/** More outlines than this are not filled: together they would cover the rings. */
const FILLED = 4;

/** Rings that are closer, in pixels, are not all named. */
const RING = 15;

/**
 * Runs that lack a value have no outline, for it would pass through a value that is not there;
 * `incomplete` tells which.
 *
 * @param {Comparison} comparison
 * @param {boolean} autoscale every axis shows the range of its own values; differences share one
 * @param {import('app/charts/text-width.js').TextWidth} widthOf
 * @returns {Figure}
 */
export function radarFigure(comparison, autoscale, widthOf) {
  const { measures, values } = comparison;
  const rows = complete(comparison);
  const shared = axisOf({ ...comparison, rows }, autoscale);
  const apart = autoscale && values === 'absolute';
  const axes = measures.map((_, i) =>
    apart
      ? axisOf(
          { ...comparison, rows: rows.map((row) => ({ ...row, cells: [row.cells[i]] })) },
          true,
        )
      : shared,
  );
  const rings = values === 'absolute' ? 4 : Math.max(2, shared.ticks.length - 1);
  const circle = (/** @type {Size} */ size) =>
    radarLayout(
      size,
      measures.map(({ label }, i) => ({
        name: label,
        below: apart ? ends(axes[i].range, values) : '',
      })),
      widthOf,
    );
  return {
    title: `${AXIS_NAMES[values]}${against(comparison)}`,
    window: null,
    leastWidth: 0,
    key: rows.map(({ who }) => ({
      mark: who.mark,
      dash: [],
      shape: 'line',
      label: fullName(who),
    })),
    spots: measures.length,
    spot(index, size) {
      const { x, radius } = circle(size);
      const angle = angleOf(index, measures.length);
      const { range } = axes[index];
      return {
        title: `${measureTitle(comparison, index)}, axis from ${signedTick(range[0], values)} to ${signedTick(range[1], values)}`,
        ...named(
          rows.map(({ who, cells }) => ({
            mark: who.mark,
            dash: [],
            name: who.name.parts,
            since: who.run.unavailable_since ?? '',
            text: scoreText(cells[index], values),
          })),
        ),
        x: x + Math.cos(angle) * radius,
        guided: false,
      };
    },
    nearest(x, y, size) {
      const middle = circle(size);
      const [dx, dy] = [x - middle.x, middle.y - y];
      if (Math.hypot(dx, dy) > middle.radius + REACH) {
        return null;
      }
      const turn = (Math.atan2(dy, dx) - Math.PI / 2) / (2 * Math.PI);
      const count = measures.length;
      return (Math.round(turn * count) + 2 * count) % count;
    },
    sheet: scoreSheet(comparison, false),
    option: (colors, size) => ({
      radar: radarOf(colors, circle(size)),
      series: rows.map(({ who, cells }) => ({
        id: `radar ${who.run.id}`,
        name: fullName(who),
        type: 'radar',
        symbol: who.mark.symbol,
        symbolSize: 6,
        silent: true,
        itemStyle: { color: colourOf(who.mark, colors) },
        lineStyle: { color: colourOf(who.mark, colors), width: 2 },
        ...(rows.length <= FILLED && {
          areaStyle: { color: colourOf(who.mark, colors), opacity: 0.05 },
        }),
        data: [{ name: fullName(who), value: cells.map(({ value }) => value) }],
      })),
    }),
  };

  /**
   * @param {import('app/charts/figure.js').ChartColors} colors
   * @param {import('app/charts/radar-layout.js').RadarLayout} layout
   */
  function radarOf(colors, { x, y, radius, fontSize, lineHeight, names }) {
    const every = Math.ceil((RING * rings) / radius);
    const ring = (/** @type {number} */ tick) => {
      const [low, high] = shared.range;
      return Math.round(((tick - low) / (high - low)) * rings);
    };
    return {
      center: [x, y],
      radius,
      splitNumber: rings,
      axisNameGap: NAME_GAP,
      indicator: names.map((name, i) => ({
        name,
        min: axes[i].range[0],
        max: axes[i].range[1],
        axisLabel: {
          ...axisStyle(colors).axisLabel,
          fontSize,
          show: !apart && i === 0,
          showMaxLabel: true,
          formatter: (/** @type {number} */ tick) =>
            ring(tick) % every === 0 ? signedTick(tick, values) : '',
        },
      })),
      axisName: { color: colors.ink, fontFamily: colors.font, fontSize, lineHeight },
      axisLine: { lineStyle: { color: colors.line } },
      splitLine: { lineStyle: { color: colors.line } },
      splitArea: { show: false },
    };
  }
}

/**
 * The rows that have every value.
 *
 * @param {Comparison} comparison
 */
function complete({ rows }) {
  return rows.filter(({ cells }) => cells.every(({ value }) => value !== null));
}

/**
 * Names of the runs without an outline, and what they lack.
 *
 * @param {Comparison} comparison
 * @returns {readonly string[]}
 */
export function incomplete({ rows, measures }) {
  return rows.flatMap(({ who, cells }) => {
    const lacking = measures.filter((_, i) => cells[i].value === null).map(({ label }) => label);
    return lacking.length > 0 ? [`${who.label}: ${lacking.join(', ')}`] : [];
  });
}

/** @param {readonly [number, number]} range @param {Comparison['values']} values */
function ends([low, high], values) {
  return `${signedTick(low, values)} to ${signedTick(high, values)}`;
}

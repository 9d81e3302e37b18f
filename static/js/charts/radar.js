// @ts-check
/** A radar: an axis for each task, an outline for each run. Pure. */
import { against, AXIS_NAMES, axisOf, signedTick } from 'app/charts/bars.js';
import { axisStyle, colourOf, fullName, named } from 'app/charts/figure.js';

/** @typedef {import('app/model/comparison.js').Comparison} Comparison */
/** @typedef {import('app/charts/figure.js').Figure} Figure */
/** @typedef {import('app/charts/figure.js').Size} Size */

/** Room for the names of the axes, in pixels. */
const NAMES = 40;
const SIDES = 76;

/**
 * Runs that lack a value have no outline, for it would pass through a value that is not there;
 * `incomplete` tells which.
 *
 * @param {Comparison} comparison
 * @param {boolean} autoscale every axis shows the range of its own values; differences share one
 * @returns {Figure}
 */
export function radarFigure(comparison, autoscale) {
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
  return {
    title: `${AXIS_NAMES[values]}${against(comparison)}`,
    window: null,
    spots: measures.length,
    spot(index, size) {
      const { x, radius } = circle(size);
      const angle = angleOf(index, measures.length);
      const { range } = axes[index];
      return {
        title: `${measures[index].label}, axis from ${signedTick(range[0], values)} to ${signedTick(range[1], values)}`,
        ...named(
          rows.map(({ who, cells }) => ({
            mark: who.mark,
            dash: [],
            name: who.name.parts,
            since: who.run.unavailable_since ?? '',
            text: cells[index].text,
          })),
        ),
        x: x + Math.cos(angle) * radius,
        guided: false,
      };
    },
    nearest(x, y, size) {
      const middle = circle(size);
      const [dx, dy] = [x - middle.x, middle.y - y];
      if (Math.hypot(dx, dy) > middle.radius + NAMES) {
        return null;
      }
      const turn = (Math.atan2(dy, dx) - Math.PI / 2) / (2 * Math.PI);
      const count = measures.length;
      return (Math.round(turn * count) + 2 * count) % count;
    },
    sheet: {
      head: ['Run', ...measures.map(({ label }) => label)],
      rows: comparison.rows.map(({ who, cells }) => [
        fullName(who),
        ...cells.map(({ text, note, value }) => (value === null ? `${text} ${note}` : text)),
      ]),
    },
    option: (colors, size) => ({
      radar: {
        center: [circle(size).x, circle(size).y],
        radius: circle(size).radius,
        splitNumber: rings,
        indicator: measures.map(({ label }, i) => ({
          name: apart ? `${label}\n${ends(axes[i].range, values)}` : label,
          min: axes[i].range[0],
          max: axes[i].range[1],
          axisLabel: {
            ...axisStyle(colors).axisLabel,
            show: !apart && i === 0,
            showMaxLabel: true,
            formatter: (/** @type {number} */ tick) => signedTick(tick, values),
          },
        })),
        axisName: { color: colors.ink, fontFamily: colors.font, fontSize: 12, lineHeight: 16 },
        axisLine: { lineStyle: { color: colors.line } },
        splitLine: { lineStyle: { color: colors.line } },
        splitArea: { show: false },
      },
      series: rows.map(({ who, cells }) => ({
        id: `radar ${who.run.id}`,
        name: fullName(who),
        type: 'radar',
        symbol: who.mark.symbol,
        symbolSize: 6,
        silent: true,
        itemStyle: { color: colourOf(who.mark, colors) },
        lineStyle: { color: colourOf(who.mark, colors), width: 2 },
        areaStyle: { color: colourOf(who.mark, colors), opacity: 0.05 },
        data: [{ name: fullName(who), value: cells.map(({ value }) => value) }],
      })),
    }),
  };
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

/** @param {Size} size */
function circle({ width, height }) {
  return {
    x: width / 2,
    y: height / 2 + 4,
    radius: Math.max(30, Math.min(width / 2 - SIDES, height / 2 - NAMES)),
  };
}

/** @param {number} index @param {number} count */
function angleOf(index, count) {
  return Math.PI / 2 + (2 * Math.PI * index) / count;
}

/** @param {readonly [number, number]} range @param {Comparison['values']} values */
function ends([low, high], values) {
  return `${signedTick(low, values)} to ${signedTick(high, values)}`;
}

// @ts-check
/** What every chart is made of: a drawing for the chart library, its values, and itself as a table. */
import { moment } from 'app/lib/times.js';

/** @typedef {import('app/model/comparison.js').Participant} Participant */
/** @typedef {import('app/model/palette.js').Mark} Mark */
/** @typedef {import('app/model/ranges.js').Range} Range */

/**
 * Colours and letters of the page as it is now.
 *
 * @typedef {object} ChartColors
 * @property {string} ink
 * @property {string} quiet
 * @property {string} line
 * @property {string} edge
 * @property {string} surface
 * @property {string} neutral of the baseline
 * @property {readonly string[]} hues of runs
 * @property {string} font
 */

/** @typedef {{width: number, height: number}} Size in pixels */

/**
 * One value at a place of a chart.
 *
 * @typedef {object} Value
 * @property {Mark} mark
 * @property {readonly number[]} dash
 * @property {readonly import('app/model/name-parts.js').Part[]} name
 * @property {string} text
 * @property {string} [detail] how sure it is, and what it is of
 * @property {string} since when the files of its run are unavailable, empty while they are available
 */

/**
 * A place of a chart that has values.
 *
 * @typedef {object} Spot
 * @property {string} title
 * @property {readonly Value[]} values
 * @property {number} more how many further values there are, too many to be named
 * @property {number} x of the place, in pixels
 * @property {number} [y] of the place, in pixels, where places are below each other
 * @property {boolean} guided whether a line is drawn through it
 */

/**
 * The part of a chart that is seen, where it can be zoomed.
 *
 * @typedef {object} Window
 * @property {import('app/charts/scale.js').Range} seen
 * @property {import('app/charts/scale.js').Range} whole
 * @property {import('app/model/chart-options.js').Scale} scale
 */

/**
 * An entry of a legend.
 *
 * @typedef {object} Entry
 * @property {Mark | null} mark null for what all runs have, such as the line of an audio file
 * @property {readonly number[]} dash
 * @property {'bar' | 'line' | 'point'} shape
 * @property {string} label
 */

/**
 * A line that is pointed at, as it is drawn over the others; in pixels.
 *
 * @typedef {object} Trace
 * @property {Mark | null} mark null where the line has no colour of its own
 * @property {readonly {id: string, x: number, y: number, ends: readonly number[] | null}[]} dots with the ends of their
 *     intervals
 */

/**
 * The lines of a chart of which one at a time can be emphasised.
 *
 * @typedef {object} Traces
 * @property {readonly string[]} keys of the lines
 * @property {readonly string[]} spots ids of the runs at the places of the chart
 * @property {(spot: number) => number} of which line the place is on
 * @property {(line: number, size: Size) => Trace} trace
 */

/**
 * The axes of a chart on which a part can be marked by dragging.
 *
 * @typedef {object} Brushes
 * @property {(x: number, size: Size) => number | null} at index of the axis there
 * @property {(axis: number, from: number, to: number, size: Size) => Range} range between two heights
 * @property {(axis: number, size: Size) => number} x of an axis, in pixels
 * @property {(axis: number) => Range | null} none without limits, to take off what is marked; null where nothing is
 */

/**
 * A chart as data.
 *
 * @typedef {object} Figure
 * @property {string} title
 * @property {(colors: ChartColors, size: Size) => any} option for the chart library
 * @property {number} spots how many places have values
 * @property {(index: number, size: Size) => Spot} spot
 * @property {(x: number, y: number, size: Size) => number | null} nearest index of the place that a
 *     pointer is at
 * @property {{head: readonly string[], rows: readonly (readonly string[])[]}} sheet
 * @property {Brushes} [brushes] where parts of axes can be marked
 * @property {Traces} [traces] where a place is a point of one line
 * @property {Window | null} window null where it cannot be zoomed
 * @property {readonly Entry[]} key the legend of a picture
 * @property {number} [height] of the drawing, in pixels, where that depends on what is drawn
 * @property {number} leastWidth of a picture in which its parts can be told apart, in pixels
 */

/**
 * A run as it is named where nothing stands beside the name: in tables and pictures.
 *
 * @param {Participant} who
 */
export function fullName({ label, run }) {
  const since = run.unavailable_since;
  return since ? `${label} (unavailable since ${moment(since)})` : label;
}

/** Room around the plot in pixels. */
export const MARGIN = Object.freeze({ left: 58, right: 18, top: 30, bottom: 28 });

/** Taken from the bottom for the name of the axis there. */
export const NAME_ROOM = 18;

/** The most values that are named at a place. */
const NAMED = 10;

/**
 * The values of a place, as many as can be named.
 *
 * @param {readonly Value[]} values
 */
export function named(values) {
  return { values: values.slice(0, NAMED), more: Math.max(0, values.length - NAMED) };
}

/**
 * The colour of a run.
 *
 * @param {Mark} mark
 * @param {ChartColors} colors
 */
export function colourOf({ hue }, colors) {
  return hue === null ? colors.neutral : colors.hues[hue];
}

/**
 * The style of the axes of all charts.
 *
 * @param {ChartColors} colors
 */
export function axisStyle(colors) {
  return {
    axisLine: { show: true, lineStyle: { color: colors.edge } },
    axisTick: { show: false },
    axisLabel: { color: colors.quiet, fontFamily: colors.font, fontSize: 12, hideOverlap: true },
    splitLine: { lineStyle: { color: colors.line } },
    nameTextStyle: { color: colors.quiet, fontFamily: colors.font, fontSize: 12 },
  };
}

/**
 * An axis of numbers over a range, with its ticks.
 *
 * @param {import('app/charts/scale.js').Axis} axis
 * @param {import('app/model/chart-options.js').Scale} scale
 * @param {(tick: number) => string} label
 * @param {ChartColors} colors
 */
export function numberAxis({ range, ticks }, scale, label, colors) {
  const shared = axisStyle(colors);
  return {
    ...shared,
    type: scale === 'log' ? 'log' : 'value',
    min: range[0],
    max: range[1],
    axisTick: { show: false, customValues: ticks },
    axisLabel: { ...shared.axisLabel, customValues: ticks, formatter: label },
  };
}

/**
 * Where the plot of a chart with axes is.
 *
 * @param {Size} size
 */
export function plotOf({ width, height }) {
  const { left, right, top, bottom } = MARGIN;
  return { left, top, width: width - left - right, height: height - top - bottom };
}

/**
 * Whether a point is in the plot, or beside it by a little.
 *
 * @param {number} x
 * @param {number} y
 * @param {Size} size
 */
export function inPlot(x, y, size) {
  const plot = plotOf(size);
  const [right, bottom] = [plot.left + plot.width, plot.top + plot.height];
  return x >= plot.left - 6 && x <= right + 6 && y >= plot.top - 6 && y <= bottom + 6;
}

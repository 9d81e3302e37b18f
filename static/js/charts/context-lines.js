// @ts-check
/** The lines of long context: how they are drawn, named, and listed in the legend of a picture. Pure. */
import { colourOf, fullName } from 'app/charts/figure.js';
import { dashOf } from 'app/model/palette.js';

/** @typedef {import('app/model/comparison.js').Participant} Participant */
/** @typedef {import('app/model/curves.js').Line} Line */
/** @typedef {import('app/charts/figure.js').ChartColors} ChartColors */
/** @typedef {import('app/charts/figure.js').Entry} Entry */

/**
 * A line and whose it is.
 *
 * @typedef {object} Drawn
 * @property {Participant} who
 * @property {Line} line
 */

/** Every so many points have a symbol, where there are many. */
const SYMBOL_EVERY = 6;

/**
 * A line for the chart library.
 *
 * @param {Drawn} drawn
 * @param {ChartColors} colors
 */
export function lineSeries({ who, line }, colors) {
  const colour = colourOf(who.mark, colors);
  const shared = {
    id: `line ${who.run.id} ${line.file ?? ''}`,
    name: nameOf(fullName(who), line),
    symbol: who.mark.symbol,
    itemStyle: { color: colour },
    data: line.points.map(({ x, y }) => [x, y]),
    silent: true,
    clip: true,
    z: who.baseline ? 3 : 4,
  };
  if (!line.joined) {
    return {
      ...shared,
      type: 'scatter',
      symbolSize: 5,
      itemStyle: { color: colour, opacity: 0.7 },
    };
  }
  const every = line.points.length > 2 * SYMBOL_EVERY ? SYMBOL_EVERY : 1;
  const dash = dashOf(line.file);
  return {
    ...shared,
    type: 'line',
    showSymbol: true,
    showAllSymbol: true,
    symbolSize: (/** @type {unknown} */ _, /** @type {any} */ { dataIndex }) =>
      dataIndex % every === 0 ? 7 : 0,
    lineStyle: { color: colour, width: 2, type: dash.length > 0 ? [...dash] : 'solid' },
  };
}

/**
 * A line as it is named beside others.
 *
 * @param {string} name of its run
 * @param {Line} line
 */
export function nameOf(name, { file }) {
  return file === null ? name : `${name}, file ${file + 1}`;
}

/**
 * The runs, then the audio files where their lines are dashed.
 *
 * @param {readonly Drawn[]} drawn
 * @returns {readonly Entry[]}
 */
export function keyOf(drawn) {
  const runs = new Map(drawn.map((one) => [one.who, one.line]));
  const files = [...new Set(drawn.flatMap(({ line }) => line.file ?? []))].sort((a, b) => a - b);
  const single = files.length === 1;
  return [
    ...[...runs].map(([who, line]) => ({
      mark: who.mark,
      dash: single ? dashOf(line.file) : [],
      shape: /** @type {Entry['shape']} */ (line.joined ? 'line' : 'point'),
      label: single ? nameOf(fullName(who), line) : fullName(who),
    })),
    ...(single ? [] : files).map((file) => ({
      mark: null,
      dash: dashOf(file),
      shape: /** @type {Entry['shape']} */ ('line'),
      label: `File ${file + 1}`,
    })),
  ];
}

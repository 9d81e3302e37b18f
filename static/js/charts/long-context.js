// @ts-check
/** Long context: perplexity or loss against token position, a line for each run or file. Pure. */
import {
  axisStyle,
  colourOf,
  fullName,
  inPlot,
  MARGIN,
  NAME_ROOM,
  named,
  numberAxis,
  plotOf,
} from 'app/charts/figure.js';
import { keyOf, lineSeries, nameOf } from 'app/charts/context-lines.js';
import { quantityName, spotTitle, valueText, viewName } from 'app/charts/context-words.js';
import { guideSeries } from 'app/charts/guides.js';
import { spreadSeries } from 'app/charts/deviation.js';
import { axisOver, fractionOf, padded, rangeOf } from 'app/charts/scale.js';
import { linesOf } from 'app/model/curves.js';
import { integer } from 'app/lib/format.js';
import { dashOf } from 'app/model/palette.js';

/** @typedef {import('app/model/comparison.js').Participant} Participant */
/** @typedef {import('app/model/curves.js').Curves} Curves */
/** @typedef {import('app/model/curves.js').Line} Line */
/** @typedef {import('app/model/curves.js').Point} Point */
/** @typedef {import('app/model/chart-options.js').Modes} Modes */
/** @typedef {import('app/charts/figure.js').Figure} Figure */
/** @typedef {import('app/charts/context-lines.js').Drawn} Drawn */
/** @typedef {import('app/charts/scale.js').Range} Range */

/** More runs than this are drawn without their spread, which would cover everything. */
export const SPREAD_LIMIT = 10;

/** Used when no line is drawn. */
const NOTHING = /** @type {const} */ ([1000, 44000]);

/**
 * @param {readonly {who: Participant, curves: Curves}[]} runs those to be drawn
 * @param {Modes} modes
 * @returns {Figure}
 */
export function contextFigure(runs, modes) {
  const drawn = runs.flatMap(({ who, curves }) =>
    linesOf(curves, modes).map((line) => ({ who, line: drawable(line, modes) })),
  );
  const points = drawn.flatMap(({ line }) => line.points);
  const whole = rangeOf(points.map(({ x }) => x)) ?? NOTHING;
  const seen = within(modes.zoom, whole);
  const visible = (/** @type {Point} */ { x }) => x >= seen[0] && x <= seen[1];
  const spread = spreadOf(modes, runs.length);
  const range = yRange(points.filter(visible), spread !== 'none', modes);
  const positions = [...new Set(points.filter(visible).map(({ x }) => x))].sort((a, b) => a - b);
  const label = valueText(modes.quantity);

  return {
    title: `${quantityName(modes)} by position, ${viewName(modes)}`,
    window: { seen, whole, scale: modes.x },
    leastWidth: 0,
    key: keyOf(drawn),
    spots: positions.length,
    spot(index, size) {
      const x = positions[index];
      const { left, width } = plotOf(size);
      return {
        title: spotTitle(x, modes),
        ...valuesAt(drawn, x, label),
        x: left + fractionOf(x, seen, modes.x) * width,
        guided: true,
      };
    },
    nearest(x, y, size) {
      const { left, width } = plotOf(size);
      if (!inPlot(x, y, size) || positions.length === 0) {
        return null;
      }
      const distance = (/** @type {number} */ position) =>
        Math.abs(fractionOf(position, seen, modes.x) - (x - left) / width);
      return positions.reduce(
        (best, at, i) => (distance(at) < distance(positions[best]) ? i : best),
        0,
      );
    },
    sheet: {
      head: ['Position', ...drawn.map(({ who, line }) => nameOf(fullName(who), line))],
      rows: positions.map((x) => [
        integer(x),
        ...drawn.map(({ line }) => textAt(line, x, label) ?? '–'),
      ]),
    },
    option: (colors, size) => {
      const count = Math.max(3, Math.round(plotOf(size).width / 90));
      const name = { ...axisStyle(colors).nameTextStyle, align: 'left' };
      return {
        grid: { ...MARGIN, bottom: MARGIN.bottom + NAME_ROOM },
        xAxis: {
          ...numberAxis(axisOver(seen, modes.x, count), modes.x, thousands, colors),
          name: 'Token position',
          nameLocation: 'middle',
          nameGap: 28,
          splitLine: { show: false },
        },
        yAxis: {
          ...numberAxis(axisOver(range, modes.y, 6), modes.y, plain, colors),
          name: quantityName(modes) + (modes.y === 'log' ? ', log scale' : ''),
          nameTextStyle: { ...name, padding: [0, 0, 0, -46] },
        },
        series: [
          ...guidesOf(modes).flatMap((guide) => guideSeries(guide, { x: seen, y: range }, colors)),
          ...drawn.flatMap((one) => [
            ...spreadSeries(one.who, one.line, spread, colourOf(one.who.mark, colors)),
            lineSeries(one, colors),
          ]),
        ],
      };
    },
  };
}

/**
 * A line without the points that its axis has no place for: a local loss can be below 0.
 *
 * @param {Line} line
 * @param {Modes} modes
 * @returns {Line}
 */
function drawable(line, { y }) {
  return y === 'log' ? { ...line, points: line.points.filter((point) => point.y > 0) } : line;
}

/** @param {Modes} modes @returns {readonly import('app/charts/guides.js').Guide[]} */
function guidesOf({ lines: { uniform, trained }, quantity }) {
  return [
    ...(uniform === null
      ? []
      : [
          {
            axis: /** @type {const} */ ('y'),
            value: quantity === 'perplexity' ? uniform : Math.log(uniform),
            label: `uniform over ${integer(uniform)} codes`,
          },
        ]),
    ...(trained === null
      ? []
      : [
          {
            axis: /** @type {const} */ ('x'),
            value: trained,
            label: `trained up to ${integer(trained)}`,
          },
        ]),
  ];
}

/**
 * How the spread is drawn, if it is.
 *
 * @param {Modes} modes
 * @param {number} runs how many are drawn
 * @returns {Modes['spread']}
 */
function spreadOf({ view, spread }, runs) {
  return view === 'mean' && runs <= SPREAD_LIMIT ? spread : 'none';
}

/**
 * @param {readonly Point[]} points
 * @param {boolean} withSpread
 * @param {Modes} modes
 * @returns {Range}
 */
function yRange(points, withSpread, { y, quantity }) {
  const ends = points.flatMap((point) => {
    const spread = withSpread ? (point.spread ?? 0) : 0;
    return [point.y - spread, point.y + spread];
  });
  const [low, high] = rangeOf(ends) ?? [1, 10];
  // A spread may reach below what there is; on a logarithmic axis that has no place at all.
  const least =
    quantity === 'perplexity' ? 1 : Math.max(1e-3, Math.min(...points.map((p) => p.y)) / 2);
  return padded(y === 'log' ? [Math.max(low, least), high] : [low, high], y);
}

/**
 * @param {readonly [number, number] | null} zoom
 * @param {Range} whole
 * @returns {Range}
 */
function within(zoom, whole) {
  const from = Math.max(whole[0], zoom?.[0] ?? whole[0]);
  const to = Math.min(whole[1], zoom?.[1] ?? whole[1]);
  return to > from ? [from, to] : whole;
}

/** @param {readonly Drawn[]} drawn @param {number} x @param {(value: number) => string} label */
function valuesAt(drawn, x, label) {
  const values = drawn.flatMap(({ who, line }) => {
    const file = nameOf('', line);
    const text = textAt(line, x, label);
    return text === null
      ? []
      : [
          {
            mark: who.mark,
            dash: dashOf(line.file),
            name: [...who.name.parts, ...(file ? [{ text: file, kept: true }] : [])],
            since: who.run.unavailable_since ?? '',
            text,
          },
        ];
  });
  return named(values);
}

/** @param {Line} line @param {number} x @param {(value: number) => string} label */
function textAt({ points }, x, label) {
  const here = points.filter((point) => point.x === x);
  const texts = here.map(({ y, spread, samples, outOf }) => {
    const single = spread === null || (samples !== null && samples < 2);
    const value = single ? label(y) : `${label(y)} ± ${label(spread)}`;
    return outOf === null ? value : `${value} (${samples} of ${outOf} files)`;
  });
  return texts.length > 0 ? texts.join(' · ') : null;
}

/** @param {number} tick */
function thousands(tick) {
  return tick >= 1000 ? `${Number((tick / 1000).toFixed(2))}k` : String(tick);
}

/** @param {number} tick */
function plain(tick) {
  return tick >= 1e6
    ? tick.toExponential()
    : tick.toLocaleString('en-US', { maximumFractionDigits: 3 });
}

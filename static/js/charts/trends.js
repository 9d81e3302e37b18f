// @ts-check
/** Experiments over training steps: a line for each, with its checkpoints, and the reference run as a level. Pure. */
import { axisStyle, MARGIN, NAME_ROOM, numberAxis } from 'app/charts/figure.js';
import { guideSeries } from 'app/charts/guides.js';
import { axisOver, fractionOf, padded, rangeOf } from 'app/charts/scale.js';
import { endLabels, linesSeries } from 'app/charts/trend-lines.js';
import { integer } from 'app/lib/format.js';
import { BASELINE_MARK } from 'app/model/palette.js';

/** @typedef {import('app/charts/figure.js').Figure} Figure */
/** @typedef {import('app/charts/figure.js').Size} Size */
/** @typedef {import('app/model/trend-view.js').TrendLine} TrendLine */
/** @typedef {import('app/model/trend-view.js').TrendsView} TrendsView */

/** So much room is beside the plot for names, where the chart is so wide; in pixels. */
const NAMES = 178;
const WIDE = 640;

/** A pointer is at a point that is not farther away, in pixels. */
const REACH = 36;

/** From this ratio of the ends on, values are on a logarithmic axis. */
const STEEP = 8;

/** @param {Size} size where the plot is */
function areaOf({ width, height }) {
  const right = width >= WIDE ? NAMES : MARGIN.right;
  const bottom = MARGIN.bottom + NAME_ROOM;
  return {
    left: MARGIN.left,
    top: MARGIN.top,
    right,
    bottom,
    width: width - MARGIN.left - right,
    height: height - MARGIN.top - bottom,
  };
}

/**
 * @param {TrendsView} view
 * @param {import('app/charts/text-width.js').TextWidth} widthOf
 * @returns {Figure}
 */
export function trendsFigure({ lines, label, axis, lower, reference }, widthOf) {
  const dots = lines.flatMap((line, i) => line.dots.map((dot) => ({ dot, line: i })));
  const x = padded(rangeOf(dots.map(({ dot }) => dot.x)) ?? [0, 1000], 'linear');
  const found = rangeOf([
    ...dots.flatMap(({ dot: { y, interval } }) => [y, ...(interval ?? [])]),
    reference?.y,
  ]) ?? [0, 100];
  const scale = lower && found[1] / found[0] >= STEEP ? 'log' : 'linear';
  const y = padded(found, scale);
  /** @param {{x: number, y: number}} place @param {Size} size */
  const at = (place, size) => {
    const area = areaOf(size);
    return {
      x: area.left + fractionOf(place.x, x, 'linear') * area.width,
      y: area.top + (1 - fractionOf(place.y, y, scale)) * area.height,
    };
  };
  const others = lines.filter(({ mark, best }) => !mark && !best).length;

  return {
    title: `${label} by training step`,
    window: null,
    leastWidth: 0,
    key: keyOf(lines, others),
    spots: dots.length,
    spot(index, size) {
      const { dot, line } = dots[index];
      const { experiment, mark } = lines[line];
      return {
        title: `Step ${integer(dot.x)}`,
        values: [
          {
            mark: mark ?? BASELINE_MARK,
            dash: [],
            name: experiment.parts,
            since: dot.run.unavailable_since ?? '',
            text: dot.text,
            detail: dot.detail,
          },
        ],
        more: 0,
        x: at(dot, size).x,
        guided: false,
      };
    },
    nearest(left, top, size) {
      let [best, least] = [-1, REACH * REACH];
      dots.forEach(({ dot }, i) => {
        const place = at(dot, size);
        const distance = (place.x - left) ** 2 + (place.y - top) ** 2;
        // Of points at one place, that of the line that is drawn last is seen.
        if (distance < least) {
          [best, least] = [i, distance];
        }
      });
      return best < 0 ? null : best;
    },
    traces: {
      keys: lines.map(({ experiment }) => experiment.key),
      spots: dots.map(({ dot }) => dot.run.id),
      of: (index) => dots[index].line,
      trace: (line, size) => ({
        mark: lines[line].mark,
        dots: lines[line].dots.map((dot) => ({
          ...at(dot, size),
          id: dot.run.id,
          ends: dot.interval?.map((end) => at({ x: dot.x, y: end }, size).y) ?? null,
        })),
      }),
    },
    sheet: {
      head: ['Experiment', 'Step', label, '95 % interval and difference from the reference'],
      rows: dots.map(({ dot, line }) => [
        lines[line].experiment.name,
        integer(dot.x),
        dot.text,
        dot.detail || '–',
      ]),
    },
    option: (colors, size) => {
      const { left, top, right, bottom, width, height } = areaOf(size);
      const name = { ...axisStyle(colors).nameTextStyle, align: 'left', padding: [0, 0, 0, -46] };
      const ticks = Math.max(3, Math.round(width / 90));
      return {
        grid: { left, top, right, bottom },
        xAxis: {
          ...numberAxis(axisOver(x, 'linear', ticks), 'linear', integer, colors),
          name: 'Training step',
          nameLocation: 'middle',
          nameGap: 28,
          splitLine: { show: false },
        },
        yAxis: {
          ...numberAxis(axisOver(y, scale, Math.max(3, height / 64)), scale, tickText, colors),
          axisLine: { show: false },
          name: axis + (scale === 'log' ? ', log scale' : ''),
          nameTextStyle: name,
        },
        series: [
          ...(reference
            ? guideSeries(
                { axis: 'y', value: reference.y, label: `${reference.label} ${reference.text}` },
                { x, y },
                colors,
              )
            : []),
          ...linesSeries(lines, colors),
          ...(right === NAMES ? endLabels(lines, NAMES, widthOf, colors) : []),
        ],
      };
    },
  };
}

/** @param {number} tick */
const tickText = (tick) => tick.toLocaleString('en-US', { maximumFractionDigits: 2 });

/**
 * The legend of a picture: what has a colour or is best, and the rest together.
 *
 * @param {readonly TrendLine[]} lines
 * @param {number} others
 * @returns {Figure['key']}
 */
function keyOf(lines, others) {
  /** @type {import('app/charts/figure.js').Entry['shape']} */
  const shape = 'line';
  return [
    ...lines
      .filter(({ mark, best }) => mark || best)
      .map(({ mark, experiment }) => ({ mark, dash: [], shape, label: experiment.name })),
    ...(others > 0
      ? [{ mark: BASELINE_MARK, dash: [], shape, label: `${integer(others)} other experiments` }]
      : []),
  ];
}

// @ts-check
/** Runs as points of two axes, with the Pareto front. Pure but for the widths of texts. */
import { axisStyle, MARGIN, NAME_ROOM, numberAxis } from 'app/charts/figure.js';
import { extentOf, tickText } from 'app/charts/extent.js';
import { emphasisSeries, pointsSeries } from 'app/charts/scatter-points.js';
import { axisOver, fractionOf } from 'app/charts/scale.js';
import { memoize } from 'app/lib/memoize.js';
import { intervalText } from 'app/lib/format.js';
import { axisName, endsOf } from 'app/model/explore-axes.js';

/** @typedef {import('app/charts/figure.js').Figure} Figure */
/** @typedef {import('app/charts/figure.js').Size} Size */
/** @typedef {import('app/model/explore-axes.js').Axis} Axis */
/** @typedef {import('app/model/scatter.js').Dot} Dot */

/** A pointer is at a point that is not farther away, in pixels. */
const REACH = 28;

/** @param {Size} size where the plot is */
function areaOf({ width, height }) {
  const bottom = MARGIN.bottom + NAME_ROOM;
  return {
    left: MARGIN.left,
    top: MARGIN.top,
    right: MARGIN.right,
    bottom,
    width: width - MARGIN.left - MARGIN.right,
    height: height - MARGIN.top - bottom,
  };
}

/**
 * @param {import('app/model/scatter.js').ScatterView} view
 * @param {(run: import('app/model/board.js').Run) => import('app/model/run-names.js').Name} nameOf
 * @param {import('app/charts/text-width.js').TextWidth} widthOf
 * @returns {Figure}
 */
export function scatterFigure({ across, up, dots, front, groups }, nameOf, widthOf) {
  const x = extentOf(
    across,
    dots.flatMap((dot) => [dot.x, ...(dot.xs ?? [])]),
  );
  const y = extentOf(
    up,
    dots.flatMap((dot) => [dot.y, ...(dot.ys ?? [])]),
  );
  /** @param {{x: number, y: number}} place @param {Size} size */
  const at = (place, size) => {
    const area = areaOf(size);
    return {
      x: area.left + fractionOf(place.x, x.range, x.scale) * area.width,
      y: area.top + (1 - fractionOf(place.y, y.range, y.scale)) * area.height,
    };
  };
  const ids = dots.map(({ run }) => run.id);

  const sheet = memoize(() => ({
    head: ['Run', across.label, up.label, 'Colour', ...(front ? ['On the front'] : [])],
    rows: [...dots]
      .reverse()
      .map((dot) => [
        nameOf(dot.run).short,
        across.text(dot.run),
        up.text(dot.run),
        groups[dot.group].label,
        ...(front ? [dot.front ? 'yes' : 'no'] : []),
      ]),
  }));

  return {
    title: `${up.label} against ${across.label}`,
    window: null,
    leastWidth: 0,
    key: groups.map(({ label, mark }) => ({ mark, dash: [], shape: 'point', label })),
    spots: dots.length,
    spot(index, size) {
      const dot = dots[index];
      const { mark, label } = groups[dot.group];
      /** @param {Axis} axis */
      const row = (axis) => ({
        mark,
        dash: [],
        name: [{ text: axis.label, kept: true }],
        since: '',
        text: axis.text(dot.run),
        detail: endsText(axis, dot),
      });
      return {
        title: [
          nameOf(dot.run).short,
          ...(dot.reference ? ['reference'] : []),
          ...(front && dot.front ? ['on the front'] : []),
          ...(groups.length > 1 ? [label] : []),
        ].join(' · '),
        values: across.key === up.key ? [row(up)] : [row(up), row(across)],
        more: 0,
        x: at(dot, size).x,
        guided: false,
      };
    },
    nearest(left, top, size) {
      let [best, least] = [-1, REACH * REACH];
      dots.forEach((dot, i) => {
        const place = at(dot, size);
        const distance = (place.x - left) ** 2 + (place.y - top) ** 2;
        // Of points at one place, the one that is drawn last is seen.
        if (distance <= least) {
          [best, least] = [i, distance];
        }
      });
      return best < 0 ? null : best;
    },
    traces: {
      keys: ids,
      spots: ids,
      of: (index) => index,
      trace: (index, size) => {
        const dot = dots[index];
        const ys = endsOf(up, dot.run);
        return {
          mark: groups[dot.group].mark,
          dots: [
            {
              ...at(dot, size),
              id: dot.run.id,
              ends: dot.ys && ys ? ys.map((end) => at({ x: dot.x, y: end }, size).y) : null,
            },
          ],
        };
      },
    },
    get sheet() {
      return sheet();
    },
    option: (colors, size) => {
      const { left, top, right, bottom, width, height } = areaOf(size);
      const name = { ...axisStyle(colors).nameTextStyle, align: 'left', padding: [0, 0, 0, -46] };
      const ticks = [Math.max(3, Math.round(width / 90)), Math.max(3, height / 64)];
      return {
        grid: { left, top, right, bottom },
        xAxis: {
          ...numberAxis(axisOver(x.range, x.scale, ticks[0]), x.scale, tickText, colors),
          name: axisName(across) + (x.scale === 'log' ? ', log scale' : ''),
          nameLocation: 'middle',
          nameGap: 28,
        },
        yAxis: {
          ...numberAxis(axisOver(y.range, y.scale, ticks[1]), y.scale, tickText, colors),
          axisLine: { show: false },
          name: axisName(up) + (y.scale === 'log' ? ', log scale' : ''),
          nameTextStyle: name,
        },
        series: [
          ...pointsSeries(dots, groups, colors),
          ...emphasisSeries(dots, front, groups, nameOf, widthOf, colors),
        ],
      };
    },
  };
}

/** @param {Axis} axis @param {Dot} dot */
function endsText(axis, { run }) {
  const ends = endsOf(axis, run);
  return ends ? intervalText(ends) : '';
}

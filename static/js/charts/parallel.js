// @ts-check
/** Runs as lines over parallel axes, the better values above. Pure but for the widths of texts. */
import { extentOf } from 'app/charts/extent.js';
import { axesSeries, strandSeries } from 'app/charts/parallel-lines.js';
import { fractionOf, valueAt } from 'app/charts/scale.js';
import { memoize } from 'app/lib/memoize.js';
import { rangeOn } from 'app/model/parallel.js';

/** @typedef {import('app/charts/figure.js').Figure} Figure */
/** @typedef {import('app/charts/figure.js').Size} Size */
/** @typedef {import('app/model/parallel.js').Strand} Strand */

/** Room around the axes, and how far a pointer is from the line it is at; in pixels. */
const ROOM = Object.freeze({ left: 52, right: 64, top: 48, bottom: 14 });
const REACH = 16;

/**
 * @param {import('app/model/parallel.js').ParallelView} view
 * @param {(run: import('app/model/board.js').Run) => import('app/model/run-names.js').Name} nameOf
 * @param {import('app/charts/text-width.js').TextWidth} widthOf
 * @returns {Figure}
 */
export function parallelFigure({ axes, marked, strands, lines: some, groups }, nameOf, widthOf) {
  const scales = axes.map((axis, i) =>
    extentOf(
      axis,
      strands.map(({ values }) => values[i]),
    ),
  );
  const last = Math.max(1, axes.length - 1);
  /** Less is above where it is better. @param {number} i @param {number} fraction */
  const turned = (i, fraction) => (axes[i].better === -1 ? 1 - fraction : fraction);
  /** @param {number} i @param {number} value @returns {number} from 0 below to 1 above */
  const heightOf = (i, value) => turned(i, fractionOf(value, scales[i].range, scales[i].scale));
  /** @param {number} i @param {number} height */
  const valueOf = (i, height) =>
    valueAt(turned(i, Math.min(1, Math.max(0, height))), scales[i].range, scales[i].scale);

  /** @param {number} i @param {Size} size */
  const x = (i, { width }) => ROOM.left + (i / last) * (width - ROOM.left - ROOM.right);
  /** @param {number} height @param {Size} size */
  const y = (height, { height: all }) => ROOM.top + (1 - height) * (all - ROOM.top - ROOM.bottom);
  const lines = some.map((strand) => ({
    strand,
    heights: strand.values.map((value, i) => (value === null ? null : heightOf(i, value))),
  }));
  const shown = lines.filter(({ strand }) => strand.inside);
  const ids = shown.map(({ strand }) => strand.run.id);

  const sheet = memoize(() => ({
    head: ['Run', ...axes.map(({ label }) => label)],
    rows: strands
      .filter(({ inside }) => inside)
      .map(({ run }) => [
        nameOf(run).short,
        ...axes.map((axis) => (axis.of(run) === null ? '–' : axis.text(run))),
      ]),
  }));

  return {
    title: 'Tasks, average, long context and settings',
    window: null,
    leastWidth: 0,
    key: groups.map(({ label, mark }) => ({ mark, dash: [], shape: 'line', label })),
    spots: shown.length,
    spot(index, size) {
      const { run, group } = shown[index].strand;
      return {
        title: nameOf(run).short,
        values: axes.map((axis) => ({
          mark: groups[group].mark,
          dash: [],
          name: [{ text: axis.label, kept: true }],
          since: '',
          text: axis.of(run) === null ? '–' : axis.text(run),
        })),
        more: 0,
        x: size.width / 2,
        guided: false,
      };
    },
    nearest(left, top, size) {
      const along = ((left - ROOM.left) / (size.width - ROOM.left - ROOM.right)) * last;
      const i = Math.min(last - 1, Math.max(0, Math.floor(along)));
      let [best, least] = [-1, REACH];
      shown.forEach(({ heights: { [i]: from, [i + 1]: to } }, index) => {
        if (from !== null && to !== null && to !== undefined) {
          const distance = Math.abs(y(from + (to - from) * (along - i), size) - top);
          if (distance <= least) {
            [best, least] = [index, distance];
          }
        }
      });
      return best < 0 ? null : best;
    },
    traces: {
      keys: ids,
      spots: ids,
      of: (index) => index,
      trace: (index, size) => ({
        mark: groups[shown[index].strand.group].mark,
        dots: shown[index].heights.flatMap((height, i) =>
          height === null ? [] : [{ id: '', x: x(i, size), y: y(height, size), ends: null }],
        ),
      }),
    },
    brushes: {
      at(left, size) {
        const i = Math.round(((left - ROOM.left) / (size.width - ROOM.left - ROOM.right)) * last);
        const near =
          Math.abs(x(i, size) - left) <= (size.width - ROOM.left - ROOM.right) / last / 4;
        return i >= 0 && i < axes.length && near ? i : null;
      },
      x,
      range(i, from, to, size) {
        const at = (/** @type {number} */ top) =>
          valueOf(i, 1 - (top - ROOM.top) / (size.height - ROOM.top - ROOM.bottom));
        const [low, high] = [at(from), at(to)].sort((a, b) => a - b);
        return rangeOn(axes[i], [low, high], scales[i].range);
      },
      none: (i) => (marked[i] ? { key: axes[i].key, min: null, max: null } : null),
    },
    get sheet() {
      return sheet();
    },
    option: (colors, size) => ({
      grid: ROOM,
      xAxis: { type: 'value', min: 0, max: last, show: false },
      yAxis: { type: 'value', min: 0, max: 1, show: false },
      series: [
        ...strandSeries(lines, groups, colors),
        ...axesSeries(
          axes.map((axis, i) => ({
            axis,
            ...scales[i],
            marked: marked[i],
            height: (value) => heightOf(i, value),
          })),
          (size.width - ROOM.left - ROOM.right) / last,
          widthOf,
          colors,
        ),
      ],
    }),
  };
}

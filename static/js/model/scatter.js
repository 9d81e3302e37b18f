// @ts-check
/** Runs as points of two axes: where they are, which lack a value, and which are on the Pareto front. Pure. */
import { drawn, endsOf } from 'app/model/explore-axes.js';
import { frontOf } from 'app/model/pareto.js';

/** @typedef {import('app/model/board.js').Run} Run */
/** @typedef {import('app/model/explore-axes.js').Axis} Axis */

/** @typedef {{run: Run, x: number, y: number}} Point in the units that are drawn */

/**
 * @typedef {object} Placed
 * @property {readonly Point[]} points
 * @property {readonly {run: Run, lacks: readonly Axis[]}[]} missing the runs that lack a value
 */

/**
 * @typedef {object} ScatterView
 * @property {Axis} across
 * @property {Axis} up
 * @property {readonly Dot[]} dots the ones that are drawn last are last
 * @property {readonly Dot[] | null} front the best across first, null where none is drawn
 * @property {readonly import('app/model/point-groups.js').PointGroup[]} groups
 * @property {boolean} some whether only dots on the front, selected ones and the reference have intervals
 */

/**
 * @typedef {object} Dot
 * @property {Run} run
 * @property {number} x
 * @property {number} y
 * @property {number} group
 * @property {readonly [number, number] | null} xs the ends of its interval across, where it is drawn
 * @property {readonly [number, number] | null} ys the same upwards
 * @property {boolean} front whether it is on the front, or there is none
 * @property {boolean} selected
 * @property {boolean} reference
 */

/** With more points than this, only some have intervals. */
const MOST_WHISKERS = 120;

/**
 * @param {readonly Run[]} runs
 * @param {Axis} across
 * @param {Axis} up
 * @returns {Placed}
 */
export function placedIn(runs, across, up) {
  /** @type {Point[]} */
  const points = [];
  /** @type {Placed['missing'][number][]} */
  const missing = [];
  for (const run of runs) {
    const [x, y] = [across.of(run), up.of(run)];
    if (x !== null && y !== null) {
      points.push({ run, x: drawn(across, x), y: drawn(up, y) });
    } else {
      const lacks = [...(x === null ? [across] : []), ...(y === null && up !== across ? [up] : [])];
      missing.push({ run, lacks });
    }
  }
  return { points, missing };
}

/**
 * @param {Placed} placed
 * @param {Axis} across
 * @param {Axis} up
 * @returns {readonly Point[] | null} null where one of both has no better direction, or both are one
 */
export function paretoFront({ points }, across, up) {
  return across.better === null || up.better === null || across.key === up.key
    ? null
    : frontOf(points, across.better, up.better);
}

/**
 * @param {Placed} placed
 * @param {readonly [Axis, Axis]} axes across and up
 * @param {readonly Point[] | null} front null where it is not drawn
 * @param {import('app/model/point-groups.js').Grouping} grouping
 * @param {import('app/model/selection.js').Selection} selection
 * @param {Run | null} reference
 * @param {boolean} sure whether intervals are shown
 * @returns {ScatterView}
 */
export function scatterView(placed, [across, up], front, grouping, selection, reference, sure) {
  const some = sure && placed.points.length > MOST_WHISKERS;
  const onFront = new Set(front);
  /** @param {Point} point @returns {Dot} */
  const dotOf = (point) => {
    const { run, x, y } = point;
    const strong = onFront.has(point) || selection.has(run.id) || run.id === reference?.id;
    const whiskers = sure && (!some || strong);
    return {
      run,
      x,
      y,
      group: grouping.of(run),
      xs: whiskers ? endsOf(across, run) : null,
      ys: whiskers ? endsOf(up, run) : null,
      front: front === null || onFront.has(point),
      selected: selection.has(run.id),
      reference: run.id === reference?.id,
    };
  };
  const all = placed.points;
  const outside =
    reference && !all.some(({ run }) => run.id === reference.id)
      ? placedIn([reference], across, up).points
      : [];
  const dots = [...all, ...outside].map(dotOf).sort((a, b) => rank(a) - rank(b));
  const of = new Map(dots.map((dot) => [dot.run, dot]));
  return {
    across,
    up,
    dots,
    front: front && front.map(({ run }) => /** @type {Dot} */ (of.get(run))),
    groups: grouping.groups,
    some,
  };
}

/** What matters more is drawn above the rest. @param {Dot} dot */
const rank = ({ front, selected, reference }) =>
  Number(front) + 2 * Number(reference) + 4 * Number(selected);

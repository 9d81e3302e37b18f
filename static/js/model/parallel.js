// @ts-check
/** Runs as lines over parallel axes: the tasks, the average, long context, and chosen settings. Pure. */
import { drawn } from 'app/model/explore-axes.js';
import { TASKS } from 'app/model/metrics.js';
import { sampleOf } from 'app/model/sample.js';

/** @typedef {import('app/model/board.js').Run} Run */
/** @typedef {import('app/model/explore-axes.js').Axis} Axis */
/** @typedef {import('app/model/ranges.js').Range} Range */

/**
 * @typedef {object} Strand
 * @property {Run} run
 * @property {readonly (number | null)[]} values in the units that are drawn, null where the run has none
 * @property {number} group
 * @property {boolean} inside whether search and all filters let it through
 * @property {boolean} selected
 * @property {boolean} reference
 */

/**
 * @typedef {object} ParallelView
 * @property {readonly Axis[]} axes
 * @property {readonly (Range | null)[]} marked of each axis, in the units of the filters
 * @property {readonly Strand[]} strands those inside last
 * @property {readonly Strand[]} lines the strands that are drawn, in the same order
 * @property {readonly import('app/model/point-groups.js').PointGroup[]} groups
 * @property {number} gaps how many runs inside lack a value
 */

/** Axes that are always there, in their order. */
const ALWAYS = Object.freeze([...TASKS, 'avg', 'context_end']);

/** So many lines inside, and outside, are drawn: more are a block of colour, and take the page its time. */
export const MOST_LINES = 1000;
const MOST_OUTSIDE = 300;

/**
 * @param {readonly Axis[]} axes
 * @param {readonly string[]} chosen keys
 * @returns {readonly Axis[]}
 */
export function parallelAxes(axes, chosen) {
  return [...ALWAYS, ...chosen.filter((key) => !ALWAYS.includes(key))].flatMap(
    (key) => axes.find((axis) => axis.key === key) ?? [],
  );
}

/**
 * @param {readonly Run[]} runs that search and all filters but ranges let through
 * @param {readonly Run[]} shown of them
 * @param {readonly Axis[]} axes
 * @param {readonly Range[]} ranges
 * @param {import('app/model/point-groups.js').Grouping} grouping
 * @param {import('app/model/selection.js').Selection} selection
 * @param {Run | null} reference
 * @returns {ParallelView}
 */
export function parallelView(runs, shown, axes, ranges, grouping, selection, reference) {
  const passing = new Set(shown);
  const strands = runs.map((run) => ({
    run,
    values: axes.map((axis) => {
      const value = axis.of(run);
      return value === null ? null : drawn(axis, value);
    }),
    group: grouping.of(run),
    inside: passing.has(run),
    selected: selection.has(run.id),
    reference: run.id === reference?.id,
  }));
  const inside = strands.filter((strand) => strand.inside);
  const outside = strands.filter((strand) => !strand.inside);
  return {
    axes,
    marked: axes.map(({ key }) => ranges.find((range) => range.key === key) ?? null),
    strands: [...outside, ...inside],
    lines: [...sampleOf(outside, MOST_OUTSIDE), ...linesOf(inside, axes.length)],
    groups: grouping.groups,
    gaps: inside.filter(({ values }) => values.includes(null)).length,
  };
}

/**
 * The lines that are drawn of those inside: what is selected, the reference, the ends of each axis, and a part of the
 * others.
 *
 * @param {readonly Strand[]} inside
 * @param {number} axes how many there are
 */
function linesOf(inside, axes) {
  if (inside.length <= MOST_LINES) {
    return inside;
  }
  const kept = new Set(inside.filter(({ selected, reference }) => selected || reference));
  for (let i = 0; i < axes; i++) {
    /** @type {Strand | null} */
    let low = null;
    /** @type {Strand | null} */
    let high = null;
    for (const strand of inside) {
      const value = strand.values[i];
      if (value !== null) {
        low = low === null || value < Number(low.values[i]) ? strand : low;
        high = high === null || value > Number(high.values[i]) ? strand : high;
      }
    }
    [low, high].forEach((end) => end && kept.add(end));
  }
  const others = inside.filter((strand) => !kept.has(strand));
  sampleOf(others, Math.max(0, MOST_LINES - kept.size)).forEach((strand) => kept.add(strand));
  return inside.filter((strand) => kept.has(strand));
}

/**
 * A part of an axis as a filter: a limit at the end of the axis is none.
 *
 * @param {Axis} axis
 * @param {readonly [number, number]} part in the units that are drawn
 * @param {readonly [number, number]} whole
 * @returns {Range}
 */
export function rangeOn({ key, percent }, [low, high], whole) {
  // So fine as it can be read.
  const read = (/** @type {number} */ value) =>
    percent ? Math.round(10 * value) / 1000 : Number(value.toPrecision(4));
  return {
    key,
    min: low <= whole[0] ? null : read(low),
    max: high >= whole[1] ? null : read(high),
  };
}

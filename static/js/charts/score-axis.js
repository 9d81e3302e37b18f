// @ts-check
/** The axis of values of bars and radar: its name, its range, its ticks. Pure. */
import { linearAxis, rangeOf } from 'app/charts/scale.js';

/** @typedef {import('app/model/comparison.js').Comparison} Comparison */

/** What the axis of values is called; nobody shall take points for percent. */
export const AXIS_NAMES = Object.freeze({
  absolute: 'Accuracy, %',
  relative: 'Relative difference, %',
  points: 'Difference, percentage points',
});

/** Differences narrower than this, in percent or points, are drawn against it without autoscale. */
const WIDEST_DIFFERENCE = 10;

/**
 * The range of values, with the intervals they lie in.
 *
 * @param {Comparison} comparison
 * @param {boolean} autoscale
 */
export function axisOf({ rows, values }, autoscale) {
  const cells = rows.flatMap((row) => row.cells);
  const found = rangeOf(cells.flatMap(({ value, interval }) => [value, ...(interval ?? [])]));
  const [low, high] = found ?? [0, 0];
  if (values === 'absolute') {
    const room = Math.max(0.5, (high - low) * 0.15);
    const range = /** @type {const} */ ([Math.max(0, low - room), Math.min(100, high + room)]);
    return linearAxis(autoscale && found ? range : [0, 100], 5);
  }
  const reach = autoscale ? 0 : Math.max(WIDEST_DIFFERENCE, Math.abs(low), Math.abs(high));
  const range = /** @type {const} */ ([Math.min(0, low, -reach), Math.max(0, high, reach)]);
  // An upright value beyond the longest bar must not lie on the names of the tasks.
  const room = (range[1] - range[0]) * 0.17 || 1;
  return linearAxis([range[0] && range[0] - room, range[1] && range[1] + room], 6);
}

/**
 * What differences are from, for a title; empty where values stand for themselves.
 *
 * @param {Comparison} comparison
 */
export function against({ values, reference }) {
  return values === 'absolute' ? '' : `, against ${reference?.label ?? 'nothing'}`;
}

/** @param {number} tick @param {Comparison['values']} values */
export function signedTick(tick, values) {
  const text = String(Math.abs(tick));
  return values === 'absolute' || tick === 0 ? text : (tick > 0 ? '+' : '−') + text;
}

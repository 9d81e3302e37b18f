// @ts-check
/** The part of an axis that is drawn, and whether its scale is logarithmic. Pure. */
import { padded, rangeOf } from 'app/charts/scale.js';

/** From this ratio of the ends on, values above 0 are on a logarithmic axis; perplexities, which are one of loss, before. */
const STEEP = 8;
const STEEP_PERPLEXITY = 2;

/** @typedef {{range: import('app/charts/scale.js').Range, scale: import('app/model/chart-options.js').Scale}} Extent */

/**
 * @param {import('app/model/explore-axes.js').Axis} axis
 * @param {Iterable<number | null>} values
 * @returns {Extent}
 */
export function extentOf({ group, percent, stepped }, values) {
  const found = rangeOf(values) ?? [0, 1];
  const least = group === 'Long context' ? STEEP_PERPLEXITY : STEEP;
  const steep = !percent && !stepped && found[0] > 0 && found[1] / found[0] >= least;
  const scale = steep ? 'log' : 'linear';
  return { range: padded(found, scale), scale };
}

/** @param {number} tick */
export const tickText = (tick) =>
  tick !== 0 && Math.abs(tick) < 1e-3
    ? tick.toExponential()
    : tick.toLocaleString('en-US', { maximumFractionDigits: 4 });

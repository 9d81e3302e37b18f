// @ts-check
/** Ranges and ticks of axes, linear and logarithmic. Pure. */

/** @typedef {import('app/model/chart-options.js').Scale} Scale */
/** @typedef {readonly [number, number]} Range */

/**
 * @typedef {object} Axis
 * @property {Range} range
 * @property {readonly number[]} ticks
 */

/** Below this ratio of its ends a logarithmic axis is nearly straight, and has even ticks. */
const NARROW = 6;

/** The smallest part of the whole that can be zoomed to. */
const CLOSEST = 1 / 50;

/**
 * The range of numbers; null when there are none.
 *
 * @param {Iterable<number | null | undefined>} numbers
 * @returns {Range | null}
 */
export function rangeOf(numbers) {
  let low = Infinity;
  let high = -Infinity;
  for (const number of numbers) {
    if (number !== null && number !== undefined && Number.isFinite(number)) {
      low = Math.min(low, number);
      high = Math.max(high, number);
    }
  }
  return low <= high ? [low, high] : null;
}

/**
 * An axis with round ends around a range.
 *
 * @param {Range} range
 * @param {number} count about so many ticks
 * @returns {Axis}
 */
export function linearAxis([low, high], count) {
  const span = high - low || Math.abs(high) || 1;
  const [from, to] = high > low ? [low, high] : [low - span / 10, high + span / 10];
  const step = niceStep((to - from) / count);
  const first = Math.floor(from / step + 1e-9);
  const last = Math.ceil(to / step - 1e-9);
  const ticks = Array.from({ length: last - first + 1 }, (_, i) => round((first + i) * step));
  return { range: [ticks[0], ticks[ticks.length - 1]], ticks };
}

/**
 * An axis that shows a range as it is, with round ticks inside.
 *
 * @param {Range} range above 0 where the scale is logarithmic
 * @param {Scale} scale
 * @param {number} count about so many ticks
 * @returns {Axis}
 */
export function axisOver(range, scale, count) {
  const inside = (/** @type {number} */ tick) => tick >= range[0] && tick <= range[1];
  const all =
    scale === 'log' && range[1] / range[0] >= NARROW
      ? decades(range)
      : linearAxis(range, count).ticks;
  return { range, ticks: all.filter(inside) };
}

/**
 * A range with a little room around it, so that no line runs along the edge.
 *
 * @param {Range} range
 * @param {Scale} scale
 * @returns {Range}
 */
export function padded([low, high], scale) {
  const [from, to] = [forward(low, scale), forward(high, scale)];
  const room = (to - from) * 0.05 || Math.abs(to) * 0.05 || 1;
  return [backward(from - room, scale), backward(to + room, scale)];
}

/** @param {Range} range */
function decades([low, high]) {
  const ticks = [];
  for (let power = Math.floor(Math.log10(low)); power <= Math.log10(high); power++) {
    ticks.push(...[1, 2, 5].map((step) => round(step * 10 ** power)));
  }
  return ticks;
}

/** @param {number} rough */
function niceStep(rough) {
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].find((candidate) => candidate * power >= rough * 0.999) ?? 10;
  return step * power;
}

/** @param {number} number */
const round = (number) => Number(number.toPrecision(12));

/** @param {number} number @param {Scale} scale */
const forward = (number, scale) => (scale === 'log' ? Math.log(number) : number);

/** @param {number} number @param {Scale} scale */
const backward = (number, scale) => (scale === 'log' ? Math.exp(number) : number);

/**
 * Where a number is in a range: 0 at its start, 1 at its end.
 *
 * @param {number} number
 * @param {Range} range
 * @param {Scale} scale
 */
export function fractionOf(number, [low, high], scale) {
  const start = forward(low, scale);
  return (forward(number, scale) - start) / (forward(high, scale) - start);
}

/**
 * The number at a fraction of a range.
 *
 * @param {number} fraction
 * @param {Range} range
 * @param {Scale} scale
 */
export function valueAt(fraction, [low, high], scale) {
  const start = forward(low, scale);
  return backward(start + fraction * (forward(high, scale) - start), scale);
}

/**
 * The part of the whole that is seen after zooming by a factor around a place, or null when that is
 * all of it.
 *
 * @param {Range} seen
 * @param {Range} whole
 * @param {Scale} scale
 * @param {number} factor below 1 to come closer
 * @param {number} around from 0 to 1, within what is seen
 * @returns {Range | null}
 */
export function zoomed(seen, whole, scale, factor, around) {
  const [from, to] = seen.map((end) => fractionOf(end, whole, scale));
  const width = Math.max(CLOSEST, (to - from) * factor);
  if (width >= 1) {
    return null;
  }
  return placed(from + around * (to - from - width), width, whole, scale);
}

/**
 * What is seen after moving by a part of its width; it does not leave the whole.
 *
 * @param {Range} seen
 * @param {Range} whole
 * @param {Scale} scale
 * @param {number} by
 * @returns {Range}
 */
export function panned(seen, whole, scale, by) {
  const [from, to] = seen.map((end) => fractionOf(end, whole, scale));
  return placed(from + by * (to - from), to - from, whole, scale);
}

/**
 * @param {number} from
 * @param {number} width
 * @param {Range} whole
 * @param {Scale} scale
 * @returns {Range}
 */
function placed(from, width, whole, scale) {
  const start = Math.min(1 - width, Math.max(0, from));
  return [valueAt(start, whole, scale), valueAt(start + width, whole, scale)];
}

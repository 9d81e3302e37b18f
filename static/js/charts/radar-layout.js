// @ts-check
/** Where the circle of a radar is, and the names around it, so that all of them are in the drawing. Pure. */
import { textLines } from 'app/charts/text-lines.js';

/** @typedef {import('app/charts/figure.js').Size} Size */
/** @typedef {import('app/charts/text-width.js').TextWidth} TextWidth */

/** From the end of an axis to its name, in pixels. */
export const NAME_GAP = 12;

/** Room that stays free at the edges, in pixels. */
const EDGE = 4;

/** The smallest circle, in pixels; names have lines that leave room for it. */
const LEAST = 36;

/** A name takes at most this part of the width. */
const WIDEST = 0.3;

/** Lines of a name; what stands below a name has one. */
const LINES = 2;

/** Drawings that are narrower, in pixels, have smaller names. */
const NARROW = 420;

/**
 * @typedef {object} RadarLayout
 * @property {number} x of the middle
 * @property {number} y of the middle
 * @property {number} radius
 * @property {number} fontSize
 * @property {number} lineHeight
 * @property {readonly string[]} names by axis, broken into lines
 */

/**
 * @param {Size} size
 * @param {readonly {name: string, below: string}[]} axes what stands at their ends
 * @param {TextWidth} widthOf
 * @returns {RadarLayout}
 */
export function radarLayout({ width, height }, axes, widthOf) {
  const fontSize = width < NARROW ? 11 : 12;
  const lineHeight = fontSize + 4;
  const measure = (/** @type {string} */ text) => widthOf(text, fontSize);
  const widest = Math.min(width * WIDEST, width / 2 - LEAST - NAME_GAP - EDGE);
  const labels = axes.map(({ name, below }) => [
    ...textLines(name, widest, measure, LINES),
    ...(below ? textLines(below, widest, measure, LINES) : []),
  ]);
  const [x, y] = [width / 2, height / 2];
  const limits = labels.map((lines, i) => {
    const angle = angleOf(i, labels.length);
    const [across, up] = [Math.abs(Math.cos(angle)), Math.abs(Math.sin(angle))];
    const high = lines.length * lineHeight;
    if (across < 1e-3) {
      return y - EDGE - high;
    }
    const wide = Math.max(...lines.map(measure));
    return Math.min((x - EDGE - wide) / across, up < 1e-3 ? Infinity : (y - EDGE - high / 2) / up);
  });
  const most = Math.min(x - EDGE, y - EDGE - lineHeight, ...limits);
  return {
    x,
    y,
    radius: Math.max(LEAST, most - NAME_GAP),
    fontSize,
    lineHeight,
    names: labels.map((lines) => lines.join('\n')),
  };
}

/**
 * The direction of an axis: the first points up, the others follow against the clock.
 *
 * @param {number} index
 * @param {number} count
 */
export function angleOf(index, count) {
  return Math.PI / 2 + (2 * Math.PI * index) / count;
}

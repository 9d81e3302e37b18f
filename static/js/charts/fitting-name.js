// @ts-check
/** Names of runs and experiments that fit a width beside a drawing. Pure. */
import { shortened } from 'app/model/name-parts.js';
import { quoted } from 'app/model/run-labels.js';

/**
 * A name in a width. What tells it from the others is cut last, and then inside: names differ at their ends.
 *
 * @param {string} label the whole name
 * @param {readonly import('app/model/name-parts.js').Part[]} parts of it
 * @param {number} width
 * @param {(text: string) => number} widthOf
 */
export function fittingName(label, parts, width, widthOf) {
  let text = label;
  for (let most = [...label].length - 1; most > 3 && widthOf(text) > width; most--) {
    text = quoted(shortened(parts, most));
  }
  const letters = [...label];
  for (let kept = letters.length - 1; kept > 2 && widthOf(text) > width; kept--) {
    const end = Math.ceil(kept / 2);
    text = `${letters.slice(0, kept - end).join('')}…${letters.slice(-end).join('')}`;
  }
  return text;
}

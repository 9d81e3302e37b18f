// @ts-check
/** The sentence above the lines: the best experiment, and whether its training could have ended before. */
import { fixed, integer } from 'app/lib/format.js';
import { valueText } from 'app/model/trend-view.js';
import { intervalAt } from 'app/model/trends.js';
import { stopTitle } from 'app/views/trend-words.js';
import { html, nothing } from 'lit-html';

/**
 * @param {readonly import('app/model/trends.js').Trend[]} trends the best first
 * @param {import('app/model/columns.js').Column} column
 * @param {boolean} sure whether intervals are shown
 */
export function finding([first], column, sure) {
  const best = first?.best;
  if (!best) {
    return nothing;
  }
  const interval = sure ? intervalAt(column, best) : null;
  const { stop } = first;
  return html`<p class="finding">
    <b><bdi>${first.line.experiment.name}</bdi></b> is best at step ${integer(best.step)}:
    <b
      >${valueText(column, best.run)}${
        interval ? html` <small>±${fixed(50 * (interval.high - interval.low), 1)}</small>` : nothing
      }</b
    >${
      stop && stop !== best
        ? html`<span title=${stopTitle(first, column)}
            >; it could have stopped at <b>step ${integer(stop.step)}</b></span
          >`
        : nothing
    }.
  </p>`;
}

// @ts-check
/** Texts and badges for runs whose results say another average than the mean of their accuracies. */
import { fixed } from 'app/lib/format.js';
import { average } from 'app/model/metrics.js';
import { html, nothing } from 'lit-html';

/** @typedef {import('app/model/board.js').Run} Run */

/** Digits that tell an average from the mean, if digits of a readable number can. */
const DIGITS = [1, 2, 3, 4, 5];

/**
 * What the file says of the average, where that is not what is shown; else empty.
 *
 * @param {Run} run
 */
export function averageText({ metrics }) {
  const { value = null, written = null, wrong = false } = average(metrics) ?? {};
  if (written === null) {
    return '';
  }
  if (value === null) {
    return `Its results file says ${fixed(100 * written, 1)} %.`;
  }
  const digits = DIGITS.find((n) => fixed(100 * written, n) !== fixed(100 * value, n)) ?? 5;
  return wrong
    ? `Its results file says an average of ${fixed(100 * written, digits)} %; the mean of its four accuracies is ${fixed(100 * value, digits)} %, and is shown.`
    : '';
}

/**
 * A badge where the file says another average.
 *
 * @param {Run} run
 */
export function averageBadge(run) {
  return average(run.metrics)?.wrong
    ? html`<span class="badge differs" title=${averageText(run)}
      ><span aria-hidden="true">avg ≠ file</span
      ><span class="spoken">${averageText(run)}</span></span
    >`
    : nothing;
}

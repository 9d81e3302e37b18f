// @ts-check
/** What is said of the place that is pointed at. */
import { nameParts, quotedParts } from 'app/charts/run-name.js';
import { swatch } from 'app/charts/swatch.js';
import { moment } from 'app/lib/times.js';
import { html, nothing } from 'lit-html';

/** @typedef {import('app/charts/figure.js').Spot} Spot */

/**
 * @param {Spot} spot
 */
export function tip({ title, values, more, guided }) {
  return html`${guided ? html`<div class="guide"></div>` : nothing}
    <div class="tip" role="status">
      <p>${title}</p>
      <table>
        ${values.map(
          ({ mark, dash, name, since, text, detail }) =>
            html`<tr>
              <th scope="row">
                <div>${swatch(mark, dash)}${nameParts(quotedParts(name), 'whose')}</div>
                ${since ? html`<small>unavailable since ${moment(since)}</small>` : nothing}
              </th>
              <td>${text}${detail ? html`<small class="detail">${detail}</small>` : nothing}</td>
            </tr>`,
        )}
      </table>
      ${more > 0 ? html`<p class="remark">and ${more} more: see the table</p>` : nothing}
    </div>`;
}

// @ts-check
/** Correlations of metrics with each other and with settings, as a table. */
import { fixed, integer, MISSING } from 'app/lib/format.js';
import { FEW } from 'app/model/correlations.js';
import { html, nothing } from 'lit-html';

/** @typedef {import('app/model/correlation.js').Correlation} Correlation */

/** @param {import('app/model/correlations.js').CorrelationTable} table */
export function correlationTable({ columns, rows }) {
  if (rows.length === 0) {
    return html`<p class="hint" role="status">The runs shown have no numbers to correlate.</p>`;
  }
  const used = columns.map((_, i) => rows.some(({ cells }) => cells[i] !== null));
  return html`<p class="remark">
      Spearman’s ρ over the runs shown that have both, its 95 % interval, and how many runs they are. Checkpoints of one
      training are not independent, so that the true intervals are wider. Below ${FEW} runs: grey.
    </p>
    <div class="sheet-scroller" tabindex="0" role="region" aria-label="Correlations">
      <table class="sheet-table">
        <caption class="spoken">
          Correlations
        </caption>
        <thead>
          <tr>
            <td></td>
            ${columns.map((axis, i) => (used[i] ? html`<th scope="col"><div>${axis.label}</div></th>` : nothing))}
          </tr>
        </thead>
        <tbody>
          ${rows.map(
            ({ axis, cells }) =>
              html`<tr>
                <th scope="row" title=${axis.label}><div>${axis.label}</div></th>
                ${cells.map((cell, i) => (used[i] ? cellOf(cell) : nothing))}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
}

/** @param {Correlation | null} cell */
function cellOf(cell) {
  if (cell === null) {
    return html`<td></td>`;
  }
  const { n, rho, interval } = cell;
  return html`<td
    class=${n < FEW || rho === null ? 'few' : ''}
    title=${rho === null ? 'One of both is always the same, or fewer than two runs have both.' : nothing}
  >
    <b>${rho === null ? MISSING : signedRho(rho)}</b>
    <small>${interval ? html`${signedRho(interval[0])} to ${signedRho(interval[1])}, ` : nothing}n ${integer(n)}</small>
  </td>`;
}

/** @param {number} rho */
const signedRho = (rho) => fixed(rho, 2).replace('-', '−');

// @ts-check
/** A cell with the difference of a metric from that of the reference. */
import { MISSING } from 'app/lib/format.js';
import { claimText, SIGNS } from 'app/views/claim.js';
import { html, nothing } from 'lit-html';

/**
 * @param {import('app/model/columns.js').Column} column
 * @param {import('app/views/table-row.js').Row} row
 * @param {import('app/model/differences.js').Difference} difference
 */
export function differenceCell(column, { run, verdicts, delta, against }, difference) {
  const { text, half, kind, own, other } = difference;
  if (text === null) {
    return html`<td class="number missing" title="${own}&#10;${other}">
      <span aria-hidden="true">${MISSING}</span><span class="spoken">missing. ${other}</span>
    </td>`;
  }
  const name = delta?.reference.name ?? '';
  const said = [
    `${own} against ${other} of ${name}`,
    verdicts ? claimText(column, run, verdicts, against) : against,
  ];
  return html`<td
    class="number change ${verdicts && half ? 'sure' : ''}"
    title=${said.filter(Boolean).join('\n')}
  >
    <span class="value difference ${kind ?? ''}"
      >${kind ? html`<span aria-hidden="true">${SIGNS[kind]}</span>` : nothing}${text}${
        kind ? html`<span class="spoken">, ${kind}</span>` : nothing
      }</span
    >${verdicts && half ? html`<span class="claim">±${half}</span>` : nothing}
  </td>`;
}

// @ts-check
/** The head of the table: the names of the columns, which sort, and the box that selects all. */
import { unitOf } from 'app/model/differences.js';
import { zone } from 'app/lib/times.js';
import { html, nothing } from 'lit-html';

/** @typedef {import('app/model/state.js').State} State */
/** @typedef {import('app/model/board.js').Run} Run */
/** @typedef {import('app/model/columns.js').Column} Column */
/** @typedef {import('app/app/actions.js').Actions} Actions */

/** Kinds of columns that begin at the left. */
const LEFT = ['name', 'training', 'text', 'time'];

/**
 * @param {readonly Column[]} columns
 * @param {State} state
 * @param {readonly Run[]} runs those shown
 * @param {import('app/model/differences.js').Against | null} delta null where values stand for themselves
 * @param {Actions} actions
 */
export function head(columns, { sort, selected }, runs, delta, actions) {
  const chosen = runs.reduce((count, run) => count + Number(selected.has(run.id)), 0);
  const all = chosen > 0 && chosen === runs.length;
  return html`<tr>
    <td class="pick">
      <label
        ><input
          type="checkbox"
          aria-label="Select all runs shown"
          .checked=${all}
          .indeterminate=${chosen > 0 && !all}
          @change=${(/** @type {Event} */ event) =>
            actions.select(
              runs.map((run) => run.id),
              /** @type {HTMLInputElement} */ (event.target).checked,
            )}
      /></label>
    </td>
    ${columns.map((column) => headCell(column, sort, delta, actions))}
  </tr>`;
}

/**
 * @param {Column} column
 * @param {State['sort']} sort
 * @param {import('app/model/differences.js').Against | null} delta
 * @param {Actions} actions
 */
function headCell(column, sort, delta, actions) {
  const { key, label, short = label, kind, note } = column;
  const unit = unitOf(column, delta);
  const direction = sort.key === key ? sort.direction : 'none';
  return html`<th
    scope="col"
    class="${LEFT.includes(kind) ? '' : 'number'} ${kind}"
    data-key=${key}
    aria-sort=${direction}
    title=${kind === 'time' ? `${note} In the time zone ${zone()}.` : (note ?? nothing)}
  >
    <button type="button" @click=${() => actions.sort(column)}>
      <span class="label">${short}</span>
      <span class="arrow" aria-hidden="true"></span>
      ${unit ? html`<span class="unit">${unit}</span>` : nothing}
    </button>
    <span class="grip" aria-hidden="true"></span>
  </th>`;
}

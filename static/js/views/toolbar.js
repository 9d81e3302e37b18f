// @ts-check
/** What chooses runs and columns, in the row above the table. */
import { chipsOf } from 'app/model/filters.js';
import { counted } from 'app/lib/format.js';
import { html, nothing } from 'lit-html';

/** @typedef {import('app/model/state.js').State} State */
/** @typedef {import('app/app/actions.js').Actions} Actions */

/** @type {readonly (readonly ['standard' | 'shown' | 'all', string, string])[]} */
const EXPORTS = [
  ['standard', 'Standard columns', 'Name, step, scores, perplexities, average, TTT, LoRA'],
  ['shown', 'Columns shown', 'As the table shows them now'],
  ['all', 'All columns', 'With path, tags, notes, every result and every configuration key'],
];

/**
 * The field to search in.
 *
 * @param {State} state
 * @param {string | null} error why the runs shown are not those that were searched for
 * @param {Actions} actions
 */
export function searchField({ query, regex, refused }, error, actions) {
  const lasting = regex && refused?.query === query;
  return html`<div class="search ${error ? 'wrong' : ''}">
    <input
      id="search"
      type="search"
      aria-label="Search runs by name, id, path and notes"
      aria-describedby="search-error"
      aria-invalid=${error ? 'true' : 'false'}
      placeholder=${regex ? 'Regular expression' : 'Search name, id, path, notes'}
      aria-keyshortcuts="/"
      autocomplete="off"
      spellcheck="false"
      .value=${query}
      @input=${(/** @type {InputEvent} */ event) =>
        actions.search(/** @type {HTMLInputElement} */ (event.target).value)}
    />
    <button
      type="button"
      class="regex"
      aria-label="Regular expression"
      title="Search with a regular expression"
      aria-pressed=${regex ? 'true' : 'false'}
      @click=${() => actions.searchAs(!regex)}
    >
      .*
    </button>
    <p class="error ${lasting ? 'lasting' : ''}" id="search-error" role="status">${error ?? ''}</p>
  </div>`;
}

/**
 * @param {State} state
 * @param {Actions} actions
 */
export function filtersButton({ filters, sheet }, actions) {
  const count = chipsOf(filters).length;
  const open = sheet === 'filters';
  return html`<button
    type="button"
    id="filters-button"
    aria-expanded=${open ? 'true' : 'false'}
    aria-controls="filters"
    @click=${() => actions.open(open ? null : 'filters')}
  >
    Filters${count > 0 ? html` <span class="number-badge">${count}</span>` : nothing}
  </button>`;
}

/**
 * @param {number} count of runs shown
 * @param {Actions} actions
 */
export function tableTools(count, actions) {
  return html`<button
      type="button"
      class="quiet"
      aria-haspopup="dialog"
      @click=${() => actions.open('columns')}
    >
      Columns
    </button>
    <details
      class="menu"
      @keydown=${(/** @type {KeyboardEvent} */ event) => {
        if (event.key === 'Escape') {
          event.stopPropagation();
          shut(event);
        }
      }}
      @focusout=${(/** @type {FocusEvent} */ event) => {
        const menu = /** @type {HTMLDetailsElement} */ (event.currentTarget);
        const to = /** @type {Node | null} */ (event.relatedTarget);
        if (to ? !menu.contains(to) : !menu.matches(':hover')) {
          menu.open = false;
        }
      }}
    >
      <summary id="export">Export<span class="spoken"> as CSV</span></summary>
      <div class="items">
        <p>${counted(count, 'run')} as CSV, in the order shown</p>
        ${EXPORTS.map(
          ([fields, label, note]) =>
            html`<button
              type="button"
              @click=${(/** @type {Event} */ event) => {
                actions.exportCsv(fields);
                shut(event);
              }}
            >
              ${label}<small>${note}</small>
            </button>`,
        )}
      </div>
    </details>`;
}

/** @param {Event} event within a menu, which is closed */
function shut(event) {
  const menu = /** @type {Element} */ (event.currentTarget).closest('details');
  if (menu?.open) {
    menu.open = false;
    menu.querySelector('summary')?.focus();
  }
}

// @ts-check
/** What chooses runs and columns, in the row above the table. */
import { chipsOf } from 'app/model/filters.js';
import { GROUPINGS } from 'app/model/run-groups.js';
import { picker } from 'app/views/controls.js';
import { exportMenu } from 'app/views/export-menu.js';
import { html, nothing } from 'lit-html';

/** @typedef {import('app/model/state.js').State} State */
/** @typedef {import('app/app/actions.js').Actions} Actions */

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
 * @param {number} selected how many of them are selected
 * @param {unknown} best what selects the best run of each group
 * @param {Actions} actions
 */
export function tableTools(count, selected, best, actions) {
  return html`${best}
    <button
      type="button"
      class="quiet"
      aria-haspopup="dialog"
      @click=${() => actions.open('columns')}
    >
      Columns
    </button>
    ${exportMenu(count, selected, actions)}`;
}

/**
 * What the rows are grouped by.
 *
 * @param {State} state
 * @param {import('app/model/selectors.js').Shown} shown
 * @param {Actions} actions
 */
export function grouping({ group, folded }, { groups }, actions) {
  const open = groups?.some(({ id }) => !folded.has(id)) ?? false;
  return html`<div class="grouping">
    ${picker(
      'Groups of runs',
      GROUPINGS,
      group,
      (by) => actions.groupBy(/** @type {State['group']} */ (by)),
      true,
    )}
    ${
      groups
        ? html`<button type="button" class="plain" @click=${() => actions.foldAll(open)}>
          ${open ? 'Fold all' : 'Open all'}
        </button>`
        : nothing
    }
  </div>`;
}

/**
 * @param {State} state
 * @param {import('app/model/selectors.js').Shown} shown
 * @param {Actions} actions
 */
export function bestOfEachButton({ group }, { ranking }, actions) {
  const each =
    group === 'experiment' ? 'experiment' : group === 'tag' ? 'set of tags' : 'training type';
  return html`<button
    type="button"
    class="quiet best-of-each"
    title="Select the run with the best ${ranking.column.label} of each ${each}, to compare them in the charts"
    @click=${actions.selectBestOfEach}
  >
    Best<span class="spoken-on-phones"> of each</span>
  </button>`;
}

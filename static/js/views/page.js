// @ts-check
/** The frame of the page: its head, the tools above the table, and what stands in its place. */
import { counted, integer } from 'app/format.js';
import { best } from 'app/views/best.js';
import { connection } from 'app/views/connection.js';
import { banner, notice } from 'app/views/notice.js';
import { html, nothing } from 'lit-html';

/** @typedef {import('app/reduce.js').State} State */
/** @typedef {import('app/board.js').Run} Run */
/** @typedef {import('app/main.js').Actions} Actions */

/**
 * @param {State} state
 * @param {readonly Run[]} runs those shown, in order
 * @param {readonly import('app/best.js').Best[]} bests of the runs shown
 * @param {Actions} actions
 * @param {HTMLElement} table
 * @param {unknown} charts beside the table
 */
export function page(state, runs, bests, actions, table, charts) {
  const instead = notice(state, runs, actions);
  const some = state.board !== null && state.board.runs.size > 0;
  return html`
    <header class="top">
      <h1>
        <svg class="mark" viewBox="0 0 16 16" aria-hidden="true">
          <path d="M2 14V9m4 5V5m4 9V7m4 7V2"></path>
        </svg>
        Paper Metrics
      </h1>
      ${problemsButton(state, actions)} ${connection(state, actions)}
    </header>
    ${banner(state, actions)}
    <main>
      ${some ? html`${tools(state, runs, charts !== nothing, actions)} ${best(bests, actions)}` : nothing}
      <div class="work">${instead ?? table} ${charts}</div>
    </main>
  `;
}

/**
 * @param {State} state
 * @param {Actions} actions
 */
function problemsButton({ board }, actions) {
  return board?.problems
    ? html`<button
        type="button"
        class="pill problems"
        aria-haspopup="dialog"
        @click=${actions.openProblems}
      >
        ${counted(board.problems, 'problem')}
      </button>`
    : nothing;
}

/**
 * @param {State} state
 * @param {readonly Run[]} runs
 * @param {boolean} charted whether the charts are shown
 * @param {Actions} actions
 */
function tools(state, runs, charted, actions) {
  const all = state.board?.runs.size ?? 0;
  const selected = state.selected.size;
  return html`
    <div class="tools" role="search">
      <input
        id="search"
        type="search"
        aria-label="Search runs by name, id, path and notes"
        placeholder="Search name, id, path, notes"
        aria-keyshortcuts="/"
        autocomplete="off"
        spellcheck="false"
        .value=${state.query}
        @input=${(/** @type {InputEvent} */ event) =>
          actions.search(/** @type {HTMLInputElement} */ (event.target).value)}
      />
      <p class="count" role="status">
        ${runs.length === all
          ? counted(all, 'run')
          : html`<b>${integer(runs.length)}</b> of ${counted(all, 'run')}`}
      </p>
      ${selected === 0
        ? nothing
        : html`<p class="selection">
            <span role="status">${integer(selected)} selected</span>
            <button type="button" class="plain" @click=${actions.clearSelection}>
              Clear<span class="spoken-on-phones"> selection</span>
            </button>
          </p>`}
      <button
        type="button"
        class="charts-button ${selected > 0 && !charted ? 'strong' : ''}"
        aria-expanded=${charted ? 'true' : 'false'}
        aria-controls="charts"
        @click=${() => actions.modes({ panel: charted ? 'closed' : 'open' })}
      >
        ${charted ? 'Hide charts' : selected > 1 ? `Compare ${integer(selected)} runs` : 'Show charts'}
      </button>
    </div>
  `;
}

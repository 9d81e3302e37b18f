// @ts-check
/** The frame of the page: its head, the tools above the table, and what stands in its place. */
import { counted, integer } from 'app/format.js';
import { connection } from 'app/views/connection.js';
import { banner, notice } from 'app/views/notice.js';
import { html, nothing } from 'lit-html';

/** @typedef {import('app/reduce.js').State} State */
/** @typedef {import('app/board.js').Run} Run */
/** @typedef {import('app/main.js').Actions} Actions */

/**
 * @param {State} state
 * @param {readonly Run[]} runs those shown, in order
 * @param {Actions} actions
 * @param {HTMLElement} table
 */
export function page(state, runs, actions, table) {
  const instead = notice(state, runs, actions);
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
      ${state.board && state.board.runs.size > 0 ? tools(state, runs, actions) : nothing}
      ${instead ?? table}
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
 * @param {Actions} actions
 */
function tools(state, runs, actions) {
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
              Clear selection
            </button>
          </p>`}
    </div>
  `;
}

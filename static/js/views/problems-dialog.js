// @ts-check
/** The list of everything that could not be used. */
import { counted, moment } from 'app/lib/format.js';
import { unavailableRuns, unavailableSummary } from 'app/views/unavailable.js';
import { createSheet } from 'app/views/dialog.js';
import { html, nothing } from 'lit-html';

/** @typedef {import('app/model/state.js').State} State */
/** @typedef {import('app/model/state.js').Problem} Problem */

/**
 * @param {import('app/app/actions.js').Actions} actions
 */
export function createProblems(actions) {
  const sheet = createSheet('problems', actions.closeProblems);

  return Object.freeze({
    /** @param {State} state */
    draw({ problemsOpen, problems, board }) {
      if (problemsOpen) {
        const title = Array.isArray(problems) ? counted(problems.length, 'problem') : 'Problems';
        sheet.show(title, html`${unavailable(board)} ${body(problems)}`);
      }
    },
  });
}

/** @param {State['board']} board */
function unavailable(board) {
  const sentence = board ? unavailableSummary(unavailableRuns(board.runs)) : '';
  return sentence ? html`<p class="lead">${sentence}</p>` : nothing;
}

/** @param {State['problems']} problems */
function body(problems) {
  if (problems === null) {
    return html`<p role="status">Loading…</p>`;
  }
  if (typeof problems === 'string') {
    return html`<p role="alert">${problems} Close this list and open it again.</p>`;
  }
  if (problems.length === 0) {
    return html`<p role="status">Everything that was found could be used.</p>`;
  }
  return html`<ol class="problems">
    ${problems.map(item)}
  </ol>`;
}

/** @param {Problem} problem */
function item({ path, message, since }) {
  return html`<li>
    <p>${message}</p>
    <p class="path"><code>${path}</code></p>
    <p class="since">since <time datetime=${since}>${moment(since)}</time></p>
  </li>`;
}

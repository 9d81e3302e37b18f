// @ts-check
/** The list of everything that could not be used, and of what is left out. */
import { counted, integer, moment } from 'app/lib/format.js';
import { unavailableRuns, unavailableSummary } from 'app/views/unavailable.js';
import { createSheet } from 'app/views/dialog.js';
import { html, nothing } from 'lit-html';

/** @typedef {import('app/model/state.js').State} State */
/** @typedef {import('app/model/state.js').Problem} Problem */

/** The most results that are listed. */
const SHOWN = 100;

/**
 * @param {import('app/app/actions.js').Actions} actions
 */
export function createProblems(actions) {
  const sheet = createSheet('problems', actions.closeProblems);

  return Object.freeze({
    /** @param {State} state */
    draw({ problemsOpen, problems, leftOut, board }) {
      if (problemsOpen) {
        const only = Array.isArray(problems) && problems.length === 0 && Boolean(leftOut?.count);
        const title = only
          ? 'Results left out'
          : Array.isArray(problems)
            ? counted(problems.length, 'problem')
            : 'Problems';
        sheet.show(
          title,
          html`${unavailable(board)} ${removed(leftOut, only)} ${only ? nothing : body(problems)}`,
        );
      }
    },
  });
}

/** @param {State['board']} board */
function unavailable(board) {
  const sentence = board ? unavailableSummary(unavailableRuns(board.runs)) : '';
  return sentence ? html`<p class="lead">${sentence}</p>` : nothing;
}

/**
 * The results that are left out because their entries were removed, and the way to take them back.
 *
 * @param {State['leftOut']} leftOut
 * @param {boolean} only whether there is nothing else to show
 */
function removed(leftOut, only) {
  if (!leftOut?.count) {
    return nothing;
  }
  const { message, command, runs } = leftOut;
  const more = runs.length - SHOWN;
  return html`<details class="left-out" ?open=${only}>
    <summary>${message}.</summary>
    <p>To take ${runs.length === 1 ? 'it' : 'them'} back: <code class="command">${command}</code></p>
    <ul>
      ${runs.slice(0, SHOWN).map(({ results_file: file }) => html`<li><code>${file}</code></li>`)}
      ${more > 0 ? html`<li>and ${integer(more)} more</li>` : nothing}
    </ul>
  </details>`;
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

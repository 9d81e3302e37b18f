// @ts-check
/** The list of everything that could not be used, and of what is left out. */
import { counted, integer } from 'app/lib/format.js';
import { exact, moment } from 'app/lib/times.js';
import { unavailableRuns, unavailableSummary } from 'app/views/unavailable.js';
import { quoted } from 'app/model/run-labels.js';
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

  /** @param {string} id */
  function goTo(id) {
    sheet.close();
    actions.goTo(id);
  }

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
          html`${unavailable(board)} ${removed(leftOut, only)} ${only ? nothing : body(problems, runsByFile(board), goTo)}`,
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

/**
 * The runs that one of their files cannot be used of, by the path of the file.
 *
 * @param {State['board']} board
 */
function runsByFile(board) {
  return new Map(
    [...(board?.runs.values() ?? [])].flatMap((run) =>
      run.broken_file ? [[run.broken_file.path, run]] : [],
    ),
  );
}

/**
 * @param {State['problems']} problems
 * @param {ReadonlyMap<string, import('app/model/board.js').Run>} runs
 * @param {(id: string) => void} goTo
 */
function body(problems, runs, goTo) {
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
    ${problems.map((problem) => item(problem, runs.get(problem.path), goTo))}
  </ol>`;
}

/**
 * @param {Problem} problem
 * @param {import('app/model/board.js').Run | undefined} run that it is a problem of
 * @param {(id: string) => void} goTo
 */
function item({ path, message, since }, run, goTo) {
  return html`<li>
    <p>${message}</p>
    <p class="path"><code>${path}</code></p>
    <p class="since">since <time datetime=${since} title=${exact(since)}>${moment(since)}</time></p>
    ${
      run
        ? html`<button
            type="button"
            class="small"
            @click=${() => goTo(run.id)}
          >
            Show ${quoted(run.name)}
          </button>`
        : nothing
    }
  </li>`;
}

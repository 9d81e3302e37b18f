// @ts-check
/** Where the numbers of a run are from: its evaluations, and its files as the daemon explains them. */
import { duration, moment } from 'app/lib/times.js';
import { completedBy, nameOf, reasonText } from 'app/model/evaluations.js';
import { html, nothing } from 'lit-html';

/** @typedef {import('app/model/board.js').Run} Run */
/** @typedef {import('app/model/state.js').State} State */

/** @param {Run} run @param {State} state */
export function sources(run, state) {
  return html`${underWay(run, state)} ${evaluations(run, state)} ${files(run, state)}`;
}

/** @param {Run} run @param {State} state */
function underWay(run, { board }) {
  const own = (board?.evaluating ?? []).filter(
    (one) => board && completedBy(one, board)?.id === run.id,
  );
  return own.length === 0
    ? nothing
    : html`<h3>Evaluations under way</h3>
        <ul>
          ${own.map(
            (one) =>
              html`<li>
                ${nameOf(one)}: ${one.state.replaceAll('_', ' ')}${one.job ? `, job ${one.job}` : ''}${one.node ? ` on ${one.node}` : ''}.
                ${one.reason ? reasonText(one.reason) : ''} <code>${one.log}</code>
              </li>`,
          )}
        </ul>`;
}

/** How evaluations ended, in words. */
const OUTCOMES = Object.freeze({
  open: 'no end in its log',
  failed: 'failed',
  cancelled: 'cancelled',
  complete: 'complete',
});

/** @param {Run} run @param {State} state */
function evaluations(run, { explained }) {
  const all = explained?.of === run ? explained.evaluations : [];
  return all.length === 0
    ? nothing
    : html`<h3>Evaluations</h3>
        <table class="history">
          <thead>
            <tr>
              <th scope="col">Began</th>
              <th scope="col">Took</th>
              <th scope="col">Ended</th>
              <th scope="col">Job</th>
            </tr>
          </thead>
          <tbody>
            ${all.map(
              (one) =>
                html`<tr>
                  <th scope="row">${moment(one.started_at)}</th>
                  <td>${lasted(one)}</td>
                  <td title=${one.reason ? reasonText(one.reason) : nothing}>
                    ${OUTCOMES[one.outcome]}${one.shown ? html`, <strong>results shown</strong>` : nothing}
                  </td>
                  <td title=${one.log}><bdi>${[one.job, one.node].filter(Boolean).join(' on ') || fileOf(one.log)}</bdi></td>
                </tr>`,
            )}
          </tbody>
        </table>`;
}

/** @param {string} path */
const fileOf = (path) => path.slice(path.lastIndexOf('/') + 1);

/** @param {import('app/model/state.js').PastEvaluation} evaluation */
function lasted({ started_at: start, ended_at: end }) {
  return duration(Math.round((Date.parse(end) - Date.parse(start)) / 60_000));
}

/** @param {Run} run @param {State} state */
function files(run, { explained, source }) {
  if (source !== 'daemon') {
    return nothing;
  }
  const own = explained?.of === run ? explained : null;
  return html`<h3>Files</h3>
    ${
      own?.error
        ? html`<p role="alert">${own.error}</p>`
        : own
          ? html`<ul class="steps">
              ${own.steps.map(({ outcome, message }) => html`<li class=${outcome}>${message}</li>`)}
            </ul>`
          : html`<p class="remark" role="status">Loading…</p>`
    }`;
}

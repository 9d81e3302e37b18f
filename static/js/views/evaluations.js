// @ts-check
/** The evaluations under way, one line each: how far, what is there already, and what ended them. */
import { fixed, percent } from 'app/lib/format.js';
import { duration, exact, moment } from 'app/lib/times.js';
import {
  countsOf,
  endingOf,
  idOf,
  listed,
  nameOf,
  partsOf,
  PARTS,
  reasonText,
} from 'app/model/evaluations.js';
import { TASK_LABELS } from 'app/model/measures.js';
import { taskAccuracy, TASKS } from 'app/model/metrics.js';
import { intervalOf } from 'app/model/statistics.js';
import { bar } from 'app/views/controls.js';
import { html, nothing, svg } from 'lit-html';

/** @typedef {import('app/model/board.js').Evaluation} Evaluation */
/** @typedef {import('app/model/state.js').State} State */
/** @typedef {import('app/app/actions.js').Actions} Actions */

/** More are listed when they are asked for. */
const FIRST = 5;

/** Of a part of the bar, with the gap after it. */
const WIDTH = 20;
const GAP = 1;

/** Where there is little room the lines are folded at first. */
const OPEN = window.matchMedia('(min-width: 1000px)').matches;

/** @param {Actions} actions */
export function createEvaluations(actions) {
  let all = false;

  function showAll() {
    all = true;
    actions.redraw();
  }

  return Object.freeze({
    /** @param {State} state */
    view({ board, dismissed, selected, notifying }) {
      const list = listed(board?.evaluating ?? [], dismissed);
      if (list.length === 0) {
        return nothing;
      }
      const some = all ? list : list.slice(0, FIRST);
      return bar(
        'Evaluations',
        html`<details class="evaluations" ?open=${OPEN}>
        <summary>
          <b>Evaluations</b> <span role="status">${countsOf(list)}</span>
        </summary>
        ${
          notifying === null
            ? nothing
            : html`<button
                type="button"
                class="plain notify"
                aria-pressed=${notifying ? 'true' : 'false'}
                title="Notifications of the browser when one is complete, stalled or failed"
                @click=${actions.toggleNotifications}
              >
                ${notifying ? 'Notifying' : 'Notify me'}
              </button>`
        }
        <ul>
          ${some.map((one) => line(one, selected.has(idOf(one)), actions))}
        </ul>
        ${
          some.length < list.length
            ? html`<button type="button" class="plain more" @click=${showAll}>
                Show all ${list.length}
              </button>`
            : nothing
        }
      </details>`,
      );
    },
  });
}

/**
 * @param {Evaluation} evaluation
 * @param {boolean} selected
 * @param {Actions} actions
 */
function line(evaluation, selected, actions) {
  const { state, reason, log } = evaluation;
  const name = nameOf(evaluation);
  return html`<li class="evaluation ${state}" data-key=${evaluation.key}>
    <label class="pick" title="Show what it has until now in the charts"
      ><input
        type="checkbox"
        aria-label="Select the evaluation of ${name}"
        .checked=${selected}
        @change=${(/** @type {Event} */ event) =>
          actions.select(
            [idOf(evaluation)],
            /** @type {HTMLInputElement} */ (event.target).checked,
          )}
    /></label>
    <p class="checkpoint" title="${evaluation.checkpoint_path ?? name}\n${log}"><bdi>${name}</bdi></p>
    ${progressBar(evaluation)}
    <p class="scores">${scores(evaluation)}</p>
    <p class="when" title=${times(evaluation)}>${when(evaluation)}</p>
    <p class="where">${where(evaluation)}</p>
    ${
      state === 'running'
        ? nothing
        : html`<button
            type="button"
            class="plain dismiss"
            aria-label="Dismiss ${name}"
            title="Take it off the list until it is evaluated again"
            @click=${() => actions.dismiss(endingOf(evaluation))}
          >
            ✕
          </button>`
    }
    ${reason ? html`<p class="reason" title=${log}><bdi>${reasonText(reason)}</bdi></p>` : nothing}
  </li>`;
}

/** @param {Evaluation} evaluation */
function progressBar(evaluation) {
  const parts = partsOf(evaluation);
  const percentage = Math.round(100 * evaluation.progress);
  return html`<svg
    class="parts-bar"
    viewBox="0 0 ${WIDTH * PARTS.length} 8"
    preserveAspectRatio="none"
    role="progressbar"
    aria-valuenow=${percentage}
    aria-valuemin="0"
    aria-valuemax="100"
    aria-label="How far it is"
  >
    <title>${percentage} %: ${doing(evaluation)}</title>
    ${parts.map(
      (
        { share },
        i,
      ) => svg`<rect class="whole" x=${i * WIDTH} width=${WIDTH - GAP} height="8"></rect>
        <rect class="done" x=${i * WIDTH} width=${share * (WIDTH - GAP)} height="8"></rect>`,
    )}
  </svg>`;
}

/** @param {Evaluation} evaluation */
function doing({ task, done, total }) {
  const label = PARTS.find(([key]) => key === task)?.[1];
  const of = total ? `, ${done ?? 0} of ${total}` : '';
  return label ? `${label}${of}` : task === 'saving' ? 'saving the results' : 'loading the model';
}

/** @param {Evaluation} evaluation */
function scores(evaluation) {
  const known = TASKS.flatMap((task) => {
    const found = taskAccuracy(evaluation.provisional, task);
    if (!found) {
      return [];
    }
    const { correct, samples } = found;
    const counted = correct !== null && samples !== null && samples > 0;
    const { low, high } = counted ? intervalOf([{ correct, samples }]) : { low: 0, high: 0 };
    return html`<span
      class="score"
      title="Provisional: ${counted ? `${correct} of ${samples}` : 'without counts'}"
      >${TASK_LABELS[task]} <b>${percent(found)}</b>${counted ? html` <small>±${fixed(50 * (high - low), 1)}</small>` : nothing}</span
    >`;
  });
  const points = evaluation.positions;
  return known.length === 0 && points === 0
    ? html`<span class="quiet">${doing(evaluation)}</span>`
    : html`${known} ${points > 0 ? html`<span class="quiet">${points} ${points === 1 ? 'point' : 'points'}</span>` : nothing}`;
}

/** @param {Evaluation} evaluation */
function when({ state, updated_at: updated, expected_end: end }) {
  switch (state) {
    case 'running':
      return end ? left(Date.parse(end) - Date.now()) : 'no estimate yet';
    case 'stalled':
      return updated ? `silent since ${hour(updated)}` : 'silent';
    case 'failed':
      return `failed ${updated ? hour(updated) : ''}`;
    case 'cancelled':
      return `cancelled ${updated ? hour(updated) : ''}`;
    case 'ended_without_results':
      return 'ended without results';
  }
}

/** @param {string} iso the time, with the day where it is not today's */
function hour(iso) {
  const [day, time] = moment(iso).split(' ');
  return moment(new Date().toISOString()).startsWith(day) ? time : `${day.slice(5)} ${time}`;
}

/** @param {number} milliseconds */
function left(milliseconds) {
  return `≈ ${duration(Math.max(1, Math.ceil(milliseconds / 60_000)))} left`;
}

/** @param {Evaluation} evaluation */
function times({ started_at: start, updated_at: updated, expected_end: end }) {
  return [
    start && `Started ${exact(start)}.`,
    updated && `Last line ${exact(updated)}.`,
    end && `Expected end ${exact(end)}.`,
  ]
    .filter(Boolean)
    .join('\n');
}

/** @param {Evaluation} evaluation */
function where({ node, job }) {
  return [node, job && `job ${job}`].filter(Boolean).join(' · ');
}

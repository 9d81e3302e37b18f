// @ts-check
/** The frame of the page: its head with the places, the tools above them, and what stands in their place. */
import { counted, integer } from 'app/lib/format.js';
import { isLive } from 'app/model/state.js';
import { isUncertaintyShown } from 'app/model/chart-options.js';
import { best } from 'app/views/best-tiles.js';
import { claimsOf } from 'app/views/claims.js';
import { connection, newestResults } from 'app/views/connection.js';
import { aids, unavailablePill, newsButton } from 'app/views/header-status.js';
import { banner, notice, searching } from 'app/views/notice.js';
import { bar } from 'app/views/controls.js';
import { places } from 'app/views/places.js';
import { chips } from 'app/views/chips.js';
import {
  bestOfEachButton,
  grouping,
  filtersButton,
  searchField,
  tableTools,
} from 'app/views/toolbar.js';
import { html, nothing } from 'lit-html';

/** @typedef {import('app/model/state.js').State} State */
/** @typedef {import('app/app/actions.js').Actions} Actions */

/**
 * @param {State} state
 * @param {import('app/model/selectors.js').Shown} shown
 * @param {readonly import('app/model/best-runs.js').Best[]} bests of the runs shown
 * @param {Actions} actions
 * @param {object} parts
 * @param {HTMLElement} parts.filters
 * @param {HTMLElement} parts.table
 * @param {HTMLElement} parts.other what stands in the place of the table, in another place
 * @param {unknown} parts.charts beside the table
 * @param {{news: readonly import('app/model/changes.js').News[], theme: import('app/app/theme.js').Theme,
 *     labels: import('app/model/run-labels.js').Labels,
 *     nameOfBest: (run: import('app/model/board.js').Run) => import('app/model/run-names.js').Name,
 *     nameOf: (run: import('app/model/board.js').Run) => import('app/model/run-names.js').Name,
 *     claims: import('app/model/uncertainty.js').Summary | null, evaluations: unknown,
 *     details: unknown}} status
 */
export function page(
  state,
  shown,
  bests,
  actions,
  { filters, table, other, charts },
  { news, theme, labels, nameOfBest, nameOf, claims, evaluations, details },
) {
  const instead =
    shown.pending && state.board?.runs.size ? searching() : notice(state, shown, actions);
  const some = state.board !== null && state.board.runs.size > 0;
  const inRuns = state.place === 'runs';
  const unchecked =
    state.connection === 'connecting' || (isLive(state.connection) && state.reading !== null);
  return html`
    <header class="top">
      ${some && inRuns && !instead ? skip(actions) : nothing}
      <h1>
        <svg class="mark" viewBox="0 0 16 16" aria-hidden="true">
          <path d="M2 14V9m4 5V5m4 9V7m4 7V2"></path>
        </svg>
        Paper Metrics
      </h1>
      ${places(state, actions)}
      ${bar(
        'State of the board, and help',
        html`${newsButton(news, actions)} ${unavailablePill(state.board, actions)}
        ${problemsButton(state, actions)} ${newestResults(state)} ${connection(state, actions)} ${aids(theme, actions)}`,
      )}
    </header>
    ${banner(state, actions)}
    <main>
      ${
        some
          ? html`${tools(state, shown, charts !== nothing, actions)} ${filters} ${chips(state, shown, labels, actions)}`
          : nothing
      }
      ${inRuns ? nothing : (instead ?? other)}
      <div
        class="work ${unchecked ? 'unchecked' : ''} ${charts === nothing ? '' : 'charted'}"
        ?hidden=${!inRuns}
      >
        <div class="runs">
          ${
            some && inRuns
              ? html`${best(bests, nameOfBest, actions)} ${claims ? claimsOf(claims, nameOf(claims.reference).short, actions) : nothing}`
              : nothing
          }
          ${inRuns ? evaluations : nothing} ${(inRuns && instead) || table}
        </div>
        ${charts}
      </div>
      ${details}
    </main>
  `;
}

/** Above the rows stand bars of buttons; with the keyboard, the first leads past them. @param {Actions} actions */
function skip(actions) {
  return html`<button type="button" class="skip" @click=${actions.skipToRuns}>
    Skip to the runs
  </button>`;
}

/**
 * @param {State} state
 * @param {Actions} actions
 */
function problemsButton({ board }, actions) {
  const problems = board?.problems ? counted(board.problems, 'problem') : '';
  const leftOut = board?.leftOut ? `${integer(board.leftOut)} left out` : '';
  return problems || leftOut
    ? html`<button
        type="button"
        class="pill ${problems ? 'problems' : 'left-out'}"
        aria-haspopup="dialog"
        @click=${actions.openProblems}
      >
        ${problems}${problems && leftOut ? ' · ' : ''}${leftOut}
      </button>`
    : nothing;
}

/**
 * @param {State} state
 * @param {import('app/model/selectors.js').Shown} shown
 * @param {Actions} actions
 */
function uncertaintySwitch({ modes }, { verdicts }, actions) {
  return html`<button
    type="button"
    class="quiet switch"
    aria-pressed=${isUncertaintyShown(modes, verdicts.reference) ? 'true' : 'false'}
    title="Intervals of 95 %, and differences from the reference (i)"
    @click=${actions.toggleUncertainty}
  >
    ±<span class="spoken"> Uncertainty</span>
  </button>`;
}

const NO_REFERENCE =
  'Differences need a run to compare with, and there is no baseline: press b on a run of the table.';

/**
 * Whether metrics are shown as they are, or as differences from the reference.
 *
 * @param {State} state
 * @param {import('app/model/selectors.js').Shown} shown
 * @param {Actions} actions
 */
function valuesSwitch({ modes }, { verdicts: { reference } }, actions) {
  return html`<button
    type="button"
    class="quiet switch"
    aria-pressed=${reference && modes.values !== 'absolute' ? 'true' : 'false'}
    aria-disabled=${reference ? nothing : 'true'}
    title=${reference ? 'Metrics as differences from the reference (d)' : NO_REFERENCE}
    @click=${actions.toggleValues}
  >
    Δ<span class="spoken"> Differences from the reference</span>
  </button>`;
}

/**
 * @param {State} state
 * @param {import('app/model/selectors.js').Shown} shown
 * @param {boolean} charted whether the charts are shown
 * @param {Actions} actions
 */
function tools(state, shown, charted, actions) {
  const { runs } = shown;
  const all = state.board?.runs.size ?? 0;
  const selected = state.selected.size;
  const controls = html`
      ${searchField(state, shown.error, actions)} ${filtersButton(state, actions)}
      <p class="count" role="status">
        ${
          shown.pending
            ? nothing
            : runs.length === all
              ? counted(all, 'run')
              : html`<b>${integer(runs.length)}</b> of ${counted(all, 'run')}`
        }
      </p>
      ${
        selected === 0
          ? nothing
          : html`<p class="selection">
            <span role="status">${integer(selected)} selected</span>
            <button type="button" class="plain" @click=${actions.clearSelection}>
              Clear<span class="spoken-on-phones"> selection</span>
            </button>
          </p>`
      }
      ${state.place === 'runs' ? grouping(state, shown, actions) : nothing}
      <div class="table-tools">
        ${state.place === 'runs' ? valuesSwitch(state, shown, actions) : nothing}
        ${uncertaintySwitch(state, shown, actions)}
        ${
          state.place === 'runs'
            ? tableTools(
                runs.length,
                runs.filter(({ id }) => state.selected.has(id)).length,
                bestOfEachButton(state, shown, actions),
                actions,
              )
            : nothing
        }
      </div>
      ${state.place === 'runs' ? chartsButton(selected, charted, actions) : nothing}
  `;
  return html`<div class="tools" role="search">${bar('What is shown', controls)}</div>`;
}

/** @param {number} selected @param {boolean} charted @param {Actions} actions */
function chartsButton(selected, charted, actions) {
  return html`<button
    type="button"
    id="charts-button"
    class="charts-button ${selected > 0 && !charted ? 'strong' : ''}"
    aria-expanded=${charted ? 'true' : 'false'}
    aria-controls="charts"
    @click=${() => actions.modes({ panel: charted ? 'closed' : 'open' })}
  >
    ${charted ? 'Hide charts' : selected > 1 ? `Compare ${integer(selected)} runs` : 'Show charts'}
  </button>`;
}

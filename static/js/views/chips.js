// @ts-check
/**
 * What forms the table without being seen in it: the filters that are on, a sort by a column that is
 * hidden, the baseline where there are several.
 */
import { candidates, reasonOf } from 'app/model/baseline.js';
import { chipsOf } from 'app/model/filters.js';
import { counted, integer } from 'app/lib/format.js';
import { withColumn } from 'app/model/column-layout.js';
import { memoize } from 'app/lib/memoize.js';
import { createNamer } from 'app/model/run-names.js';
import { BY_STEP } from 'app/model/state.js';
import { picker } from 'app/views/controls.js';
import { html, nothing } from 'lit-html';

/** @typedef {import('app/model/state.js').State} State */
/** @typedef {import('app/app/actions.js').Actions} Actions */

/** The most baselines that are offered. */
const OFFERED = 50;

const reasons = memoize(reasonOf);
const choices = memoize(candidates);

/**
 * Nothing while everything that forms the table is seen in it.
 *
 * @param {State} state
 * @param {import('app/model/selectors.js').Shown} shown
 * @param {import('app/model/run-labels.js').Labels} labels
 * @param {Actions} actions
 */
export function chips(state, shown, labels, actions) {
  const parts = [
    hiddenSort(state, shown, actions),
    baselines(state, labels, actions),
    filters(state, actions),
  ];
  return parts.every((part) => part === nothing)
    ? nothing
    : html`<div class="chips">${parts}</div>`;
}

/**
 * @param {State} state
 * @param {import('app/model/selectors.js').Shown} shown
 * @param {Actions} actions
 */
function hiddenSort({ sort }, { columns, every }, actions) {
  if (columns.some(({ key }) => key === sort.key)) {
    return nothing;
  }
  const column = every.find(({ key }) => key === sort.key);
  const usual = sort.key === BY_STEP.key && sort.direction === BY_STEP.direction;
  return html`<div class="group" role="group" aria-label="Sort">
    <span class="said" role="status">
      ${
        column
          ? html`Sorted by <b><bdi>${column.label}</bdi></b>
            <span aria-hidden="true">${sort.direction === 'ascending' ? '↑' : '↓'}</span
            ><span class="spoken">${sort.direction}</span>, a hidden column`
          : html`Not sorted: no run has <b><bdi>${sort.key}</bdi></b>`
      }
    </span>
    ${
      column
        ? html`<button
          type="button"
          class="plain"
          @click=${() => actions.layout((layout) => withColumn(layout, columns, sort.key, true))}
        >
          Show column<span class="spoken"> ${column.label}</span>
        </button>`
        : nothing
    }
    ${
      usual
        ? nothing
        : html`<button type="button" class="plain" @click=${actions.resetSort}>
          Sort by step
        </button>`
    }
  </div>`;
}

/**
 * @param {State} state
 * @param {import('app/model/run-labels.js').Labels} labels
 * @param {Actions} actions
 */
function baselines({ board }, labels, actions) {
  const runs = board ? choices(board) : [];
  const reason = board && reasons(board);
  if (!board || (!reason && (board.baseline !== null || runs.length === 0))) {
    return nothing;
  }
  const usual = board.usual === undefined ? board.baseline : board.usual;
  const offered = runs.filter(({ id }, i) => i < OFFERED || id === board.baseline);
  const nameOf = createNamer(offered, labels);
  /** @type {(readonly [string, string])[]} */
  const options = offered.map((run) => [run.id, nameOf(run).short]);
  const none = usual === null ? [/** @type {const} */ (['', 'none'])] : [];
  const left = runs.length - offered.length;
  return html`<div class="group" role="group" aria-label="Baseline">
    ${picker('Baseline', [...none, ...options], board.baseline ?? '', (id) =>
      actions.baseline(id === (usual ?? '') ? null : id),
    )}
    <span class="said">
      ${
        reason
          ? `${reason.tagged}; this is used, ${reason.because}`
          : `${counted(runs.length, 'run')} could be it; none is used`
      }
      ${
        left > 0
          ? html`<span>(${integer(left)} more can be named in the configuration)</span>`
          : nothing
      }
    </span>
  </div>`;
}

/**
 * The filters that are on, each with a button that takes it off.
 *
 * @param {State} state
 * @param {Actions} actions
 */
function filters({ filters }, actions) {
  const on = chipsOf(filters);
  if (on.length === 0) {
    return nothing;
  }
  return html`<div class="group" role="group" aria-label="Active filters">
    ${on.map(
      ({ text, without }) =>
        html`<button
          type="button"
          class="chip"
          aria-label="Remove filter ${text}"
          @click=${() => actions.filter(without)}
        >
          <bdi>${text}</bdi><svg viewBox="0 0 10 10" aria-hidden="true"><path d="M2 2l6 6M8 2L2 8"></path></svg>
        </button>`,
    )}
    <button type="button" class="plain" @click=${actions.resetFilters}>
      Reset<span class="spoken"> ${integer(on.length)} filters</span>
    </button>
  </div>`;
}

// @ts-check
/** One run, whole, over the right side of the page: what stands in no row, and what stood in tooltips. */
import { counted, MISSING } from 'app/lib/format.js';
import { memoize } from 'app/lib/memoize.js';
import { exact } from 'app/lib/times.js';
import { cellText } from 'app/model/cell-text.js';
import { accuracy } from 'app/model/metrics.js';
import { configurationOf, otherResults, ranksIn } from 'app/model/run-details.js';
import { experiment } from 'app/model/run-labels.js';
import { training } from 'app/model/training.js';
import { claim, claimText } from 'app/views/claim.js';
import { copyButton } from 'app/views/copy-button.js';
import { note } from 'app/views/run-note.js';
import { sources } from 'app/views/run-sources.js';
import { brokenText, unavailableText } from 'app/views/unavailable.js';
import { html, nothing } from 'lit-html';

/** @typedef {import('app/model/board.js').Run} Run */
/** @typedef {import('app/model/columns.js').Column} Column */
/** @typedef {import('app/model/state.js').State} State */
/** @typedef {import('app/model/selectors.js').Shown} Shown */
/** @typedef {import('app/app/actions.js').Actions} Actions */

/** Kinds of columns that are results. */
const RESULTS = new Set(['accuracy', 'average', 'prefix', 'perplexity', 'number']);

/** @param {Actions} actions */
export function createRunDetails(actions) {
  const configured = memoize(configurationOf);
  const remaining = memoize(otherResults);
  const ranked = memoize(ranksIn);

  return Object.freeze({
    /**
     * @param {State} state
     * @param {Shown} shown
     * @param {string} beside what tells it from runs of the same name
     */
    view(state, shown, beside) {
      const run = state.details === null ? undefined : state.board?.runs.get(state.details);
      if (!run) {
        return nothing;
      }
      const results = shown.every.filter(({ kind }) => RESULTS.has(kind));
      const { reference } = shown.verdicts;
      // The pretrained model has no training configuration to compare with.
      const other =
        reference && reference.id !== run.id && reference.training_config.baseline !== true
          ? reference
          : null;
      return html`<aside
        class="details"
        id="details"
        aria-labelledby="details-name"
        @keydown=${(/** @type {KeyboardEvent} */ event) => {
          if (event.key === 'Escape' && !event.defaultPrevented) {
            event.preventDefault();
            event.stopPropagation();
            actions.closeDetails();
          }
        }}
      >
        <header>
          <h2 id="details-name" tabindex="-1">
            <bdi>${run.name}</bdi>${beside ? html` <small><bdi>${beside}</bdi></small>` : nothing}
          </h2>
          <button
            type="button"
            class="small"
            aria-pressed=${state.selected.has(run.id) ? 'true' : 'false'}
            @click=${() => actions.toggleSelected(run.id)}
          >
            ${state.selected.has(run.id) ? 'Selected' : 'Select'}
          </button>
          <button
            type="button"
            class="small"
            title="Pinned runs stand above all others (p)"
            aria-pressed=${state.pins.has(run.id) ? 'true' : 'false'}
            @click=${() => actions.pin(run.id)}
          >
            ${state.pins.has(run.id) ? 'Pinned' : 'Pin'}
          </button>
          ${
            state.source === 'daemon'
              ? html`<button
                  type="button"
                  class="small"
                  title="Starred runs have a mark and can be filtered (s)"
                  aria-pressed=${run.starred ? 'true' : 'false'}
                  @click=${() => actions.star(run.id)}
                >
                  ${run.starred ? 'Starred' : 'Star'}
                </button>`
              : nothing
          }
          <button type="button" class="small" @click=${actions.closeDetails}>Close</button>
        </header>
        <div class="body">
          ${warnings(run, shown)} ${identity(run, actions)} ${note(run, state, actions)} ${resultsTable(run, results, shown, ranked(shown.runs))}
          ${remainder(remaining(run, shown.every))} ${configuration(configured(run, other), run, other)}
          ${sources(run, state)}
        </div>
      </aside>`;
    },
  });
}

/** @param {Run} run @param {Shown} shown */
function warnings(run, { comparability }) {
  const all = [
    brokenText(run),
    unavailableText(run),
    ...comparability.about(run).map(({ text }) => text),
  ].filter(Boolean);
  return all.length === 0
    ? nothing
    : html`<ul class="warnings">
        ${all.map((text) => html`<li>${text}</li>`)}
      </ul>`;
}

/** @param {Run} run @param {Actions} actions */
function identity(run, actions) {
  const badges = training(run);
  return html`<dl>
    <dt>Checkpoint</dt>
    <dd>
      <code>${run.checkpoint_path || MISSING}</code>
      ${run.checkpoint_path ? copyButton('Copy', () => actions.copy(run.checkpoint_path), 'plain') : nothing}
    </dd>
    <dt>ID</dt>
    <dd><code>${run.id}</code> ${copyButton('Copy', () => actions.copy(run.id), 'plain')}</dd>
    ${experiment(run) ? html`<dt>Experiment</dt><dd><bdi>${experiment(run)}</bdi></dd>` : nothing}
    <dt>Evaluated</dt>
    <dd>${run.evaluation_timestamp ? exact(run.evaluation_timestamp) : MISSING}</dd>
    <dt>Training</dt>
    <dd>
      ${badges.map((badge) => html`<span class="badge ${badge.toLowerCase()}">${badge}</span> `)}
      ${run.notes || (badges.length > 0 ? nothing : 'none')}
    </dd>
    ${
      run.tags.length > 0
        ? html`<dt>Tags</dt>
            <dd>${run.tags.map((tag) => html`<span class="badge"><bdi>${tag}</bdi></span> `)}</dd>`
        : nothing
    }
  </dl>`;
}

/**
 * @param {Run} run
 * @param {readonly Column[]} columns
 * @param {Shown} shown
 * @param {ReturnType<typeof ranksIn>} rankOf
 */
function resultsTable(run, columns, { verdicts, runs }, rankOf) {
  const known = columns.filter((column) => cellText(column, run) !== null);
  return html`<h3>Results</h3>
    ${
      known.length === 0
        ? html`<p class="remark">There are no results.</p>`
        : html`<table class="results">
            <thead>
              <tr>
                <th scope="col">Metric</th>
                <th scope="col">Value</th>
                <th scope="col">Correct</th>
                <th scope="col" title="Among the ${runs.length} runs shown that have one">Rank</th>
              </tr>
            </thead>
            <tbody>
              ${known.map((column) => resultRow(run, column, verdicts, rankOf))}
            </tbody>
          </table>`
    }`;
}

/**
 * @param {Run} run
 * @param {Column} column
 * @param {import('app/model/uncertainty.js').Verdicts} verdicts
 * @param {ReturnType<typeof ranksIn>} rankOf
 */
function resultRow(run, column, verdicts, rankOf) {
  const { metric = '', samples = '', own } = column;
  const counts = column.kind === 'accuracy' ? accuracy(run.metrics, metric, samples, own) : null;
  const rank = rankOf(column, run);
  const said = claimText(column, run, verdicts, '');
  return html`<tr>
    <th scope="row" title=${column.note ?? nothing}>${column.label}</th>
    <td title=${said || nothing}>
      ${cellText(column, run)}${column.unit === '%' ? ' %' : ''} ${claim(column, run, verdicts)}
    </td>
    <td>${counts?.samples ? `${counts.correct ?? MISSING} of ${counts.samples}` : ''}</td>
    <td>${rank ? `${rank.place} of ${rank.of}` : ''}</td>
  </tr>`;
}

/** @param {readonly (readonly [string, string])[]} others */
function remainder(others) {
  return others.length === 0
    ? nothing
    : html`<details>
        <summary>${counted(others.length, 'other result')} in the file</summary>
        ${pairs(others)}
      </details>`;
}

/** @param {readonly (readonly [string, string])[]} entries */
function pairs(entries) {
  return html`<table>
    <tbody>
      ${entries.map(
        ([key, value]) =>
          html`<tr>
            <th scope="row"><bdi>${key}</bdi></th>
            <td><bdi>${value}</bdi></td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}

/**
 * @param {import('app/model/run-details.js').Configuration} configuration
 * @param {Run} run
 * @param {Run | null} other
 */
function configuration({ differing, same }, run, other) {
  return html`<h3>Configuration</h3>
    ${
      other && differing.length > 0
        ? html`<table>
            <thead>
              <tr>
                <th scope="col">Key</th>
                <th scope="col">This run</th>
                <th scope="col"><bdi>${other.name}</bdi></th>
              </tr>
            </thead>
            <tbody>
              ${differing.map(
                ({ path, value, other: theirs }) =>
                  html`<tr>
                    <th scope="row"><bdi>${path}</bdi></th>
                    <td><bdi>${value ?? MISSING}</bdi></td>
                    <td><bdi>${theirs ?? MISSING}</bdi></td>
                  </tr>`,
              )}
            </tbody>
          </table>`
        : nothing
    }
    ${
      same.length > 0
        ? html`<details>
            <summary>
              ${other ? `${counted(same.length, 'key')} as in the reference` : counted(same.length, 'key')}
            </summary>
            ${pairs(same.map(({ path, value }) => [path, value ?? MISSING]))}
          </details>`
        : nothing
    }
    ${differing.length + same.length === 0 ? html`<p class="remark">There is none.</p>` : nothing}`;
}

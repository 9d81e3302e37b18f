// @ts-check
/** What is said of the scatter in words: the runs on its front, its colours, and the runs that it cannot show. */
import { swatch } from 'app/charts/swatch.js';
import { counted, integer } from 'app/lib/format.js';
import { prefixAtEnd } from 'app/model/prefix-perplexity.js';
import { html, nothing } from 'lit-html';

/** @typedef {import('app/model/board.js').Run} Run */
/** @typedef {import('app/model/scatter.js').ScatterView} ScatterView */
/** @typedef {(run: Run) => import('app/model/run-names.js').Name} NameOf */

/** So many runs are listed; the rest is counted. */
const LISTED = 12;
const MOST_MISSING = 200;

/**
 * @param {ScatterView} view
 * @param {import('app/model/scatter.js').Placed} placed
 */
export function frontSentence({ front, across, up }, { points }) {
  return front && points.length > 0
    ? html`<h2 class="finding">
        <b>${integer(front.length)}</b> of ${counted(points.length, 'run')}
        ${front.length === 1 ? 'is' : 'are'} on the front of <b>${up.label}</b> against
        <b>${across.label}</b>
      </h2>`
    : html`<h2 class="finding">
        <b>${up.label}</b> against <b>${across.label}</b>
        <small>${counted(points.length, 'run')}</small>
      </h2>`;
}

/**
 * The runs on the front, each with its values.
 *
 * @param {ScatterView} view
 * @param {NameOf} nameOf
 * @param {import('app/model/selection.js').Selection} selected
 * @param {import('app/app/actions.js').Actions} actions
 */
export function frontRuns({ front, across, up }, nameOf, selected, actions) {
  if (!front) {
    return nothing;
  }
  const ids = front.map(({ run }) => run.id);
  const all = ids.every((id) => selected.has(id));
  return html`<div class="on-front">
    <b>On the front</b>
    <ul aria-label="Runs on the front">
      ${front.slice(0, LISTED).map(
        ({ run }) =>
          html`<li>
            <button
              type="button"
              class="plain"
              title="All about ${nameOf(run).full}"
              @click=${() => actions.showDetails(run.id)}
            >
              <bdi>${nameOf(run).short}</bdi></button
            ><span>${up.text(run)} · ${across.text(run)}</span>
          </li>`,
      )}
      ${
        front.length > LISTED
          ? html`<li>and ${integer(front.length - LISTED)} more, as table</li>`
          : nothing
      }
    </ul>
    <button type="button" class="small" @click=${() => actions.select(ids, !all)}>
      ${all ? 'Deselect' : 'Select'} ${front.length === 1 ? 'it' : 'them'}
    </button>
  </div>`;
}

/** @param {ScatterView['groups']} groups */
export function groupLegend(groups) {
  return groups.length < 2
    ? nothing
    : html`<ul class="groups" aria-label="Colours">
        ${groups.map(
          ({ label, mark, count }) =>
            html`<li title=${label}>${swatch(mark)}<span><bdi>${label}</bdi></span> <small>${integer(count)}</small></li>`,
        )}
      </ul>`;
}

/** @param {ScatterView} view */
export function scatterRemark({ front, dots, some }) {
  const sentences = [
    front ? 'Pale: another run is as good in both, and better in one.' : '',
    'A click on a point selects its run.',
    dots.some(({ reference }) => reference) ? 'A dashed ring marks the reference.' : '',
    some ? 'Intervals of 95 % are drawn for the front, selected runs and the reference.' : '',
  ];
  return html`<p class="remark">${sentences.filter(Boolean).join(' ')}</p>`;
}

/**
 * The runs that lack a value, by count and name.
 *
 * @param {import('app/model/scatter.js').Placed['missing']} missing
 * @param {NameOf} nameOf
 * @param {import('app/app/actions.js').Actions} actions
 */
export function missingRuns(missing, nameOf, actions) {
  if (missing.length === 0) {
    return nothing;
  }
  return html`<details class="missing">
    <summary>${counted(missing.length, 'run')} ${missing.length === 1 ? 'is' : 'are'} not drawn</summary>
    <ul>
      ${missing.slice(0, MOST_MISSING).map(
        ({ run, lacks }) =>
          html`<li>
            <button type="button" class="plain" @click=${() => actions.showDetails(run.id)}>
              <bdi>${nameOf(run).short}</bdi>
            </button>
            ${lacks.map((axis) => why(axis, run)).join('; ')}
          </li>`,
      )}
      ${missing.length > MOST_MISSING ? html`<li>and ${integer(missing.length - MOST_MISSING)} more</li>` : nothing}
    </ul>
  </details>`;
}

/** @param {import('app/model/explore-axes.js').Axis} axis @param {Run} run */
function why({ key, label }, run) {
  const last = key === 'context_end' ? prefixAtEnd(run) : null;
  return last ? `its curves end at ${integer(last.position)}, elsewhere than most` : `no ${label}`;
}

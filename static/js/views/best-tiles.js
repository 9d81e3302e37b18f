// @ts-check
/** The best of the runs shown, one entry for each measure; a click goes to the run. */
import { counted, integer, MISSING } from 'app/lib/format.js';
import { nameParts, quotedParts } from 'app/charts/run-name.js';
import { bar } from 'app/views/controls.js';
import { html, nothing } from 'lit-html';

/** @typedef {import('app/model/best-runs.js').Best} Best */

/**
 * @param {readonly Best[]} all
 * @param {(run: import('app/model/board.js').Run) => import('app/model/run-names.js').Name} nameOf among
 *     them
 * @param {import('app/app/actions.js').Actions} actions
 */
export function best(all, nameOf, actions) {
  // What scrolls sideways is reached by the keyboard: through its entries, or else itself.
  const empty = all.every(({ run }) => run === null);
  return bar(
    'Best of the runs shown',
    html`<ul class="best" aria-label="Best of the runs shown" tabindex=${empty ? 0 : nothing}>
    ${all.map((one) => html`<li>${one.run ? entry(one, nameOf(one.run), actions) : none(one)}</li>`)}
  </ul>`,
  );
}

/**
 * @param {Best} best
 * @param {import('app/model/run-names.js').Name} name
 * @param {import('app/app/actions.js').Actions} actions
 */
function entry({ label, title, run, text, unit, equal, inseparable }, name, actions) {
  const more = [
    equal.length > 0 ? `${counted(equal.length, 'other run')} equal` : '',
    inseparable
      ? `${counted(inseparable.length, 'other run')} cannot be told apart from it (Holm)`
      : '',
  ].filter(Boolean);
  // Those that cannot be told apart are counted beside it.
  const uncounted = equal.filter((other) => !inseparable?.includes(other)).length;
  return html`<button
    type="button"
    title="${title}&#10;${name.full}&#10;${more.join('; ')}"
    @click=${() => run && actions.goTo(run.id)}
  >
    ${what(label, title)}
    <span class="value"
      >${text}${unit ? html`<small> ${unit}</small>` : nothing}${
        inseparable?.length
          ? html`<span class="room" aria-hidden="true">${others(inseparable.length)}</span>`
          : nothing
      }</span
    >
    <span class="whose"
      >${nameParts(quotedParts(name.own), 'own')}${
        name.beside.length > 0 ? nameParts(quotedParts(name.beside), 'beside') : nothing
      }${uncounted > 0 ? html` <em>+${uncounted} equal</em>` : nothing}</span
    >
  </button>
  ${run && inseparable?.length ? similar(run, inseparable, label, actions) : nothing}`;
}

/**
 * @param {import('app/model/board.js').Run} best
 * @param {readonly import('app/model/board.js').Run[]} inseparable
 * @param {string} label
 * @param {import('app/app/actions.js').Actions} actions
 */
function similar(best, inseparable, label, actions) {
  const words = `${counted(inseparable.length, 'run')} cannot be told apart from the best ${label}`;
  return html`<button
    type="button"
    class="similar"
    aria-label="Select it and ${words}"
    title="${words}. Select them."
    @click=${() =>
      actions.select(
        [best, ...inseparable].map(({ id }) => id),
        true,
      )}
  >
    ${others(inseparable.length)}
  </button>`;
}

/**
 * How many cannot be told apart: once where they are selected, and once unseen, so that there is
 * room for it beside the value.
 *
 * @param {number} count
 */
function others(count) {
  return html`≈ ${integer(count)}<span class="more"> more</span>`;
}

/** @param {string} label @param {string} title */
function what(label, title) {
  return html`<span class="what"
    ><span class="kind">${title.startsWith('Lowest') ? 'Lowest' : 'Best'} </span>${label}</span
  >`;
}

/** @param {Best} best */
function none({ label, title }) {
  return html`<div class="none" title=${title}>
    ${what(label, title)}
    <span class="value">${MISSING}</span>
    <span class="whose"><span>no run shown has it</span></span>
  </div>`;
}

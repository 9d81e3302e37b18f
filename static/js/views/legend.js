// @ts-check
/** The runs in the charts, each with its mark: a press leaves it out of the drawings, or lets it in. */
import { swatch } from 'app/charts/swatch.js';
import { counted } from 'app/lib/format.js';
import { switched } from 'app/model/chart-options.js';
import { LIMIT } from 'app/model/palette.js';
import { nameParts, quotedParts } from 'app/charts/run-name.js';
import { unavailableBadge, unavailableText } from 'app/views/unavailable.js';
import { html, nothing } from 'lit-html';

/** @typedef {import('app/model/comparison.js').Participant} Participant */

/** So many entries are shown at once, so that the first chart is in sight. */
const MOST = 6;

/** Fewer are not worth a button. */
const FOLDED = 3;

/**
 * @param {readonly Participant[]} participants
 * @param {Participant | null} reference
 * @param {import('app/model/state.js').State} state
 * @param {import('app/app/actions.js').Actions} actions
 */
export function legend(participants, reference, { modes, selected }, actions) {
  const many = participants.length >= MOST + FOLDED;
  const shown = many && !modes.whole ? participants.slice(0, MOST) : participants;
  const striped = modes.tab === 'scores';
  const left = selected.size - participants.filter((who) => who.selected).length;
  return html`<ul class="legend" aria-label="Runs in the charts">
      ${shown.map((who) => {
        const { run, name, label, hidden, mark, baseline } = who;
        return html`<li class=${hidden ? 'hidden' : ''}>
          <button
            type="button"
            class="who"
            aria-pressed=${hidden ? 'false' : 'true'}
            title=${[
              name.full,
              unavailableText(run),
              hidden ? 'Draw it' : 'Leave it out of the drawings',
            ]
              .filter(Boolean)
              .join('\n')}
            @click=${() => actions.modes({ hidden: switched(modes.hidden, run.id) })}
          >
            ${swatch(mark, [], striped)}${nameParts(quotedParts(name.own), 'text')}
            ${name.beside.length > 0 ? nameParts(quotedParts(name.beside), 'aside ambiguous') : nothing}
            ${unavailableBadge(run)}
            ${baseline ? html`<span class="badge baseline">baseline</span>` : nothing}
            ${
              reference?.run.id === run.id && modes.tab === 'scores' && modes.values !== 'absolute'
                ? html`<span class="badge">reference</span>`
                : nothing
            }
          </button>
          <button
            type="button"
            class="drop"
            aria-label="Take ${label} out of the charts"
            title="Take it out of the charts"
            @click=${() => drop(who, modes, actions)}
          >
            <svg viewBox="0 0 10 10" aria-hidden="true"><path d="M2 2l6 6M8 2L2 8"></path></svg>
          </button>
        </li>`;
      })}
      ${
        many
          ? html`<li class="more">
              <button
                type="button"
                aria-expanded=${modes.whole ? 'true' : 'false'}
                @click=${() => actions.modes({ whole: !modes.whole })}
              >
                ${modes.whole ? 'Show fewer' : `+${participants.length - MOST} more`}
              </button>
            </li>`
          : nothing
      }
    </ul>
    ${
      left > 0
        ? html`<p class="remark">
            Charts show ${LIMIT} runs beside the baseline; ${counted(left, 'selected run')}
            ${left === 1 ? 'is' : 'are'} not drawn.
          </p>`
        : nothing
    }`;
}

/**
 * @param {Participant} who
 * @param {import('app/model/chart-options.js').Modes} modes
 * @param {import('app/app/actions.js').Actions} actions
 */
function drop({ run, baseline, selected }, modes, actions) {
  const hidden = modes.hidden.filter((id) => id !== run.id);
  actions.modes(baseline ? { baseline: false, hidden } : { hidden });
  if (selected) {
    actions.select([run.id], false);
  }
}

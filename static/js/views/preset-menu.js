// @ts-check
/** Searches and filters under a name: to save, to use again, to delete. */
import { NAME_LENGTH } from 'app/data/presets.js';
import { choiceText } from 'app/model/view-url.js';
import { html, nothing } from 'lit-html';

/**
 * @param {import('app/model/state.js').State} state
 * @param {import('app/app/actions.js').Actions} actions
 */
export function presets(state, actions) {
  const now = choiceText(state);
  return html`<form
      class="save"
      @submit=${(/** @type {SubmitEvent} */ event) => {
        event.preventDefault();
        const form = /** @type {HTMLFormElement} */ (event.target);
        actions.savePreset(String(new FormData(form).get('name')));
        form.reset();
      }}
    >
      <input
        name="name"
        aria-label="Name of a preset"
        placeholder="Save these filters as…"
        maxlength=${NAME_LENGTH}
        autocomplete="off"
        required
        ?disabled=${now === ''}
      />
      <button type="submit" ?disabled=${now === ''}>Save</button>
    </form>
    <ul class="presets" aria-label="Presets">
      ${state.presets.map(
        (preset) =>
          html`<li class=${preset.view === now ? 'on' : ''}>
            <button
              type="button"
              aria-pressed=${preset.view === now ? 'true' : 'false'}
              @click=${() => actions.applyPreset(preset)}
            >
              ${preset.name}
            </button>
            <button
              type="button"
              class="drop"
              aria-label="Delete preset ${preset.name}"
              title="Delete this preset"
              @click=${() => actions.deletePreset(preset.name)}
            >
              <svg viewBox="0 0 10 10" aria-hidden="true"><path d="M2 2l6 6M8 2L2 8"></path></svg>
            </button>
          </li>`,
      )}
    </ul>
    ${
      state.lasting
        ? nothing
        : html`<p class="remark">This browser stores nothing here: presets last as long as the page.</p>`
    }`;
}

// @ts-check
/** Controls that choose how something is shown. */
import { html, nothing } from 'lit-html';

/**
 * Controls that take one stop of the Tab key.
 *
 * @param {string} label
 * @param {unknown} controls
 */
export function bar(label, controls) {
  return html`<div role="toolbar" aria-label=${label}>${controls}</div>`;
}

/**
 * One of a few, all of them in sight.
 *
 * @template {string} T
 * @param {string} label
 * @param {readonly (readonly [value: T, text: unknown, note?: string])[]} options
 * @param {T} chosen
 * @param {(value: T) => void} choose
 */
export function choice(label, options, chosen, choose) {
  const name = `choice-${label.toLowerCase().replace(/\W+/g, '-')}`;
  return html`<fieldset class="choice">
    <legend>${label}</legend>
    <div class="options">
      ${options.map(
        ([value, text, note]) =>
          html`<label title=${note ?? nothing}
            ><input
              type="radio"
              name=${name}
              value=${value}
              .checked=${value === chosen}
              @change=${() => choose(value)}
            /><span>${text}</span></label
          >`,
      )}
    </div>
  </fieldset>`;
}

/**
 * Some of a few, all of them in sight.
 *
 * @param {string} label
 * @param {readonly (readonly [text: string, on: boolean, note?: string])[]} options
 * @param {(index: number) => void} turn
 */
export function several(label, options, turn) {
  return html`<fieldset class="choice">
    <legend>${label}</legend>
    <div class="group">
      ${options.map(
        ([text, on, note], i) =>
          html`<button
            type="button"
            class="small"
            title=${note ?? nothing}
            aria-pressed=${on ? 'true' : 'false'}
            @click=${() => turn(i)}
          >
            ${text}
          </button>`,
      )}
    </div>
  </fieldset>`;
}

/**
 * @param {string} label
 * @param {boolean} on
 * @param {(on: boolean) => void} set
 * @param {string} [note]
 */
export function check(label, on, set, note) {
  return html`<label class="check" title=${note ?? nothing}>
    <input
      type="checkbox"
      .checked=${on}
      @change=${(/** @type {Event} */ event) =>
        set(/** @type {HTMLInputElement} */ (event.target).checked)}
    />
    ${label}
  </label>`;
}

/**
 * One of many.
 *
 * @param {string} label
 * @param {readonly (readonly [value: string, text: string])[]} options
 * @param {string} chosen
 * @param {(value: string) => void} choose
 * @param {boolean} [spoken] whether the label is for screen readers alone, because the options say enough
 */
export function picker(label, options, chosen, choose, spoken = false) {
  return html`<label class="picker">
    <span class=${spoken ? 'spoken' : nothing}>${label}</span>
    <select
      @change=${(/** @type {Event} */ event) =>
        choose(/** @type {HTMLSelectElement} */ (event.target).value)}
    >
      ${options.map(
        ([value, text]) =>
          html`<option value=${value} .selected=${value === chosen}>${text}</option>`,
      )}
    </select>
  </label>`;
}

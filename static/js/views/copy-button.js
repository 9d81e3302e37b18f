// @ts-check
/** A button that copies, and says whether it could. */
import { html } from 'lit-html';

/** How long the outcome stands, in milliseconds. */
const SAID = 4000;

/**
 * @param {unknown} label
 * @param {(event: Event) => Promise<boolean>} copy
 * @param {string} [look] class of the button
 */
export function copyButton(label, copy, look = '') {
  return html`<button
    type="button"
    class=${look}
    @click=${async (/** @type {Event} */ event) => {
      const said = /** @type {Element} */ (event.currentTarget).querySelector('.outcome');
      say(said, (await copy(event)) ? 'Copied.' : 'The browser does not allow it.');
    }}
  >
    ${label} <span class="outcome" role="status"></span>
  </button>`;
}

/** @param {Element | null} place @param {string} words */
function say(place, words) {
  place?.replaceChildren(words);
  window.setTimeout(() => place?.replaceChildren(), SAID);
}

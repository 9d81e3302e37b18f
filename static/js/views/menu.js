// @ts-check
/** A menu that opens below its name and closes with Escape, and when the focus leaves it. */
import { html } from 'lit-html';

/**
 * @param {unknown} summary the element that opens it
 * @param {unknown} items
 */
export function menu(summary, items) {
  return html`<details
    class="menu"
    @keydown=${(/** @type {KeyboardEvent} */ event) => {
      if (event.key === 'Escape') {
        event.stopPropagation();
        shut(event);
      }
    }}
    @focusout=${(/** @type {FocusEvent} */ event) => {
      const details = /** @type {HTMLDetailsElement} */ (event.currentTarget);
      const to = /** @type {Node | null} */ (event.relatedTarget);
      if (to ? !details.contains(to) : !details.matches(':hover')) {
        details.open = false;
      }
    }}
  >
    ${summary}
    <div class="items">${items}</div>
  </details>`;
}

/**
 * Closes a menu, and gives the focus back to its name.
 *
 * @param {Event} event within the menu
 */
export function shut(event) {
  const details = /** @type {Element} */ (event.currentTarget).closest('details');
  if (details?.open) {
    details.open = false;
    details.querySelector('summary')?.focus();
  }
}

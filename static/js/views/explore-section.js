// @ts-check
/** A section of Explore that is worked out only while it is open. */
import { switched } from 'app/model/chart-options.js';
import { html, nothing } from 'lit-html';

/**
 * @param {import('app/model/explore.js').Section} key stands in the address while it is open
 * @param {string} title
 * @param {readonly string[]} open sections
 * @param {import('app/app/actions.js').Actions} actions
 * @param {() => unknown} content
 */
export function section(key, title, open, actions, content) {
  const isOpen = open.includes(key);
  return html`<details class="card section of-${key}" ?open=${isOpen}>
    <summary
      @click=${(/** @type {Event} */ event) => {
        // The state opens it, so that the address does, too.
        event.preventDefault();
        actions.explore({
          open: /** @type {import('app/model/explore.js').Section[]} */ (switched(open, key)),
        });
      }}
    >
      <h2>${title}</h2>
    </summary>
    ${isOpen ? content() : nothing}
  </details>`;
}

// @ts-check
/** The places of the page, which share search, filters, reference and selection. */
import { fragmentOf } from 'app/model/view-url.js';
import { bar } from 'app/views/controls.js';
import { html, nothing } from 'lit-html';

/** @type {readonly {place: import('app/model/state.js').Place, text: string, key: string, title: string}[]} */
const PLACES = [
  { place: 'runs', text: 'Runs', key: '1', title: 'The table, and charts of selected runs' },
  { place: 'trends', text: 'Trends', key: '2', title: 'Experiments over training steps' },
  {
    place: 'explore',
    text: 'Explore',
    key: '3',
    title: 'Any two metrics or settings against each other',
  },
];

/**
 * @param {import('app/model/state.js').State} state
 * @param {import('app/app/actions.js').Actions} actions
 */
export function places(state, actions) {
  return html`<nav class="places" aria-label="Places">
    ${bar(
      'Places',
      PLACES.map(
        ({ place, text, key, title }) =>
          html`<a
          href=${fragmentOf({ ...state, place }) || '#'}
          aria-current=${place === state.place ? 'page' : nothing}
          aria-keyshortcuts=${key}
          title="${title} (${key})"
          @click=${(/** @type {MouseEvent} */ event) => {
            // With a modifier, the browser opens the address elsewhere.
            if (!(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey)) {
              event.preventDefault();
              actions.goToPlace(place);
            }
          }}
          >${text}</a
        >`,
      ),
    )}
  </nav>`;
}

// @ts-check
/** The keys of the page, and the choice of its theme. */
import { SHORTCUTS } from 'app/model/shortcuts.js';
import { createSheet } from 'app/views/dialog.js';
import { zone } from 'app/lib/times.js';
import { html } from 'lit-html';

/**
 * @param {import('app/app/actions.js').Actions} actions
 */
export function createHelp(actions) {
  const sheet = createSheet('help', () => actions.closeSheet('help'));

  return Object.freeze({
    /** @param {boolean} open */
    draw(open) {
      if (open) {
        sheet.show('Keyboard', html`${keys()}${more()}`);
      }
    },
  });
}

function keys() {
  return html`<table class="keys">
    <caption class="spoken">
      Keys and what they do
    </caption>
    <tbody>
      ${SHORTCUTS.map(
        ({ shown, text }) =>
          html`<tr>
            <th scope="row">${shown.map((key, i) => html`${i > 0 ? ' or ' : ''}<kbd>${key}</kbd>`)}</th>
            <td>${text}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}

function more() {
  return html`<p class="remark">
    In a bar of buttons and in the head of the table, <kbd>←</kbd> and <kbd>→</kbd> lead on, and Tab leads out.
    In the table, Page Up and Down, Home and End move too. In a chart, the arrow keys read its
    values; <kbd>+</kbd> <kbd>−</kbd> <kbd>0</kbd> zoom; in Trends and Explore, Enter selects. While you type, keys only type; in the search field, ↓ or Enter goes to the first run, and Esc empties it. All times
    are in the time zone ${zone()}.
  </p>`;
}

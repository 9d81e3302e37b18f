// @ts-check
/** The menu by which a chart is taken into papers and slides. */
import { GROUNDS, PICTURE_SIZES, SHEETS } from 'app/model/picture-size.js';
import { picker } from 'app/views/controls.js';
import { menu, shut } from 'app/views/menu.js';
import { html } from 'lit-html';

/** @typedef {import('app/model/picture-size.js').Format} Format */
/** @typedef {import('app/model/chart-options.js').Modes} Modes */

/** @type {Readonly<Record<import('app/model/picture-size.js').Ground, string>>} */
const GROUND_NAMES = Object.freeze({ white: 'White', none: 'None', page: 'As on the page' });

/** @type {readonly (readonly [name: string, note: string, type: Format['type'], pixels: number])[]} */
const FILES = Object.freeze([
  ['PNG', 'For slides and chats', 'png', 2],
  ['PNG, finer', 'Half as many pixels again', 'png', 3],
  ['SVG', 'Lines and letters, for LaTeX and drawing programs', 'svg', 1],
]);

/**
 * @param {Modes} modes
 * @param {import('app/app/actions.js').Actions} actions
 * @param {object} ports
 * @param {(format: Format) => void} ports.save
 * @param {(format: Format) => void} ports.print
 * @param {() => void} ports.saveValues
 */
export function pictureMenu({ picture: size, ground }, actions, { save, print, saveValues }) {
  /** @param {string} name @param {string} note @param {() => void} press */
  const item = (name, note, press) =>
    html`<button
      type="button"
      @click=${(/** @type {Event} */ event) => {
        press();
        shut(event);
      }}
    >
      ${name}<small>${note}</small>
    </button>`;
  return menu(
    html`<summary class="small">Save</summary>`,
    html`
      <div class="pickers">
        ${picker(
          'Size',
          PICTURE_SIZES.map((key) => [key, SHEETS[key].name]),
          size,
          (picture) => actions.modes({ picture: /** @type {Format['size']} */ (picture) }),
        )}
        ${picker(
          'Ground',
          GROUNDS.map((key) => [key, GROUND_NAMES[key]]),
          ground,
          (chosen) => actions.modes({ ground: /** @type {Format['ground']} */ (chosen) }),
        )}
      </div>
      ${FILES.map(([name, note, type, pixels]) =>
        item(name, note, () => save({ type, pixels, size, ground })),
      )}
      ${item('PDF', 'By the print dialog of the browser', () =>
        print({ type: 'svg', pixels: 1, size, ground }),
      )}
      <p>The values behind it</p>
      ${item('CSV', 'With the intervals that are drawn', saveValues)}
    `,
  );
}

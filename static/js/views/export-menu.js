// @ts-check
/** The menu by which the runs shown are taken into other programs. */
import { counted, integer } from 'app/lib/format.js';
import { copyButton } from 'app/views/copy-button.js';
import { menu, shut } from 'app/views/menu.js';
import { html, nothing } from 'lit-html';

/** @type {readonly (readonly ['standard' | 'shown' | 'all', string, string])[]} */
const EXPORTS = [
  [
    'standard',
    'Standard columns',
    'Name, step, scores, perplexities, average, TTT, LoRA, long context, ID',
  ],
  [
    'shown',
    'Columns shown',
    'As the table shows them now, with the values behind differences, and the ID',
  ],
  ['all', 'All columns', 'With path, tags, notes, every result and every configuration key'],
];

/**
 * @param {number} count of runs shown
 * @param {number} selected how many of them are selected
 * @param {import('app/app/actions.js').Actions} actions
 */
export function exportMenu(count, selected, actions) {
  return menu(
    html`<summary id="export">Export<span class="spoken"> as CSV, or copy</span></summary>`,
    html`
      <p>${counted(count, 'run')} in the order shown</p>
      ${selected === 0 ? nothing : option('only-selected', 'Selected runs only', `${integer(selected)} of them`)}
      ${copyButton(
        html`Copy<small>As the table shows it, for spreadsheets and texts</small>`,
        (event) => actions.copyRuns(choice(event)),
      )}
      ${copyButton(
        html`Copy as LaTeX<small>Values with the best in bold, for papers (booktabs)</small>`,
        (event) => actions.copyTable('latex', choice(event)),
      )}
      ${copyButton(html`Copy as Markdown<small>The same for GitHub</small>`, (event) =>
        actions.copyTable('markdown', choice(event)),
      )}
      ${
        selected === 0
          ? nothing
          : html`<p>Selected runs as a page</p>
              <button
                type="button"
                @click=${(/** @type {Event} */ event) => {
                  actions.saveReport();
                  shut(event);
                }}
              >
                Report<small>Results, charts, configurations, notes: one file to keep and print</small>
              </button>`
      }
      <p>As a CSV file</p>
      ${option('spreadsheet', 'For spreadsheets', 'Separators and decimal marks of your language')}
      ${EXPORTS.map(
        ([fields, label, note]) =>
          html`<button
            type="button"
            @click=${(/** @type {Event} */ event) => {
              actions.exportCsv(fields, choice(event));
              shut(event);
            }}
          >
            ${label}<small>${note}</small>
          </button>`,
      )}
`,
  );
}

/** @param {string} name @param {string} label @param {string} note */
function option(name, label, note) {
  return html`<label class="check"
    ><input type="checkbox" name=${name} /><span>${label}<small>${note}</small></span></label
  >`;
}

/** @param {Event} event within the menu */
function choice(event) {
  const details = /** @type {Element} */ (event.currentTarget).closest('details');
  const on = (/** @type {string} */ name) => !!details?.querySelector(`[name="${name}"]:checked`);
  return { onlySelected: on('only-selected'), spreadsheet: on('spreadsheet') };
}

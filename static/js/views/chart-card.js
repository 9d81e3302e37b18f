// @ts-check
/** A chart with its title, itself as a table, and itself as a file. */
import { createChart } from 'app/charts/chart.js';
import { fileName } from 'app/charts/image-export.js';
import { switched } from 'app/model/chart-options.js';
import { bareRows, tabSeparated } from 'app/model/copied.js';
import { csvOfRows } from 'app/model/csv.js';
import { counted, integer } from 'app/lib/format.js';
import { copyButton } from 'app/views/copy-button.js';
import { pictureMenu } from 'app/views/picture-menu.js';
import { html, nothing } from 'lit-html';

/** @typedef {import('app/charts/figure.js').Figure} Figure */
/** @typedef {import('app/model/chart-options.js').Modes} Modes */

/** So many rows of values are shown; nobody reads more, and the page takes seconds to lay them out. */
const MOST_ROWS = 200;

/**
 * @param {string} key names the chart in the address
 * @param {string} kind what it is, for those who do not see it
 * @param {import('app/charts/theme-colors.js').ThemeColors} themeColors
 * @param {import('app/app/actions.js').Actions} actions
 * @param {Pick<Parameters<typeof createChart>[0], 'onPick' | 'onLine' | 'onBrush'>} [more]
 */
export function createChartCard(key, kind, themeColors, actions, more) {
  const chart = createChart({ themeColors, onZoom: (zoom) => actions.modes({ zoom }), ...more });
  chart.element.setAttribute('role', 'application');
  chart.element.setAttribute('aria-roledescription', 'chart');

  /** @type {Figure | null} */
  let shown = null;

  const name = () => fileName(`${kind} ${shown?.title ?? ''}`);

  /** @param {import('app/model/picture-size.js').Format} format */
  async function save(format) {
    const picture = await chart.picture(format, actions.source());
    if (picture) {
      actions.save(picture.blob, `${name()}.${format.type}`);
    }
  }

  /** @param {import('app/model/picture-size.js').Format} format */
  async function print(format) {
    const picture = await chart.picture(format, actions.source());
    if (picture) {
      actions.print(picture, name());
    }
  }

  function saveValues() {
    if (shown) {
      const rows = bareRows([shown.sheet.head, ...shown.sheet.rows]);
      actions.saveCsv(csvOfRows(rows), name());
    }
  }

  const copyTable = async () =>
    shown !== null && actions.copy(tabSeparated(bareRows([shown.sheet.head, ...shown.sheet.rows])));

  return Object.freeze({
    emphasise: chart.emphasise,

    /**
     * @param {Figure} figure
     * @param {Modes} modes
     * @param {{tools?: unknown, remarks?: unknown}} [more]
     */
    view(figure, modes, { tools = nothing, remarks = nothing } = {}) {
      shown = figure;
      const table = modes.tables.includes(key);
      if (!table) {
        chart.draw(figure);
        chart.element.setAttribute(
          'aria-label',
          `${kind}. ${figure.title}. The arrow keys read its values.`,
        );
      }
      return html`<section class="box ${key}" aria-label=${kind}>
        <header>
          <h3 title=${figure.title}>${figure.title}</h3>
          <div class="tools">
            ${tools}
            <button
              type="button"
              class="small"
              aria-pressed=${table ? 'true' : 'false'}
              @click=${() => actions.modes({ tables: switched(modes.tables, key) })}
            >
              As table
            </button>
            ${
              table
                ? html`${copyButton('Copy', copyTable, 'small')}
                    <button type="button" class="small" @click=${saveValues}>CSV</button>`
                : pictureMenu(modes, actions, { save, print, saveValues })
            }
          </div>
        </header>
        ${table ? sheet(figure, kind) : chart.element} ${remarks}
      </section>`;
    },
  });
}

/**
 * The values as a table, of very many the first.
 *
 * @param {Figure} figure
 * @param {string} kind
 */
function sheet({ sheet: { head, rows }, title }, kind) {
  return html`${
    rows.length > MOST_ROWS
      ? html`<p class="remark" role="status">
            The first ${integer(MOST_ROWS)} of ${counted(rows.length, 'row')}; Copy and CSV have all.
          </p>`
      : nothing
  }<div
    class="sheet-scroller"
    tabindex="0"
    role="region"
    aria-label="${kind} as a table"
  >
    <table class="sheet-table">
      <caption class="spoken">
        ${title}
      </caption>
      <thead>
        <tr>
          ${head.map((text) => html`<th scope="col" title=${text}><div>${text}</div></th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.slice(0, MOST_ROWS).map(
          ([first, ...rest]) =>
            html`<tr>
              <th scope="row" title=${first}>${first}</th>
              ${rest.map((text) => html`<td>${text}</td>`)}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

// @ts-check
/** The training configurations of the runs, side by side. */
import { swatch } from 'app/charts/swatch.js';
import { cellText, copiedText } from 'app/model/cell-text.js';
import { columnsWith } from 'app/model/columns.js';
import { configRows } from 'app/model/config-rows.js';
import { tabSeparated } from 'app/model/copied.js';
import { counted, MISSING } from 'app/lib/format.js';
import { memoize } from 'app/lib/memoize.js';
import { check } from 'app/views/controls.js';
import { copyButton } from 'app/views/copy-button.js';
import { html, nothing } from 'lit-html';

/** @typedef {import('app/model/comparison.js').Participant} Participant */
/** @typedef {import('app/model/config-rows.js').ConfigRow} ConfigRow */

/**
 * @param {import('app/app/actions.js').Actions} actions
 */
export function createConfigs(actions) {
  const rowsOf = memoize((/** @type {readonly Participant[]} */ participants) =>
    configRows(participants.map(({ run }) => run.training_config)),
  );

  const trained = memoize(
    (
      /** @type {readonly Participant[]} */ participants,
      /** @type {Participant | null} */ reference,
    ) =>
      participants
        .filter(({ run }) => run.training_config.baseline !== true)
        .sort((a, b) => Number(b === reference) - Number(a === reference)),
  );

  return Object.freeze({
    /**
     * @param {import('app/model/chart-options.js').Modes} modes
     * @param {readonly Participant[]} everybody
     * @param {Participant | null} reference
     */
    view({ allkeys }, everybody, reference) {
      const participants = trained(everybody, reference);
      if (participants.length < 2) {
        return html`<div class="hint">
          <p>
            <b>Nothing to compare yet.</b> Select
            ${participants.length === 0 ? 'two or more runs' : 'another run'} in the
            table.${participants.length < everybody.length ? ' The pretrained baseline has no training configuration.' : ''}
          </p>
        </div>`;
      }
      const rows = rowsOf(participants);
      const differing = rows.filter(({ differs }) => differs);
      const shown = allkeys ? rows : differing;
      return html`<div class="controls">
          ${check('Differences only', !allkeys, (only) => actions.modes({ allkeys: !only }))}
          <p class="remark" role="status">
            ${counted(differing.length, 'key')} of ${rows.length}
            ${differing.length === 1 ? 'differs' : 'differ'}.
            ${shown.some(({ idle }) => idle.includes(true)) ? 'Grey: without effect, its part is disabled.' : ''}
          </p>
          ${copyButton('Copy', () => actions.copy(copied(participants, shown)), 'small')}
        </div>
        ${
          shown.length === 0
            ? html`<div class="hint">
                <p>
                  ${
                    rows.length === 0
                      ? 'None of these runs has a training configuration.'
                      : `These ${participants.length} runs have the same configuration in every key.`
                  }
                </p>
              </div>`
            : table(participants, shown)
        }`;
    },
  });
}

/** What the runs have reached, above what they were trained with. */
const RESULTS = ['step', 'avg', 'sblimp', 'swuggy', 'tstory', 'sstory'].map(
  (key) =>
    /** @type {import('app/model/columns.js').Column} */ (
      columnsWith([]).find((column) => column.key === key)
    ),
);

/**
 * @param {readonly Participant[]} participants the reference first
 * @param {readonly ConfigRow[]} rows
 */
function table(participants, rows) {
  const aside = rows.filter((row) => row.aside);
  return html`<div class="sheet-scroller" tabindex="0" role="region" aria-label="Configurations">
    <table class="sheet-table configs">
      <caption class="spoken">
        Training configurations
      </caption>
      ${columnsOf(participants)}
      <thead>
        <tr>
          <th scope="col">Key</th>
          ${participants.map(
            ({ mark, label, name }, i) =>
              html`<th scope="col" title=${name.full}>
                <div>${swatch(mark)} ${label}</div>
                ${i === 0 ? html`<span class="badge">reference here</span>` : nothing}
              </th>`,
          )}
        </tr>
      </thead>
      <tbody class="results">
        ${RESULTS.map(
          (column) =>
            html`<tr>
              <th scope="row">${column.label}</th>
              ${participants.map(({ run }) => html`<td>${cellText(column, run)}</td>`)}
            </tr>`,
        )}
      </tbody>
      <tbody>
        ${rows.filter((row) => !row.aside).map(row)}
      </tbody>
    </table>
    ${
      aside.length > 0
        ? html`<details class="aside-keys">
            <summary>${counted(aside.length, 'key')} of paths, logging and checkpoints</summary>
            <table class="sheet-table configs">
              <caption class="spoken">
                Paths, logging and checkpoints
              </caption>
              ${columnsOf(participants)}
              <thead class="spoken">
                <tr>
                  <th scope="col">Key</th>
                  ${participants.map(({ label }) => html`<th scope="col">${label}</th>`)}
                </tr>
              </thead>
              <tbody>
                ${aside.map(row)}
              </tbody>
            </table>
          </details>`
        : nothing
    }
  </div>`;
}

/** @param {readonly Participant[]} participants */
const columnsOf = (participants) =>
  html`<colgroup>
    <col />
    ${participants.map(() => html`<col />`)}
  </colgroup>`;

/**
 * @param {readonly Participant[]} participants
 * @param {readonly ConfigRow[]} rows
 */
function copied(participants, rows) {
  return tabSeparated([
    ['Key', ...participants.map(({ label }) => label)],
    ...RESULTS.map((column) => [
      column.label,
      ...participants.map(({ run }) => copiedText(column, run)),
    ]),
    ...rows.map(({ path, values }) => [path, ...values.map((value) => value ?? '')]),
  ]);
}

/** @param {ConfigRow} row */
function row({ path, values, odd, idle, differs, leading }) {
  return html`<tr class="${differs ? 'differs' : ''} ${leading ? 'leading' : ''}">
    <th scope="row" title=${path}>
      <div><code>${path}</code>${differs ? html`<span class="spoken">differs</span>` : nothing}</div>
    </th>
    ${values.map((value, i) => {
      const look = `${odd[i] ? 'odd' : ''} ${idle[i] ? 'idle' : ''}`;
      return value === null
        ? html`<td class="missing ${look}">
            <span aria-hidden="true">${MISSING}</span><span class="spoken">missing</span>
          </td>`
        : html`<td class=${look} title=${idle[i] ? `${value}\nWithout effect: its part is disabled.` : value}>
            <div>${value}</div>${idle[i] ? html`<span class="spoken">without effect</span>` : nothing}
          </td>`;
    })}
  </tr>`;
}

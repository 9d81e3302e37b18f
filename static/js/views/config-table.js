// @ts-check
/** The training configurations of the runs, side by side. */
import { swatch } from 'app/charts/swatch.js';
import { configRows } from 'app/model/config-rows.js';
import { counted, MISSING } from 'app/lib/format.js';
import { memoize } from 'app/lib/memoize.js';
import { check } from 'app/views/controls.js';
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

  const trained = memoize((/** @type {readonly Participant[]} */ participants) =>
    participants.filter(({ run }) => run.training_config.baseline !== true),
  );

  return Object.freeze({
    /**
     * @param {import('app/model/chart-options.js').Modes} modes
     * @param {readonly Participant[]} everybody
     */
    view({ allkeys }, everybody) {
      const participants = trained(everybody);
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
            ${differing.length === 1 ? 'differs' : 'differ'}
          </p>
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

/**
 * @param {readonly Participant[]} participants
 * @param {readonly ConfigRow[]} rows
 */
function table(participants, rows) {
  return html`<div class="sheet-scroller" tabindex="0" role="region" aria-label="Configurations">
    <table class="sheet-table configs">
      <caption class="spoken">
        Training configurations
      </caption>
      <thead>
        <tr>
          <th scope="col">Key</th>
          ${participants.map(
            ({ mark, label, name }) =>
              html`<th scope="col" title=${name.full}><div>${swatch(mark)} ${label}</div></th>`,
          )}
        </tr>
      </thead>
      <tbody>
        ${rows.map(row)}
      </tbody>
    </table>
  </div>`;
}

/** @param {ConfigRow} row */
function row({ path, values, odd, differs, leading }) {
  return html`<tr class="${differs ? 'differs' : ''} ${leading ? 'leading' : ''}">
    <th scope="row" title=${path}>
      <div><code>${path}</code>${differs ? html`<span class="spoken">differs</span>` : nothing}</div>
    </th>
    ${values.map((value, i) =>
      value === null
        ? html`<td class="missing ${differs && odd[i] ? 'odd' : ''}">
            <span aria-hidden="true">${MISSING}</span><span class="spoken">missing</span>
          </td>`
        : html`<td class=${differs && odd[i] ? 'odd' : nothing} title=${value}><div>${value}</div></td>`,
    )}
  </tr>`;
}

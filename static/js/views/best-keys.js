// @ts-check
/** In which settings the best runs differ most from the rest, as a table. */
import { counted, fixed, integer, MISSING } from 'app/lib/format.js';
import { picker } from 'app/views/controls.js';
import { html, nothing } from 'lit-html';

/** So many keys, and values of each, are shown. */
const KEYS = 15;
const VALUES = 6;

/**
 * @param {import('app/model/best-keys.js').BestKeys} found
 * @param {readonly import('app/model/explore-axes.js').Axis[]} metrics that have counts
 * @param {import('app/model/explore-axes.js').Axis} metric
 * @param {import('app/app/actions.js').Actions} actions
 */
export function bestKeys({ best, rest, keys }, metrics, metric, { explore }) {
  const shown = keys.slice(0, KEYS);
  return html`<div class="controls">
      ${picker(
        'Best in',
        metrics.map(({ key, label }) => /** @type {const} */ ([key, label])),
        metric.key,
        (key) => explore({ best: key }),
      )}
    </div>
    ${
      best === 0
        ? html`<p class="hint" role="status">No run shown has ${metric.label} with its counts.</p>`
        : rest === 0
          ? html`<p class="hint" role="status">
              None of the ${counted(best, 'run')} can be told apart from the best, so there is no rest.
            </p>`
          : html`<p class="remark">
              The best are ${counted(best, 'run')} that cannot be told apart from the best one (Holm); the rest are
              ${integer(rest)}. Settings change together and runs are not drawn by lot: a difference here is no cause.
            </p>`
    }
    ${
      shown.length === 0
        ? best > 0 && rest > 0
          ? html`<p class="hint" role="status">They do not differ in any setting that several runs share.</p>`
          : nothing
        : html`<div class="sheet-scroller" tabindex="0" role="region" aria-label="Settings of the best and the rest">
            <table class="sheet-table">
              <caption class="spoken">
                Settings of the best and the rest
              </caption>
              <thead>
                <tr>
                  <th scope="col">Setting</th>
                  <th scope="col" class="text">Value</th>
                  <th scope="col">Best (${integer(best)})</th>
                  <th scope="col">Rest (${integer(rest)})</th>
                </tr>
              </thead>
              ${shown.map((key) => rows(key, best, rest))}
            </table>
          </div>`
    }
    ${keys.length > KEYS ? html`<p class="remark">And ${counted(keys.length - KEYS, 'key')} that differ less.</p>` : nothing}`;
}

/** @param {import('app/model/best-keys.js').KeyCounts} key @param {number} best @param {number} rest */
function rows({ path, values }, best, rest) {
  const shown = values.slice(0, VALUES);
  const left = values.length - shown.length;
  return html`<tbody>
    ${shown.map(
      (value, i) =>
        html`<tr>
          ${
            i === 0
              ? html`<th scope="rowgroup" rowspan=${shown.length + Number(left > 0)} title=${path}><code>${path}</code></th>`
              : nothing
          }
          <td class="text" title=${value.text ?? ''}><div>${value.text === null ? MISSING : html`<bdi>${value.text}</bdi>`}</div></td>
          ${share(value.best, best)}${share(value.rest, rest)}
        </tr>`,
    )}
    ${left > 0 ? html`<tr><td class="text" colspan="3">and ${counted(left, 'other value')}</td></tr>` : nothing}
  </tbody>`;
}

/** @param {number} count @param {number} all */
function share(count, all) {
  return html`<td class=${count === 0 ? 'few' : ''}>${integer(count)} <small>${fixed((100 * count) / all, 0)} %</small></td>`;
}

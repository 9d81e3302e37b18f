// @ts-check
/** What the lines say in words: of every experiment its best step, when it could have stopped, and its trend. */
import { nameParts, quotedParts } from 'app/charts/run-name.js';
import { swatch } from 'app/charts/swatch.js';
import { counted, fixed, integer, MISSING, pText } from 'app/lib/format.js';
import { BASELINE_MARK } from 'app/model/palette.js';
import { isPercent, metricName, valueText } from 'app/model/trend-view.js';
import { intervalAt } from 'app/model/trends.js';

import { html, nothing } from 'lit-html';

/** @typedef {import('app/model/columns.js').Column} Column */
/** @typedef {import('app/model/trends.js').Trend} Trend */
/** @typedef {import('app/model/palette.js').Mark} Mark */

/** So many experiments are listed at first. */
export const LISTED = 100;

/** @type {Readonly<Record<Trend['kind'], (trend: Trend) => string>>} */
const WORDS = Object.freeze({
  rising: () => 'rising',
  falling: () => 'falling',
  none: () => 'no trend that can be told from noise',
  few: ({ steps }) => `too few checkpoints (${integer(steps)})`,
  untested: () => MISSING,
});

/**
 * @param {readonly Trend[]} trends the best first
 * @param {Column} column
 * @param {object} how
 * @param {ReadonlyMap<string, Mark>} how.marks by key of the experiment
 * @param {ReadonlySet<string>} how.selected ids of the runs that are
 * @param {string | null} how.pointed key of the experiment that is pointed at
 * @param {boolean} how.sure whether intervals are shown
 * @param {boolean} how.whole whether all experiments are listed
 * @param {object} ports
 * @param {(key: string | null) => void} ports.point
 * @param {(id: string) => void} ports.pick
 * @param {() => void} ports.showAll
 */
export function trendWords(trends, column, how, ports) {
  const { whole } = how;
  const first = trends[0]?.best ? trends[0] : null;
  const listed = whole ? trends : trends.slice(0, LISTED);
  return html`<div class="words">
      <table class="sheet-table" @mouseleave=${() => ports.point(null)}>
        <caption class="spoken">
          ${metricName(column)} of every experiment: its best step, and the earliest that cannot be
          told apart from it
        </caption>
        <thead>
          <tr>
            <th scope="col">Experiment</th>
            <th scope="col">Checkpoints</th>
            <th scope="col">Best step</th>
            <th scope="col">${metricName(column)}${isPercent(column) ? ', %' : ''}</th>
            <th
              scope="col"
              title="The earliest step that cannot be told apart from the best one of its experiment (Holm). That does not mean that they are equal."
            >
              Could have stopped at
            </th>
            <th scope="col" class="trend">Trend</th>
          </tr>
        </thead>
        <tbody>
          ${listed.map((trend) => row(trend, trend === first, column, how, ports))}
        </tbody>
      </table>
    </div>
    ${
      trends.length > LISTED && !whole
        ? html`<button type="button" class="small all" @click=${ports.showAll}>
          Show all ${counted(trends.length, 'experiment')}
        </button>`
        : nothing
    }`;
}

/**
 * @param {Trend} trend
 * @param {boolean} first whether it is the best
 * @param {Column} column
 * @param {Parameters<typeof trendWords>[2]} how
 * @param {Parameters<typeof trendWords>[3]} ports
 */
function row(trend, first, column, { marks, selected, pointed, sure }, { point, pick }) {
  const { line, best, test, steps } = trend;
  const { key, name, parts, runs } = line.experiment;
  const mark = marks.get(key);
  return html`<tr
    class="${key === pointed ? 'pointed' : ''} ${mark ? 'selected' : first ? 'first' : ''}"
    @mouseenter=${() => point(key)}
  >
    <th scope="row">
      <button
        type="button"
        data-key=${key}
        title="${name}&#10;Select its best checkpoint"
        aria-pressed=${best && selected.has(best.run.id) ? 'true' : 'false'}
        ?disabled=${!best}
        @focus=${() => point(key)}
        @blur=${() => point(null)}
        @click=${() => best && pick(best.run.id)}
      >
        ${swatch(mark ?? BASELINE_MARK)}${nameParts(quotedParts(parts), 'text')}
      </button>
    </th>
    <td>
      ${
        line.points.length === runs.length
          ? integer(runs.length)
          : `${integer(line.points.length)} of ${integer(runs.length)}`
      }
    </td>
    <td>${best ? integer(best.step) : MISSING}</td>
    <td class="value">${best ? value(trend, column, sure) : MISSING}</td>
    ${stopCell(trend, column)}
    <td
      class="trend ${trend.kind}"
      title=${
        test
          ? `Cochran–Armitage over ${integer(steps)} steps: z = ${fixed(test.z, 2)}, p = ${pText(test.p)}`
          : trend.kind === 'untested'
            ? untested(column)
            : nothing
      }
    >
      ${ARROWS[trend.kind] ? html`<span aria-hidden="true">${ARROWS[trend.kind]}</span> ` : nothing}${WORDS[trend.kind](trend)}
    </td>
  </tr>`;
}

/** @type {Readonly<Record<Trend['kind'], string>>} */
const ARROWS = { rising: '↗', falling: '↘', none: '', few: '', untested: '' };

/** @param {Column} column */
function untested({ kind }) {
  return kind === 'average'
    ? 'The test is of one task: choose a task to see its trend.'
    : 'There is no test: the files of one run are too few.';
}

/** @param {Trend} trend @param {Column} column @param {boolean} sure */
function value({ best }, column, sure) {
  const interval = sure && best ? intervalAt(column, best) : null;
  return html`${best ? valueText(column, best.run).replace(' %', '') : MISSING}${
    interval ? html` <small>±${fixed(50 * (interval.high - interval.low), 1)}</small>` : nothing
  }`;
}

/** @param {Trend} trend @param {Column} column */
function stopCell(trend, column) {
  const { best, stop, line } = trend;
  if (!stop || !best) {
    return html`<td
      title=${
        line.points.length > 1
          ? 'Not known: there are no counts to test.'
          : 'There is one checkpoint.'
      }
    >
      ${MISSING}
    </td>`;
  }
  return html`<td class=${stop === best ? '' : 'stop'} title=${stopTitle(trend, column)}>
    ${stop === best ? 'no earlier' : `step ${integer(stop.step)}`}
  </td>`;
}

/**
 * Why training could have stopped at a step.
 *
 * @param {Trend} trend with both steps
 * @param {Column} column
 */
export function stopTitle({ best, stop, detectable }, column) {
  if (!best || !stop || best === stop) {
    return 'Every earlier step is significantly worse than the best.';
  }
  const from =
    detectable === null
      ? ''
      : ` This does not mean equal: differences from ${fixed(100 * detectable, 1)} points on are found in 4 of 5 cases.`;
  return `Step ${integer(stop.step)} has ${valueText(column, stop.run)}, which cannot be told apart from ${valueText(column, best.run)} at step ${integer(best.step)}.${from}`;
}

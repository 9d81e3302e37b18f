// @ts-check
/** The cells of one run. */
import { swatch } from 'app/charts/swatch.js';
import * as format from 'app/lib/format.js';
import { exact } from 'app/lib/times.js';
import { cellText } from 'app/model/cell-text.js';
import { accuracy, average, figureOrText, TASKS } from 'app/model/metrics.js';
import { isTrainingUnclear, training } from 'app/model/training.js';
import { claim, claimText, isTop } from 'app/views/claim.js';
import { differenceIn } from 'app/model/differences.js';
import { apartBadge } from 'app/views/apart.js';
import { differenceCell } from 'app/views/difference-cell.js';
import { averageBadge, averageText } from 'app/views/average.js';
import { nameParts } from 'app/charts/run-name.js';
import {
  brokenBadge,
  brokenText,
  unavailableBadge,
  unavailableText,
} from 'app/views/unavailable.js';
import { html, nothing } from 'lit-html';

/** @typedef {import('app/model/board.js').Run} Run */
/** @typedef {import('app/model/columns.js').Column} Column */

/**
 * A run and how it is shown.
 *
 * @typedef {object} Row
 * @property {Run} run
 * @property {number | null} place in the order shown, from 0; null where it is the reference in sight
 * @property {boolean} selected
 * @property {boolean} pinned by the user, above all others
 * @property {boolean} reachable whether the tab key stops here
 * @property {boolean} baseline
 * @property {string | null} why it is the baseline, where there is a choice
 * @property {number} fresh how often it changed unseen; 0 until it is in view
 * @property {import('app/model/run-names.js').Name} named
 * @property {import('app/model/palette.js').Mark | undefined} mark of a run that is in the charts
 * @property {import('app/model/uncertainty.js').Verdicts | null} verdicts null where they are not shown
 * @property {import('app/model/differences.js').Against | null} delta null where values stand for themselves
 * @property {string} apart sentences on what makes it hard to compare, empty where nothing does
 * @property {string} against those that matter to the difference of an accuracy
 * @property {boolean} reference whether all others are compared with it
 * @property {number} pointed above 0 where a link of the page led to it last; another number each time
 */

/**
 * @param {Row} row
 * @param {readonly Column[]} columns
 */
export function cells(row, columns) {
  const { selected, reachable } = row;
  const label = `Select ${spokenName(row)}`;
  return html`<td class="pick">
      ${
        row.place === null
          ? nothing
          : html`<label
              ><input
                type="checkbox"
                aria-label=${label}
                tabindex=${reachable ? 0 : -1}
                .checked=${selected}
            /></label>`
      }
    </td>
    ${columns.map((column) => cell(column, row))}`;
}

/**
 * @param {Column} column
 * @param {Row} row
 */
function cell(column, row) {
  const { run } = row;
  const difference = row.delta && differenceIn(column, run, row.delta);
  if (difference) {
    return differenceCell(column, row, difference);
  }
  switch (column.kind) {
    case 'name':
      return name(row);
    case 'accuracy':
      return claimed(column, row, cellText(column, run), counts(run, column));
    case 'prefix':
      return numeric(cellText(column, run), column.title?.(run) || nothing);
    case 'integer':
    case 'perplexity':
    case 'number':
      return numeric(cellText(column, run));
    case 'plain': {
      const value = figureOrText(run.metrics, column.metric ?? '', column.own);
      return typeof value === 'number'
        ? numeric(cellText(column, run), String(value))
        : text(value ?? '', column.key);
    }
    case 'text':
      return text(cellText(column, run) ?? '', column.key);
    case 'setting':
      return setting(cellText(column, run), column.title?.(run) ?? '');
    case 'time':
      return text(cellText(column, run) ?? '', column.key, exact(run.evaluation_timestamp));
    case 'average':
      return averageCell(column, row);
    case 'training':
      return trainingCell(run);
  }
}

/** @param {Row} row */
function spokenName({ run, named }) {
  const beside = named.beside.map(({ text }) => text).join('') || named.more;
  return beside ? `${run.name}, ${beside}` : run.name;
}

/** @param {Row} row */
function name({ run, named, pinned, baseline, why, mark, reference, verdicts, delta, apart }) {
  return html`<th scope="row" class="name" title=${[run.name, run.checkpoint_path, averageText(run), unavailableText(run), brokenText(run), apart, run.annotation].filter(Boolean).join('\n')}>
    <span class="line">
      ${mark ? swatch(mark) : nothing}${run.starred ? STAR : nothing}${nameParts(named.own, 'own')}
      ${pinned ? PIN : nothing}
      ${baseline ? html`<span class="badge baseline" title=${why ?? nothing}>baseline</span>` : nothing}
      ${averageBadge(run)} ${unavailableBadge(run)} ${brokenBadge(run)} ${apartBadge(apart)}
      ${
        named.beside.length > 0
          ? nameParts(named.beside, 'aside ambiguous')
          : named.more
            ? html`<span class="aside more"><span><bdi>${named.more}</bdi></span></span>`
            : nothing
      }
      ${verdicts || delta ? flag(reference) : nothing}
    </span>
  </th>`;
}

const PIN = html`<span class="pin" role="img" aria-label="pinned" title="Pinned above all others (p)">
  <svg viewBox="0 0 16 16" aria-hidden="true">
    <path d="M5 2h6M6 2v4L3.5 9.5h9L10 6V2M8 9.5V15"></path>
  </svg>
</span>`;

const STAR = html`<span class="star" role="img" aria-label="starred" title="Starred (s)">
  <svg viewBox="0 0 16 16" aria-hidden="true">
    <path d="M8 1.5l2 4.2 4.6.6-3.4 3.2.9 4.6L8 11.8l-4.1 2.3.9-4.6L1.4 6.3 6 5.7z"></path>
  </svg>
</span>`;

/** @param {boolean} on whether the run is the reference */
function flag(on) {
  return html`<button
    type="button"
    class="flag"
    tabindex="-1"
    aria-label="Reference"
    aria-pressed=${on ? 'true' : 'false'}
    title=${on ? 'All others are compared with this run' : 'Compare all others with this run (b)'}
  >
    <svg viewBox="0 0 16 16" aria-hidden="true"><path d="M4 15V2m0 1h8l-2 3 2 3H4"></path></svg>
  </button>`;
}

/** @param {Column} column @param {Row} row */
function averageCell(column, row) {
  const { run } = row;
  const { value = null, tasks = 0 } = average(run.metrics) ?? {};
  const said = averageText(run);
  if (value !== null) {
    return claimed(column, row, cellText(column, run), said);
  }
  if (tasks === 0) {
    return missing();
  }
  const why = `Over ${tasks} of ${TASKS.length} tasks: not comparable.`;
  return html`<td class="number partial" title=${[why, said].filter(Boolean).join(' ')}>
    <span class="badge" aria-hidden="true">${tasks}/${TASKS.length}</span>
    <span aria-hidden="true">${format.MISSING}</span>
    <span class="spoken">missing, over ${tasks} of ${TASKS.length} tasks, not comparable</span>
  </td>`;
}

const UNCLEAR = 'The training config says something that is neither true nor false.';

/** @param {Run} run */
function trainingCell(run) {
  const badges = training(run);
  const unclear = isTrainingUnclear(run);
  return html`<td class="training" title=${run.notes || nothing}>
    ${
      badges.length > 0
        ? badges.map((badge) => html`<span class="badge ${badge.toLowerCase()}">${badge}</span>`)
        : unclear
          ? nothing
          : html`<span class="none">none</span>`
    }
    ${unclear ? html`<span class="badge" title=${UNCLEAR}>?<span class="spoken"> ${UNCLEAR}</span></span>` : nothing}
  </td>`;
}

/** @param {string} words @param {string} key of the column @param {string} title */
function text(words, key, title = words) {
  return words === ''
    ? html`<td class="text missing">
        <span aria-hidden="true">${format.MISSING}</span><span class="spoken">missing</span>
      </td>`
    : html`<td class="text ${key}" title=${title}><bdi>${words}</bdi></td>`;
}

/** @param {string | null} words null when the value is missing @param {string} title the value, or why there is none */
function setting(words, title) {
  return words === null
    ? html`<td class="number missing" title=${title}>
        <span aria-hidden="true">${format.MISSING}</span><span class="spoken">missing: ${title}</span>
      </td>`
    : html`<td class="number setting" title=${title}><bdi>${words}</bdi></td>`;
}

/** @param {Run} run @param {Column} column */
function counts({ metrics }, { metric = '', samples: key = '', own }) {
  const { correct = null, samples = null } = accuracy(metrics, metric, key, own) ?? {};
  if (samples === null) {
    return '';
  }
  return correct === null
    ? `of ${format.integer(samples)}`
    : `${format.integer(correct)} of ${format.integer(samples)}`;
}

/**
 * @param {string | null} text null when the value is missing
 * @param {unknown} title
 */
function numeric(text, title = nothing) {
  return text === null ? missing() : html`<td class="number" title=${title}>${text}</td>`;
}

/**
 * An accuracy, with what can be claimed of it where that is asked for.
 *
 * @param {Column} column
 * @param {Row} row
 * @param {string | null} text null when the value is missing
 * @param {string} title
 */
function claimed(column, { run, verdicts, against }, text, title) {
  if (text === null) {
    return missing();
  }
  if (!verdicts) {
    return numeric(text, title || nothing);
  }
  const said = [title, claimText(column, run, verdicts, against)].filter(Boolean).join('\n');
  const look = isTop(column, run, verdicts) ? 'unbeaten' : '';
  return html`<td class="number sure ${look}" title=${said}>
    <span class="value">${text}</span>${claim(column, run, verdicts)}
  </td>`;
}

function missing() {
  return html`<td class="number missing">
    <span aria-hidden="true">${format.MISSING}</span><span class="spoken">missing</span>
  </td>`;
}

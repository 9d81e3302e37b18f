// @ts-check
/** The cells of one run. */
import { swatch } from 'app/charts/swatch.js';
import * as format from 'app/lib/format.js';
import { accuracy, average, figure, TASKS } from 'app/model/metrics.js';
import { isTrainingUnclear, training } from 'app/model/training.js';
import { averageBadge, averageText } from 'app/views/average.js';
import { nameParts } from 'app/charts/run-name.js';
import { unavailableBadge, unavailableText } from 'app/views/unavailable.js';
import { html, nothing } from 'lit-html';

/** @typedef {import('app/model/board.js').Run} Run */
/** @typedef {import('app/model/columns.js').Column} Column */

/**
 * A run and how it is shown.
 *
 * @typedef {object} Row
 * @property {Run} run
 * @property {number} place in the order shown, from 0
 * @property {boolean} selected
 * @property {boolean} reachable whether the tab key stops here
 * @property {boolean} baseline
 * @property {string | null} why it is the baseline, where there is a choice
 * @property {number} fresh how often it changed unseen; 0 until it is in view
 * @property {import('app/model/run-names.js').Name} named
 * @property {import('app/model/palette.js').Mark | undefined} mark of a run that is in the charts
 */

/**
 * @param {Row} row
 * @param {readonly Column[]} columns
 */
export function cells(row, columns) {
  const { selected, reachable } = row;
  const label = `Select ${spokenName(row)}`;
  return html`<td class="pick">
      <label
        ><input
          type="checkbox"
          aria-label=${label}
          tabindex=${reachable ? 0 : -1}
          .checked=${selected}
      /></label>
    </td>
    ${columns.map((column) => cell(column, row))}`;
}

/**
 * @param {Column} column
 * @param {Row} row
 */
function cell(column, row) {
  const { run } = row;
  const key = column.metric ?? '';
  switch (column.kind) {
    case 'name':
      return name(row);
    case 'integer':
      return numeric(format.integer(run.checkpoint_step));
    case 'accuracy': {
      const value = accuracy(run.metrics, key, column.samples ?? '', column.own);
      return value ? numeric(format.percent(value), counts(value)) : missing();
    }
    case 'perplexity': {
      const value = figure(run.metrics, key);
      return value === null ? missing() : numeric(format.perplexity(value));
    }
    case 'number': {
      const value = figure(run.metrics, key, column.own);
      return value === null ? missing() : numeric(format.fixed(value, column.digits ?? 2));
    }
    case 'plain': {
      const value = figure(run.metrics, key, column.own);
      return value === null ? missing() : numeric(format.plain(value), String(value));
    }
    case 'text':
      return text(column.text?.(run) ?? '', column.key);
    case 'time':
      return text(format.moment(run.evaluation_timestamp), column.key);
    case 'average':
      return averageCell(run);
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
function name({ run, named, baseline, why, mark }) {
  return html`<th scope="row" class="name" title=${[run.name, run.checkpoint_path, averageText(run), unavailableText(run)].filter(Boolean).join('\n')}>
    <span class="line">
      ${mark ? swatch(mark) : nothing}${nameParts(named.own, 'own')}
      ${baseline ? html`<span class="badge baseline" title=${why ?? nothing}>baseline</span>` : nothing}
      ${averageBadge(run)} ${unavailableBadge(run)}
      ${
        named.beside.length > 0
          ? nameParts(named.beside, 'aside ambiguous')
          : named.more
            ? html`<span class="aside more"><span><bdi>${named.more}</bdi></span></span>`
            : nothing
      }
    </span>
  </th>`;
}

/** @param {Run} run */
function averageCell(run) {
  const { value = null, tasks = 0 } = average(run.metrics) ?? {};
  const said = averageText(run);
  if (value !== null) {
    return numeric(format.fixed(value * 100, 1), said || nothing);
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

/** @param {string} words @param {string} key of the column */
function text(words, key) {
  return words === ''
    ? html`<td class="text missing">
        <span aria-hidden="true">${format.MISSING}</span><span class="spoken">missing</span>
      </td>`
    : html`<td class="text ${key}" title=${words}><bdi>${words}</bdi></td>`;
}

/** @param {import('app/model/metrics.js').Accuracy} value */
function counts({ correct, samples }) {
  if (samples === null) {
    return nothing;
  }
  return correct === null
    ? `of ${format.integer(samples)}`
    : `${format.integer(correct)} of ${format.integer(samples)}`;
}

/**
 * @param {string} text
 * @param {unknown} title
 */
function numeric(text, title = nothing) {
  return html`<td class="number" title=${title}>${text}</td>`;
}

function missing() {
  return html`<td class="number missing">
    <span aria-hidden="true">${format.MISSING}</span><span class="spoken">missing</span>
  </td>`;
}

// @ts-check
/** What stands below an accuracy: how sure it is, and how it differs from the reference. */
import { counted, fixed, pText } from 'app/lib/format.js';
import { differenceOf, intervalOf } from 'app/model/statistics.js';
import { pointsText, tasksOf } from 'app/model/uncertainty.js';
import { html, nothing } from 'lit-html';

/** @typedef {import('app/model/board.js').Run} Run */
/** @typedef {import('app/model/columns.js').Column} Column */
/** @typedef {import('app/model/uncertainty.js').Verdicts} Verdicts */

/** Signs of a decided difference, beside its colour. */
export const SIGNS = Object.freeze({ better: '▲', worse: '▼', undecided: '' });

const percent = (/** @type {number} */ share) => fixed(100 * share, 1);

/**
 * @param {Column} column
 * @param {Run} run
 * @param {Verdicts} verdicts
 */
export function claim(column, run, verdicts) {
  const tasks = tasksOf(column, run);
  if (!tasks) {
    return nothing;
  }
  const { low, high } = intervalOf(tasks);
  const verdict = verdicts.of(column, run);
  const other = verdict && verdicts.reference && tasksOf(column, verdicts.reference);
  return html`<span class="claim"
    ><span class="half">±${fixed(50 * (high - low), 1)}</span>${
      other
        ? html` <span class="difference ${verdict.kind}"
            ><span aria-hidden="true">${SIGNS[verdict.kind]}</span>${pointsText(tasks, other, 1)}<span
              class="spoken"
            > points, ${verdict.kind}</span></span
          >`
        : nothing
    }</span
  >`;
}

/**
 * Everything that is known of how sure an accuracy is, in sentences.
 *
 * @param {Column} column
 * @param {Run} run
 * @param {Verdicts} verdicts
 * @param {string} apart what makes the difference hard to judge, in sentences
 * @returns {string} empty where nothing is known
 */
export function claimText(column, run, verdicts, apart) {
  const tasks = tasksOf(column, run);
  if (!tasks) {
    return '';
  }
  const { low, high } = intervalOf(tasks);
  return [
    `95 % interval: ${percent(low)} to ${percent(high)}.`,
    ...against(column, run, verdicts, tasks, apart),
    ...among(column, run, verdicts),
  ].join('\n');
}

/**
 * @param {Column} column
 * @param {Run} run
 * @param {Verdicts} verdicts
 * @param {import('app/model/statistics.js').Tasks} tasks
 * @param {string} apart
 * @returns {readonly string[]}
 */
function against(column, run, { reference, of }, tasks, apart) {
  if (!reference) {
    return [];
  }
  if (reference.id === run.id) {
    return ['All others are compared with this run.'];
  }
  const [verdict, other] = [of(column, run), tasksOf(column, reference)];
  if (!verdict || !other) {
    return [`The reference ${reference.name} has no counts to compare with.`];
  }
  const { low, high } = differenceOf(tasks, other);
  return [
    `${pointsText(tasks, other, 1)} points against ${reference.name} (${percent(low)} to ${percent(high)}): ${
      verdict.kind === 'undecided' ? 'not decided' : verdict.kind
    }, p = ${pText(verdict.p)} (Holm over ${counted(verdict.family, 'run')}).`,
    ...(verdict.kind === 'undecided' && verdict.detectable !== null
      ? [
          `This does not mean equal: differences from ${percent(verdict.detectable)} points on are found in 4 of 5 cases.`,
        ]
      : []),
    ...(apart ? [apart] : []),
  ];
}

/** @param {Column} column @param {Run} run @param {Verdicts} verdicts @returns {readonly string[]} */
function among(column, run, verdicts) {
  const top = verdicts.top(column);
  if (!top) {
    return [];
  }
  if (top.best === run) {
    return [
      top.inseparable.length === 0
        ? 'The best of the runs shown.'
        : `The best of the runs shown; ${counted(top.inseparable.length, 'other')} cannot be told apart from it.`,
    ];
  }
  return top.isBest(run) ? [`Cannot be told apart from the best, ${top.best.name}.`] : [];
}

/**
 * Whether a run is the best by a column, or cannot be told apart from it.
 *
 * @param {Column} column
 * @param {Run} run
 * @param {Verdicts} verdicts
 */
export function isTop(column, run, verdicts) {
  return verdicts.top(column)?.isBest(run) ?? false;
}

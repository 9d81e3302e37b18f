// @ts-check
/** Runs side by side in the tasks: a forest plot of differences, bars and a radar. */
import { barsFigure } from 'app/charts/bars.js';
import { incomplete, radarFigure } from 'app/charts/radar.js';
import { textWidth } from 'app/charts/text-width.js';
import { comparison } from 'app/model/comparison.js';
import { measuresWith } from 'app/model/measures.js';
import { memoize } from 'app/lib/memoize.js';
import { listed } from 'app/model/run-labels.js';
import { createChartCard } from 'app/views/chart-card.js';
import { check, choice, picker } from 'app/views/controls.js';
import { createForest } from 'app/views/forest.js';
import { html, nothing } from 'lit-html';

/** @typedef {import('app/model/comparison.js').Participant} Participant */
/** @typedef {import('app/model/chart-options.js').Modes} Modes */
/** @typedef {import('app/model/state.js').State} State */

/** @type {readonly (readonly [Modes['values'], string, string])[]} */
const VALUES = [
  ['absolute', 'Absolute values', 'The accuracies themselves, in percent.'],
  ['relative', '% difference (relative)', 'The change in percent of the reference’s value.'],
  ['points', 'Difference (points)', 'The value minus the reference’s, in percentage points.'],
];

const REMARKS = Object.freeze({
  absolute: 'Share of correct answers, in percent.',
  relative:
    'Change in percent of the reference’s own value: 66.50 % against 63.35 % is +4.97 %. These are not points.',
  points: 'Value minus reference: 66.50 % against 63.35 % is +3.15 percentage points.',
});

/**
 * @param {import('app/charts/theme-colors.js').ThemeColors} themeColors
 * @param {import('app/app/actions.js').Actions} actions
 */
export function createScores(themeColors, actions) {
  const forest = createForest(themeColors, actions);
  const bars = createChartCard('bars', 'Bar chart', themeColors, actions);
  const radar = createChartCard('radar', 'Radar chart', themeColors, actions);
  const measured = memoize(measuresWith);
  const compared = memoize(comparison);
  const barred = memoize(barsFigure);
  const round = memoize(radarOf);
  const spun = memoize(radarFigure);

  /**
   * @param {import('app/model/board.js').Board | null} board
   * @param {Modes} modes
   * @param {readonly Participant[]} participants
   * @param {Participant | null} reference
   */
  function controls(board, modes, participants, reference) {
    return html`<div class="controls">
      ${choice('Values', VALUES, modes.values, (values) => actions.modes({ values }))}
      ${
        modes.values === 'absolute' || !reference
          ? nothing
          : picker(
              'Against',
              participants.some(({ run }) => run.id === reference.run.id)
                ? participants.map(option)
                : [reference, ...participants].map(option),
              reference.run.id,
              (id) => actions.modes({ reference: id === board?.baseline ? null : id }),
            )
      }
      ${check(
        'Auto-scale',
        modes.autoscale,
        (autoscale) => actions.modes({ autoscale }),
        'Axes show only the range that the values are in.',
      )}
      ${check(
        'Uncertainty',
        modes.uncertainty !== 'hidden',
        (on) => actions.modes({ uncertainty: on ? 'shown' : 'hidden' }),
        'Lines span the intervals of 95 %; a difference that may be none is drawn as an outline.',
      )}
      ${baseline(modes, board?.baseline ?? null, actions)}
    </div>`;
  }

  return Object.freeze({
    /**
     * @param {State} state
     * @param {readonly Participant[]} participants
     * @param {Participant | null} reference
     * @param {import('app/model/comparison.js').Judge} judge
     * @param {import('app/model/forest.js').Tests | null} tests null where nobody chose a reference
     */
    view({ board, modes }, participants, reference, judge, tests) {
      if (participants.length < 2) {
        return html`<div class="hint">
          <p>
            <b>Nothing to compare yet.</b> Select
            ${participants.length === 0 ? 'two or more runs' : 'another run'} in the
            table${
              participants.length === 1 && !modes.baseline && board?.baseline
                ? ', or show the baseline'
                : ''
            }.
          </p>
          ${baseline(modes, board?.baseline ?? null, actions)}
        </div>`;
      }
      const measures = measured(board?.metrics ?? []);
      const all = compared(
        participants,
        measures,
        modes.values,
        reference,
        modes.uncertainty === 'hidden' ? null : judge,
      );
      const tasks = round(all, modes.overall);
      return html`
        ${modes.options ? controls(board, modes, participants, reference) : nothing}
        ${
          reference && tests && modes.uncertainty !== 'hidden'
            ? forest.view(modes, participants, measures, reference, judge, tests)
            : nothing
        }
        <p class="remark">
          ${REMARKS[modes.values]}
          ${modes.autoscale && modes.values === 'absolute' ? 'The axes do not begin at 0.' : ''}
        </p>
        <div class="pair">
          ${bars.view(barred(all, modes.autoscale, textWidth), modes, { remarks: missing(all) })}
          ${radar.view(spun(tasks, modes.autoscale, textWidth), modes, {
            tools: overallAxis(modes, actions),
            remarks: outlines(tasks),
          })}
        </div>
      `;
    },
  });
}

/**
 * Whether the baseline is shown, where there is one.
 *
 * @param {Modes} modes
 * @param {string | null} id of the baseline
 * @param {import('app/app/actions.js').Actions} actions
 */
export function baseline(modes, id, actions) {
  return id === null
    ? html`<p class="remark">
        There is no baseline: register the results of a pretrained model, or name a run under
        <code>baseline</code> in the configuration.
      </p>`
    : check('Show baseline', modes.baseline, (on) => actions.modes({ baseline: on }));
}

/** @param {Participant} who @returns {readonly [string, string]} */
function option({ run, label, baseline: is }) {
  return [run.id, is ? `Baseline: ${label}` : label];
}

/** @param {Modes} modes @param {import('app/app/actions.js').Actions} actions */
function overallAxis({ overall }, actions) {
  return check(
    'Overall axis',
    overall,
    (on) => actions.modes({ overall: on }),
    'One more axis: the mean of the four tasks.',
  );
}

/**
 * What the radar has of a comparison. The average is the mean of the other axes, so it is one of
 * them only where that is asked for.
 *
 * @param {import('app/model/comparison.js').Comparison} all
 * @param {boolean} overall
 */
function radarOf(all, overall) {
  const kept = all.measures.map(({ key }) => overall || key !== 'avg');
  /** @param {import('app/model/comparison.js').Row} row */
  const row = ({ who, cells }) => ({ who, cells: cells.filter((_, i) => kept[i]) });
  return {
    ...all,
    measures: all.measures
      .filter((_, i) => kept[i])
      .map((measure) => (measure.key === 'avg' ? { ...measure, label: 'Overall' } : measure)),
    rows: all.rows.map(row),
    base: all.base && row(all.base),
  };
}

/** @param {import('app/model/comparison.js').Comparison} all */
function missing({ rows, measures }) {
  const words = rows.flatMap(({ who, cells }) =>
    cells.flatMap(({ value, note }, i) =>
      value === null ? [`${who.label}, ${measures[i].label}: ${note}`] : [],
    ),
  );
  return words.length === 0
    ? nothing
    : html`<p class="remark"><b>Missing:</b> ${listed(words)}.</p>`;
}

/** @param {import('app/model/comparison.js').Comparison} tasks */
function outlines(tasks) {
  const words = incomplete(tasks);
  return html`<p class="remark">The radar shows no uncertainty.</p>
    ${
      words.length === 0
        ? nothing
        : html`<p class="remark">
          <b>Without an outline</b>, for a value is missing: ${listed(words)}.
        </p>`
    }`;
}

// @ts-check
/** The forest plot of the selected runs: how far each is from the reference in one measure. */
import { forestFigure } from 'app/charts/forest.js';
import { textWidth } from 'app/charts/text-width.js';
import { memoize } from 'app/lib/memoize.js';
import { comparable, forestOf, measureAt } from 'app/model/forest.js';
import { listed } from 'app/model/run-labels.js';
import { createChartCard } from 'app/views/chart-card.js';
import { picker } from 'app/views/controls.js';
import { html, nothing } from 'lit-html';

/** @typedef {import('app/model/comparison.js').Participant} Participant */
/** @typedef {import('app/model/forest.js').Forest} Forest */
/** @typedef {import('app/model/measures.js').Measure} Measure */

/**
 * @param {import('app/charts/theme-colors.js').ThemeColors} themeColors
 * @param {import('app/app/actions.js').Actions} actions
 */
export function createForest(themeColors, actions) {
  const card = createChartCard('forest', 'Forest plot', themeColors, actions);
  const offered = memoize(comparable);
  const compared = memoize(forestOf);
  const drawn = memoize(forestFigure);

  /** @param {readonly Measure[]} measures @param {Measure} measure */
  const metric = (measures, measure) =>
    picker(
      'Metric',
      measures.map(({ key, label }) => [key, label]),
      measure.key,
      (key) => actions.modes({ delta: key === measureAt(measures, null).key ? null : key }),
    );

  return Object.freeze({
    /**
     * Nothing where there is nothing to compare.
     *
     * @param {import('app/model/chart-options.js').Modes} modes
     * @param {readonly Participant[]} participants
     * @param {readonly Measure[]} measures
     * @param {Participant} reference
     * @param {import('app/model/comparison.js').Judge} judge
     * @param {import('app/model/forest.js').Tests} tests
     */
    view(modes, participants, measures, reference, judge, tests) {
      const some = offered(measures, participants, reference);
      if (some.length === 0) {
        return nothing;
      }
      const measure = measureAt(some, modes.delta);
      const forest = compared(participants, measure, reference, judge, tests);
      return card.view(drawn(forest, textWidth), modes, {
        tools: metric(some, measure),
        remarks: remarks(forest),
      });
    },
  });
}

/** @param {Forest} forest */
function remarks({ missing }) {
  const words = missing.map(({ who, note }) => `${who.label}: ${note}`);
  return html`<p class="remark">
      Lines span the intervals of 95 %. A hollow mark is a difference that may be none: the test at
      5 %, adjusted by Holm over the runs that the table shows, does not decide.
    </p>
    ${
      words.length === 0
        ? nothing
        : html`<p class="remark"><b>Not compared:</b> ${listed(words)}.</p>`
    }`;
}

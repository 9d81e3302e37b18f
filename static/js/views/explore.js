// @ts-check
/** The place for how metrics and configurations hang together: a scatter, and sections below it that open. */
import { parallelFigure } from 'app/charts/parallel.js';
import { scatterFigure } from 'app/charts/scatter.js';
import { textWidth } from 'app/charts/text-width.js';
import { memoize } from 'app/lib/memoize.js';
import { isUncertaintyShown } from 'app/model/chart-options.js';
import { bestAndRest, bestKeysOf } from 'app/model/best-keys.js';
import { varyingKeys } from 'app/model/config-values.js';
import { correlationsOf } from 'app/model/correlations.js';
import { EXPLORE } from 'app/model/explore.js';
import { axesOf, axisAt } from 'app/model/explore-axes.js';
import { filtered } from 'app/model/filters.js';
import { parallelAxes, parallelView } from 'app/model/parallel.js';
import { groupingOf } from 'app/model/point-groups.js';
import { withRange } from 'app/model/ranges.js';
import { paretoFront, placedIn, scatterView } from 'app/model/scatter.js';
import { bestKeys } from 'app/views/best-keys.js';
import { createChartCard } from 'app/views/chart-card.js';
import { correlationTable } from 'app/views/correlation-table.js';
import { pickers } from 'app/views/explore-pickers.js';
import { section } from 'app/views/explore-section.js';
import { axisChoice, limits } from 'app/views/parallel.js';
import {
  frontRuns,
  frontSentence,
  groupLegend,
  missingRuns,
  scatterRemark,
} from 'app/views/scatter-words.js';
import { html, render } from 'lit-html';

/** @typedef {import('app/model/state.js').State} State */
/** @typedef {import('app/model/board.js').Run} Run */
/** @typedef {(run: Run) => import('app/model/run-names.js').Name} NameOf */

/**
 * @param {import('app/charts/theme-colors.js').ThemeColors} themeColors
 * @param {import('app/app/actions.js').Actions} actions
 */
export function createExplore(themeColors, actions) {
  const varied = memoize(varyingKeys);
  const laidOut = memoize(axesOf);
  const placed = memoize(placedIn);
  const fronted = memoize(paretoFront);
  const grouped = memoize(withReference);
  const viewed = memoize(viewOf);
  const drawn = memoize(scatterFigure);
  const unranged = memoize(withoutRanges);
  const chosenAxes = memoize(parallelAxes);
  const stranded = memoize(parallelView);
  const parallel = memoize(parallelFigure);
  const correlated = memoize(correlationsOf);
  const compared = memoize(comparedKeys);
  /** @type {State | null} what is shown */
  let last = null;
  const element = document.createElement('section');
  element.className = 'explore';
  element.setAttribute('aria-label', 'Explore');

  const onPick = actions.toggleSelected;
  const card = createChartCard('scatter', 'Scatter', themeColors, actions, { onPick });
  const lines = createChartCard('strands', 'Parallel coordinates', themeColors, actions, {
    onPick,
    onBrush: (range) => last && actions.filter({ ranges: withRange(last.filters.ranges, range) }),
  });

  /**
   * @param {State} state
   * @param {import('app/model/selectors.js').Shown} shown
   * @param {NameOf} nameOf
   */
  function view(state, shown, nameOf) {
    const { modes, selected, explore } = state;
    const { matched, verdicts, every } = shown;
    const varying = varied(matched);
    const axes = laidOut(every, varying, matched);
    const across = axisAt(axes, explore.across, EXPLORE.across);
    const up = axisAt(axes, explore.up, EXPLORE.up);
    const sure = isUncertaintyShown(modes, verdicts.reference);
    const where = placed(matched, across, up);
    const front = fronted(where, across, up);
    const grouping = grouped(matched, verdicts.reference, explore.colour);
    const dots = viewed(
      where,
      across,
      up,
      explore.front ? front : null,
      grouping,
      selected,
      verdicts.reference,
      sure,
    );
    const figure = drawn(dots, nameOf, textWidth);
    return html`<div class="card">
      ${frontSentence(dots, where)}
      ${pickers(axes, varying, { ...explore, across: across.key, up: up.key }, front !== null, actions)}
      ${
        where.points.length === 0
          ? html`<p class="hint" role="status">
              <b>No run shown has both ${up.label} and ${across.label}.</b>
            </p>`
          : card.view(figure, modes, {
              tools: groupLegend(dots.groups),
              remarks: html`${frontRuns(dots, nameOf, selected, actions)}${scatterRemark(dots)}`,
            })
      }
        ${missingRuns(where.missing, nameOf, actions)}
      </div>
      ${section('parallel', 'Parallel coordinates', explore.open, actions, () =>
        parallelCoordinates(state, shown, axes, grouping, nameOf),
      )}
      ${section('correlations', 'Correlations', explore.open, actions, () =>
        correlationTable(correlated(matched, axes)),
      )}
      ${section(
        'keys',
        'What differs most between the best and the rest',
        explore.open,
        actions,
        () => {
          const metrics = axes.filter(({ percent }) => percent);
          const metric = axisAt(metrics, explore.best, EXPLORE.best);
          return bestKeys(compared(shown.tops, metric.column, matched), metrics, metric, actions);
        },
      )}`;
  }

  /**
   * @param {State} state
   * @param {import('app/model/selectors.js').Shown} shown
   * @param {readonly import('app/model/explore-axes.js').Axis[]} axes
   * @param {import('app/model/point-groups.js').Grouping} grouping
   * @param {NameOf} nameOf
   */
  function parallelCoordinates(
    { modes, selected, explore, filters },
    { found, matched, verdicts },
    axes,
    grouping,
    nameOf,
  ) {
    const runs = filters.ranges.length > 0 ? unranged(found, filters) : matched;
    const of = chosenAxes(axes, explore.axes);
    const dots = stranded(
      runs,
      matched,
      of,
      filters.ranges,
      grouping,
      selected,
      verdicts.reference,
    );
    return html`${axisChoice(axes, explore.axes, actions)}
    ${lines.view(parallel(dots, nameOf, textWidth), modes, {
      tools: groupLegend(dots.groups),
      remarks: limits(dots, filters.ranges, actions),
    })}`;
  }

  return Object.freeze({
    element,

    /**
     * @param {State} state
     * @param {import('app/model/selectors.js').Shown} shown
     * @param {NameOf} nameOf
     */
    draw(state, shown, nameOf) {
      last = state;
      render(view(state, shown, nameOf), element);
    },
  });
}

/** @param {readonly Run[]} found @param {import('app/model/filters.js').Filters} filters */
function withoutRanges(found, filters) {
  return filtered(found, { ...filters, ranges: [] });
}

/**
 * @param {import('app/model/uncertainty.js').Verdicts} tops
 * @param {import('app/model/columns.js').Column | null} column
 * @param {readonly Run[]} runs
 */
function comparedKeys(tops, column, runs) {
  const { best, rest } = column ? bestAndRest(tops, column, runs) : { best: [], rest: [] };
  return bestKeysOf(best, rest);
}

/** @param {readonly Run[]} runs @param {Run | null} reference @param {string} colour */
function withReference(runs, reference, colour) {
  const outside = reference !== null && !runs.some(({ id }) => id === reference.id);
  return groupingOf(outside ? [...runs, reference] : runs, colour);
}

/**
 * @param {import('app/model/scatter.js').Placed} placed
 * @param {import('app/model/explore-axes.js').Axis} across
 * @param {import('app/model/explore-axes.js').Axis} up
 * @param {readonly import('app/model/scatter.js').Point[] | null} front
 * @param {import('app/model/point-groups.js').Grouping} grouping
 * @param {import('app/model/selection.js').Selection} selected
 * @param {Run | null} reference
 * @param {boolean} sure
 */
function viewOf(placed, across, up, front, grouping, selected, reference, sure) {
  return scatterView(placed, [across, up], front, grouping, selected, reference, sure);
}

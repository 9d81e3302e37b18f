// @ts-check
/** The place for how metrics and configurations hang together: a scatter, and sections below it that open. */
import { scatterFigure } from 'app/charts/scatter.js';
import { textWidth } from 'app/charts/text-width.js';
import { memoize } from 'app/lib/memoize.js';
import { isUncertaintyShown } from 'app/model/chart-options.js';
import { varyingKeys } from 'app/model/config-values.js';
import { EXPLORE } from 'app/model/explore.js';
import { axesOf, axisAt } from 'app/model/explore-axes.js';
import { groupingOf } from 'app/model/point-groups.js';
import { paretoFront, placedIn, scatterView } from 'app/model/scatter.js';
import { createChartCard } from 'app/views/chart-card.js';
import { pickers } from 'app/views/explore-pickers.js';
import { frontSentence, groupLegend, missingRuns, scatterRemark } from 'app/views/scatter-words.js';
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
  /** @type {State | null} what is shown */
  let last = null;
  const element = document.createElement('section');
  element.className = 'explore';
  element.setAttribute('aria-label', 'Explore');

  const card = createChartCard('scatter', 'Explore', themeColors, actions, {
    onPick: (id) => actions.select([id], !last?.selected.has(id)),
  });

  /**
   * @param {State} state
   * @param {import('app/model/selectors.js').Shown} shown
   * @param {NameOf} nameOf
   */
  function view({ modes, selected, explore }, { matched, verdicts, every }, nameOf) {
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
      ${frontSentence(dots, where, nameOf, selected, actions)}
      ${pickers(axes, varying, { ...explore, across: across.key, up: up.key }, front !== null, actions)}
      ${
        where.points.length === 0
          ? html`<p class="hint" role="status">
              <b>No run shown has both ${up.label} and ${across.label}.</b>
            </p>`
          : card.view(figure, modes, {
              tools: groupLegend(dots.groups),
              remarks: scatterRemark(dots),
            })
      }
      ${missingRuns(where.missing, nameOf, actions)}
    </div>`;
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

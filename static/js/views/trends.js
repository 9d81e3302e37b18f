// @ts-check
/** The place for what experiments become over training steps: lines, the same small in every metric, and words. */
import { textWidth } from 'app/charts/text-width.js';
import { trendsFigure } from 'app/charts/trends.js';
import { counted, integer } from 'app/lib/format.js';
import { memoize } from 'app/lib/memoize.js';
import { isUncertaintyShown } from 'app/model/chart-options.js';
import { experimentsOf } from 'app/model/experiments.js';
import { levelOf, marksOf, metricName, MOST_LINES, trendsView } from 'app/model/trend-view.js';
import { isSmall, linesIn, rankedLines, trendColumns, trendsOf } from 'app/model/trends.js';
import { finding } from 'app/views/finding.js';
import { createChartCard } from 'app/views/chart-card.js';
import { choice, picker } from 'app/views/controls.js';
import { smallMultiples } from 'app/views/small-multiples.js';
import { trendWords } from 'app/views/trend-words.js';
import { html, render } from 'lit-html';

/** @typedef {import('app/model/state.js').State} State */
/** @typedef {import('app/model/columns.js').Column} Column */
/** @typedef {import('app/model/trends.js').Trend} Trend */

/** More metrics are in a list that opens. */
const MOST_IN_SIGHT = 8;

/**
 * @param {import('app/charts/theme-colors.js').ThemeColors} themeColors
 * @param {import('app/app/actions.js').Actions} actions
 */
export function createTrends(themeColors, actions) {
  const grouped = memoize(experimentsOf);
  const columned = memoize(trendColumns);
  const main = memoize(trendsIn);
  const small = memoize(smallOnes);
  const marked = memoize(marksOf);
  const drawn = memoize(figureOf);
  /** @type {string | null} key of the experiment that is pointed at */
  let pointed = null;
  let whole = false;
  /** @type {readonly [State, import('app/model/selectors.js').Shown, string] | null} what is shown */
  let last = null;
  let waiting = false;
  const element = document.createElement('section');
  element.className = 'trends';
  element.setAttribute('aria-label', 'Trends');

  function paint() {
    waiting = false;
    if (last && element.isConnected) {
      const key = focusedIn(element);
      render(view(...last), element);
      if (key !== null && focusedIn(element) !== key) {
        // The focus stays with its experiment, wherever that is now.
        const line = element.querySelector(`[data-key="${CSS.escape(key)}"]`);
        /** @type {HTMLElement | null} */ (line)?.focus({ preventScroll: true });
      }
    }
  }

  /** What only this place shows is painted without the rest of the page. */
  function paintSoon() {
    if (!waiting) {
      waiting = true;
      window.requestAnimationFrame(paint);
    }
  }

  /** @param {string | null} key */
  function point(key) {
    if (pointed !== key) {
      pointed = key;
      paintSoon();
    }
  }

  const card = createChartCard('trend', 'Trends', themeColors, actions, {
    onPick: actions.toggleSelected,
    onLine: point,
  });

  /**
   * @param {State} state
   * @param {import('app/model/selectors.js').Shown} shown
   * @param {string} reference how it is called
   */
  function view({ modes, selected, metric }, { matched, verdicts, every }, reference) {
    const experiments = grouped(matched);
    const columns = columned(every);
    const column = columns.find(({ key }) => key === metric) ?? columns[0];
    const { trends, end, left } = main(experiments, column);
    const marks = marked(trends, selected);
    const sure = isUncertaintyShown(modes, verdicts.reference);
    const { figure, view } = drawn(trends, column, marks, selected, verdicts, reference, end, sure);
    card.emphasise(pointed);
    return html`
        <div class="card">
          ${finding(trends, column, sure)}
          ${
            view.lines.length === 0
              ? html`<div class="controls">${metrics(columns, column, actions)}</div>
                  <p class="hint" role="status">
                    <b>No experiment shown has ${metricName(column)}.</b>
                  </p>`
              : card.view(figure, modes, {
                  tools: metrics(columns, column, actions),
                  remarks: remarks(view, left, end),
                })
          }
        </div>
        ${smallMultiples(
          small(experiments, columns, verdicts.reference),
          column,
          marks,
          trends[0]?.line.experiment.key ?? null,
          pointed,
          actions.metric,
        )}
        <div class="card">
          ${trendWords(
            trends,
            column,
            { marks, selected: new Set(selected.keys()), pointed, sure, whole },
            {
              point,
              pick: actions.toggleSelected,
              showAll() {
                whole = true;
                paintSoon();
              },
            },
          )}
        </div>
      `;
  }

  return Object.freeze({
    element,

    /** @param {NonNullable<typeof last>} next the state, what is shown of it, and how the reference is called */
    draw(...next) {
      last = next;
      paint();
    },
  });
}

/** @param {HTMLElement} element @returns {string | null} key of the experiment in it that has the focus */
function focusedIn(element) {
  const active = document.activeElement;
  return active instanceof HTMLElement && element.contains(active)
    ? (active.dataset.key ?? null)
    : null;
}

/** @typedef {import('app/model/experiments.js').Experiment} Experiment */

/** @param {readonly Experiment[]} experiments @param {Column} column */
function trendsIn(experiments, column) {
  const { lines, end, left } = linesIn(experiments, column);
  return { trends: trendsOf(lines, column), end, left };
}

/**
 * What the small ones draw.
 *
 * @param {readonly Experiment[]} experiments
 * @param {readonly Column[]} columns
 * @param {import('app/model/board.js').Run | null} reference
 */
function smallOnes(experiments, columns, reference) {
  return columns.filter(isSmall).map((column) => {
    const { lines, end } = linesIn(experiments, column);
    return {
      column,
      ranked: rankedLines(lines, column),
      level: levelOf(column, reference, end),
    };
  });
}

/**
 * @param {readonly Trend[]} trends
 * @param {Column} column
 * @param {ReadonlyMap<string, import('app/model/palette.js').Mark>} marks
 * @param {import('app/model/selection.js').Selection} selected
 * @param {import('app/model/uncertainty.js').Verdicts} verdicts
 * @param {string} label of the reference
 * @param {number | null} end
 * @param {boolean} sure
 */
function figureOf(trends, column, marks, selected, verdicts, label, end, sure) {
  const view = trendsView(trends, column, marks, selected, verdicts, { label, end, sure });
  return { view, figure: trendsFigure(view, textWidth) };
}

/**
 * @param {readonly Column[]} columns
 * @param {Column} column
 * @param {import('app/app/actions.js').Actions} actions
 */
function metrics(columns, column, { metric }) {
  const options = columns.map((one) => /** @type {const} */ ([one.key, metricName(one)]));
  return options.length > MOST_IN_SIGHT
    ? picker('Metric', options, column.key, metric)
    : choice('Metric', options, column.key, metric);
}

/**
 * @param {import('app/model/trend-view.js').TrendsView} view
 * @param {number} left how many curves end elsewhere
 * @param {number | null} end
 */
function remarks({ lines, all, some }, left, end) {
  const others = lines.filter(({ mark, best }) => !mark && !best).length;
  const sentences = [
    lines.length < all
      ? `Drawn are the ${integer(MOST_LINES)} experiments with the best values, of ${integer(all)}, and those with a selected run.`
      : '',
    `Strong: the best experiment; in colour: those with a selected run${others > 0 ? `; grey: ${counted(others, 'other')}` : ''}.`,
    'A ring marks the earliest step that cannot be told apart from the best one. A click on a point selects its run.',
    some ? 'Intervals are drawn for lines with a colour.' : '',
    left > 0 && end !== null
      ? `${counted(left, 'curve')} ${left === 1 ? 'ends' : 'end'} elsewhere than at ${integer(end)} and ${left === 1 ? 'is' : 'are'} left out.`
      : '',
  ];
  return html`<p class="remark">${sentences.filter(Boolean).join(' ')}</p>`;
}

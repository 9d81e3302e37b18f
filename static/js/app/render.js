// @ts-check
/** Draws the state: the page, the table, and the sheets over them. */
import { createBars } from 'app/app/bars.js';
import { withBaseline } from 'app/model/baseline.js';
import { bestOf } from 'app/model/best-runs.js';
import { createThemeColors } from 'app/charts/theme-colors.js';
import { columnsWith } from 'app/model/columns.js';
import { isUncertaintyShown } from 'app/model/chart-options.js';
import { memoize } from 'app/lib/memoize.js';
import { withProvisional } from 'app/model/evaluations.js';
import { labels } from 'app/model/run-labels.js';
import { createNamer } from 'app/model/run-names.js';
import { newsOf } from 'app/model/changes.js';
import { summaryOf } from 'app/model/uncertainty.js';
import { createColumns } from 'app/views/column-dialog.js';
import { createExplore } from 'app/views/explore.js';
import { createRunDetails } from 'app/views/run-details.js';
import { createEvaluations } from 'app/views/evaluations.js';
import { createFilters } from 'app/views/filter-bar.js';
import { createHelp } from 'app/views/help-dialog.js';
import { createNews } from 'app/views/changes-dialog.js';
import { page } from 'app/views/page.js';
import { createPanel } from 'app/views/chart-panel.js';
import { createProblems } from 'app/views/problems-dialog.js';
import { createTrends } from 'app/views/trends.js';
import { createTable } from 'app/views/table.js';
import { nothing, render } from 'lit-html';

/** @type {ReadonlyMap<string, import('app/model/board.js').Run>} */
const NO_RUNS = new Map();
/** @type {readonly import('app/model/board.js').MetricDefinition[]} */
const NO_METRICS = [];

/**
 * @param {HTMLElement} root
 * @param {object} parts
 * @param {import('app/app/store.js').Store} parts.store
 * @param {import('app/app/actions.js').Actions} parts.actions
 * @param {ReturnType<typeof import('app/model/selectors.js').createSelectors>} parts.shownOf
 * @param {ReturnType<typeof import('app/app/theme.js').createTheme>} parts.theme
 * @param {Pick<ReturnType<typeof import('app/data/curve-cache.js').createCurveCache>, 'follow'>} parts.curves
 */
export function createRenderer(root, { store, actions, shownOf, theme, curves }) {
  const based = memoize(withBaseline);
  const named = memoize(labels);
  const rowNames = memoize(createNamer);
  const bested = memoize(bestOf);
  const winners = memoize(bestNames);
  const columned = memoize(columnsWith);
  const newly = memoize(newsOf);
  const summed = memoize(summaryOf);

  const table = createTable(actions);
  const filters = createFilters(actions);
  const columnSheet = createColumns(actions);
  const problems = createProblems(actions);
  const newsSheet = createNews(actions);
  const help = createHelp(actions);
  const evaluations = createEvaluations(actions);
  const runDetails = createRunDetails(actions);
  const themeColors = createThemeColors(window);
  const panel = createPanel(themeColors, actions);
  const trends = createTrends(themeColors, actions);
  const explore = createExplore(themeColors, actions);
  const bars = createBars(root);
  root.replaceChildren();

  let drawn = true;
  /** @type {unknown} what stood beside the table when it was drawn last */
  let beside = nothing;

  function draw() {
    drawn = true;
    const stored = store.get();
    const state = { ...stored, board: based(stored.board, stored.modes.base) };
    const all = state.board?.runs ?? NO_RUNS;
    const shown = shownOf(stored);
    const { runs, items, columns } = shown;
    const charted = withProvisional(state.board, shown.order, state.selected);
    const charts = panel.view(
      { ...state, board: charted.board },
      { ...shown, order: charted.order },
      named(all),
    );
    const bests = bested(shown.tops);
    const nameOfBest = winners(bests, shown.matched, named(all));
    const news = newly(state.past, all, columned(state.board?.metrics ?? NO_METRICS));
    const verdicts = isUncertaintyShown(state.modes, shown.verdicts.reference)
      ? shown.verdicts
      : null;
    const claims = verdicts && summed(verdicts);
    const nameOf = rowNames(shown.matched, named(all));
    const details = runDetails.view(state, shown, named(all).get(state.details ?? '') ?? '');
    const head = {
      news,
      theme: theme.get(),
      labels: named(all),
      nameOfBest,
      nameOf,
      claims,
      evaluations: evaluations.view(state),
      details,
    };
    const inRuns = state.place === 'runs';
    const parts = {
      filters: filters.element,
      table: table.element,
      other: (state.place === 'trends' ? trends : explore).element,
      charts,
    };
    const rendered = () => render(page(state, shown, bests, actions, parts, head), root);
    if ((charts === nothing) === (beside === nothing)) {
      rendered();
    } else {
      table.steady(rendered);
    }
    beside = charts;
    if (inRuns) {
      table.draw({
        state,
        runs,
        items,
        columns,
        nameOf,
        marks: panel.marks(state),
        verdicts,
        delta: shown.delta,
        comparability: shown.comparability,
      });
    } else if (state.place === 'explore') {
      explore.draw(state, shown, nameOf);
    } else {
      const { reference } = shown.verdicts;
      const baseline = reference !== null && reference.id === state.board?.baseline;
      trends.draw(state, shown, baseline ? 'Baseline' : reference ? nameOf(reference).short : '');
    }
    panel.drawn(state);
    curves.follow(panel.followed(state));
    problems.draw(state);
    filters.draw(state, shown);
    columnSheet.draw(state, shown);
    newsSheet.draw(state.sheet === 'news', news, named(all), state.connection !== 'file');
    help.draw(state.sheet === 'help');
    bars.drawn();
  }

  store.subscribe(() => {
    // State follows every change at once; drawing waits for a frame, in a hidden tab until it is shown.
    if (drawn) {
      drawn = false;
      window.requestAnimationFrame(draw);
    }
  });

  return Object.freeze({
    table,
    draw,

    /** @param {string} id of a run that is shown */
    reveal(id) {
      draw();
      table.pointAt(id);
    },
  });
}

/**
 * How the best runs are named, beside each other and the runs of their names.
 *
 * @param {readonly import('app/model/best-runs.js').Best[]} bests
 * @param {readonly import('app/model/board.js').Run[]} shown
 * @param {import('app/model/run-labels.js').Labels} beside
 */
function bestNames(bests, shown, beside) {
  const names = new Set(bests.flatMap(({ run }) => run?.name ?? []));
  return createNamer(
    shown.filter(({ name }) => names.has(name)),
    beside,
  );
}

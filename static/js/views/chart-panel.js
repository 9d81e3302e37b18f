// @ts-check
/** The charts of the selected runs, beside the table; over it where there is little room. */
import { apartLine } from 'app/views/apart.js';
import { whyBaseline } from 'app/model/baseline.js';
import { participantsOf, referenceOf } from 'app/model/comparison.js';
import { memoize } from 'app/lib/memoize.js';
import { panelShown } from 'app/model/chart-options.js';
import { kindsOf, perRun, testsOf } from 'app/model/judge.js';
import { createConfigs } from 'app/views/config-table.js';
import { createContext } from 'app/views/context-section.js';
import { legend } from 'app/views/legend.js';
import { createScores } from 'app/views/score-charts.js';
import { createSplit } from 'app/views/splitter.js';
import { html, nothing } from 'lit-html';

/** @typedef {import('app/model/comparison.js').Participant} Participant */
/** @typedef {import('app/model/chart-options.js').Tab} Tab */
/** @typedef {import('app/model/state.js').State} State */

/** @type {readonly (readonly [Tab, string])[]} */
const TABS = [
  ['scores', 'Scores'],
  ['context', 'Long context'],
  ['config', 'Configuration'],
];

/** @type {readonly Participant[]} */
const NOBODY = [];

/** @type {readonly import('app/model/board.js').MetricDefinition[]} */
const NO_METRICS = [];

const explained = memoize(whyBaseline);

/** Where there is room for table and charts side by side. */
const WIDE = '(min-width: 1000px)';

/**
 * @param {import('app/charts/theme-colors.js').ThemeColors} themeColors
 * @param {import('app/app/actions.js').Actions} actions
 */
export function createPanel(themeColors, actions) {
  const wide = window.matchMedia(WIDE);
  wide.addEventListener('change', actions.redraw);
  const scores = createScores(themeColors, actions);
  const context = createContext(themeColors, actions);
  const configs = createConfigs(actions);
  const split = createSplit(actions);
  const marked = memoize(marksOf);
  const judged = memoize(perRun);
  const tested = memoize(perRun);
  let participants = NOBODY;
  /** @type {Participant | null} */
  let against = null;
  let covering = false;

  /**
   * Finds out who takes part. What is as before stays the same object, so that nothing is drawn
   * again.
   *
   * @param {State} state
   * @param {import('app/model/board.js').Board} board
   * @param {readonly import('app/model/board.js').Run[]} order
   * @param {import('app/model/run-labels.js').Labels} labels
   */
  function gather({ selected, modes }, board, order, labels) {
    const next = participantsOf(board, selected, order, labels, modes);
    const settled =
      next.length === participants.length && next.every((who, i) => same(who, participants[i]));
    participants = settled ? participants : next;
    const reference = referenceOf(board, participants, selected, labels, modes);
    against = reference && against && same(reference, against) ? against : reference;
  }

  /** @param {State} state */
  const shown = ({ place, modes, selected, board }) =>
    place === 'runs' &&
    board !== null &&
    board.runs.size > 0 &&
    panelShown(modes, selected.size, wide.matches);

  /** @param {KeyboardEvent} event */
  function move(event) {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    const tabs = /** @type {HTMLElement} */ (event.currentTarget).querySelectorAll('[role=tab]');
    const at = [...tabs].indexOf(/** @type {Element} */ (event.target));
    if (step && at >= 0) {
      event.preventDefault();
      const next = (at + step + TABS.length) % TABS.length;
      actions.modes({ tab: TABS[next][0] });
      /** @type {HTMLElement} */ (tabs[next]).focus();
    }
  }

  return Object.freeze({
    /**
     * The page has been drawn: where the panel covers the table, the focus goes with it.
     *
     * @param {State} state
     */
    drawn(state) {
      split.drawn(state.modes.split);
      const before = covering;
      covering = shown(state) && !wide.matches;
      if (covering && !before) {
        document.getElementById(`tab-${state.modes.tab}`)?.focus();
      } else if (before && !covering && document.activeElement === document.body) {
        /** @type {HTMLElement | null} */ (document.querySelector('.charts-button'))?.focus();
      }
    },

    /**
     * The runs whose curves are shown, and the one that they are compared with.
     *
     * @param {State} state
     */
    followed: (state) =>
      shown(state) && state.modes.tab === 'context' && participants.length > 0
        ? [...new Set([...participants, ...(against ? [against] : [])].map(({ run }) => run))]
        : [],

    /**
     * The marks of the runs that are in the charts, by id; empty while no charts are shown.
     *
     * @param {State} state
     */
    marks: (state) => marked(shown(state) ? participants : NOBODY),

    /**
     * @param {State} state
     * @param {import('app/model/selectors.js').Shown} table what the table shows
     * @param {import('app/model/run-labels.js').Labels} labels
     */
    view(state, { order, verdicts, every }, labels) {
      const { board, modes } = state;
      if (board) {
        gather(state, board, order, labels);
      }
      if (!shown(state)) {
        return nothing;
      }
      const judge = judged(kindsOf(verdicts, every, participants));
      const tests =
        against && verdicts.reference?.id === against.run.id
          ? tested(testsOf(verdicts, every, participants))
          : null;
      const beside = wide.matches && modes.panel !== 'full';
      return html`${beside ? split.view() : nothing}<section
        class="panel ${modes.panel}"
        id="charts"
        aria-label="Charts"
        role=${wide.matches ? nothing : 'dialog'}
        aria-modal=${wide.matches ? nothing : 'true'}
        @keydown=${(/** @type {KeyboardEvent} */ event) => {
          if (event.key === 'Escape' && !wide.matches && !event.defaultPrevented) {
            actions.modes({ panel: 'closed' });
          }
        }}
      >
        <h2 class="spoken">Charts</h2>
        <header class="panel-head">
          <div role="tablist" aria-label="What is compared" @keydown=${move}>
            ${TABS.map(
              ([tab, text]) =>
                html`<button
                  type="button"
                  role="tab"
                  id="tab-${tab}"
                  aria-controls="charts-body"
                  aria-selected=${tab === modes.tab ? 'true' : 'false'}
                  tabindex=${tab === modes.tab ? 0 : -1}
                  @click=${() => actions.modes({ tab })}
                >
                  ${text}
                </button>`,
            )}
          </div>
          ${
            modes.tab === 'config'
              ? nothing
              : html`<button
                  type="button"
                  class="small chart-options"
                  aria-expanded=${modes.options ? 'true' : 'false'}
                  title="How the charts are"
                  @click=${() => actions.modes({ options: !modes.options })}
                >
                  <svg viewBox="0 0 16 16" aria-hidden="true">
                    <path d="M1 5h8m4 0h2M1 11h2m4 0h8M9 3v4h4V3zM3 9v4h4V9z"></path>
                  </svg>
                  <span class="spoken-on-phones">Options</span>
                </button>`
          }
          <button
            type="button"
            class="small wide-only"
            aria-pressed=${modes.panel === 'full' ? 'true' : 'false'}
            @click=${() => actions.modes({ panel: modes.panel === 'full' ? 'open' : 'full' })}
          >
            Full width
          </button>
          <button type="button" class="small" @click=${() => actions.modes({ panel: 'closed' })}>
            Close
          </button>
        </header>
        <div class="panel-body" id="charts-body" role="tabpanel" aria-labelledby="tab-${modes.tab}">
          ${legend(participants, against, state, actions)}
          ${apartLine(participants, against, board?.metrics ?? NO_METRICS)} ${body(state, judge, tests)}
          ${chosen(board)}
        </div>
      </section>`;
    },
  });

  /**
   * @param {State} state
   * @param {import('app/model/comparison.js').Judge} judge
   * @param {import('app/model/forest.js').Tests | null} tests
   */
  function body(state, judge, tests) {
    switch (state.modes.tab) {
      case 'scores':
        return scores.view(state, participants, against, judge, tests);
      case 'context':
        return context.view(state, participants, against);
      case 'config':
        return configs.view(state.modes, participants, against);
    }
  }
}

/** @param {import('app/model/board.js').Board | null} board */
function chosen(board) {
  const why = board && explained(board);
  return why ? html`<p class="remark">${why}</p>` : nothing;
}

/** @param {readonly Participant[]} participants */
function marksOf(participants) {
  return new Map(participants.map(({ run, mark }) => [run.id, mark]));
}

/**
 * @param {Participant} a
 * @param {Participant} b
 */
function same(a, b) {
  return (
    a.run === b.run &&
    a.label === b.label &&
    a.mark === b.mark &&
    a.baseline === b.baseline &&
    a.selected === b.selected &&
    a.hidden === b.hidden
  );
}

// @ts-check
/** Long context: the curves of the runs, and how they are shown. */
import { contextFigure, SPREAD_LIMIT } from 'app/charts/long-context.js';
import { PAN_STEP, ZOOM_OUT, ZOOM_IN } from 'app/charts/gestures.js';
import { panned, zoomed } from 'app/charts/scale.js';
import { thinFrom } from 'app/model/curves.js';
import { counted, integer } from 'app/lib/format.js';
import { known } from 'app/data/curve-cache.js';
import { memoize } from 'app/lib/memoize.js';
import { listed } from 'app/model/run-labels.js';
import { createChartCard } from 'app/views/chart-card.js';
import { createDifferences } from 'app/views/file-differences.js';
import { contextControls } from 'app/views/context-controls.js';
import { baseline } from 'app/views/score-charts.js';
import { html, nothing } from 'lit-html';

/** @typedef {import('app/model/comparison.js').Participant} Participant */
/** @typedef {import('app/data/curve-cache.js').Fetched} Fetched */
/** @typedef {import('app/model/chart-options.js').Modes} Modes */
/** @typedef {import('app/model/state.js').State} State */

/**
 * @param {import('app/charts/theme-colors.js').ThemeColors} themeColors
 * @param {import('app/app/actions.js').Actions} actions
 */
export function createContext(themeColors, actions) {
  const box = createChartCard('context', 'Long-context chart', themeColors, actions);
  const sorted = memoize(sortOut);
  const drawn = memoize(contextFigure);
  const differences = createDifferences(themeColors, actions);

  return Object.freeze({
    /**
     * @param {State} state
     * @param {readonly Participant[]} participants
     * @param {Participant | null} reference
     */
    view({ board, modes, fetched }, participants, reference) {
      if (participants.length === 0) {
        return html`<div class="hint">
          <p><b>No run is selected.</b> Select one or more runs in the table.</p>
          ${baseline(modes, board?.baseline ?? null, actions)}
        </div>`;
      }
      const { ready, remarks, files, failed } = sorted(participants, fetched);
      const controls = modes.options
        ? contextControls(modes, files, board?.baseline ?? null, actions)
        : nothing;
      const spreadLeft =
        modes.view === 'mean' && modes.spread !== 'none' && ready.length > SPREAD_LIMIT
          ? [`The deviation is drawn for up to ${SPREAD_LIMIT} runs.`]
          : [];
      const derived =
        modes.quantity === 'local'
          ? [
              'Local loss is derived from the curves, which are running means: it is the loss of the tokens between a position and the one before.',
            ]
          : [];
      const words = html`${[...derived, ...spreadLeft, ...shortFiles(ready, modes), ...remarks].map(
        (remark) => html`<p class="remark">${remark}</p>`,
      )}
      ${
        failed
          ? html`<button type="button" class="small" @click=${actions.retryCurves}>
              Try again
            </button>`
          : nothing
      }`;
      if (ready.length === 0) {
        return html`${controls}
          <div class="hint" role="status">
            <p><b>There is no curve to draw${remarks.length === 0 ? ' yet' : ''}.</b></p>
            ${words}
          </div>`;
      }
      const figure = drawn(ready, modes);
      return html`${controls}
      ${box.view(figure, modes, { tools: zoomTools(figure, modes, actions), remarks: words })}
      ${
        modes.tables.includes('context')
          ? nothing
          : html`<p class="remark help">
              Drag moves, Ctrl + wheel zooms, a double click shows all; with the keyboard, arrows read
              values, + − 0 zoom.
            </p>`
      }
      ${differences.view(modes, ready, reference, fetched)}`;
    },
  });
}

/**
 * Who has curves to draw, and what is to be said of the others.
 *
 * @param {readonly Participant[]} participants
 * @param {ReadonlyMap<string, Fetched>} fetched
 */
function sortOut(participants, fetched) {
  const ready = [];
  const remarks = [];
  const without = [];
  let loading = 0;
  let failed = false;
  for (const who of participants.filter(({ hidden }) => !hidden)) {
    const found = known(who.run, fetched);
    if (!found) {
      loading++;
      continue;
    }
    if (found.curves) {
      ready.push({ who, curves: found.curves });
    } else if (found.error === null) {
      without.push(who.label);
    }
    if (found.error !== null) {
      failed = true;
      remarks.push(
        `${who.label}: ${found.curves ? 'this curve may be old' : 'no curve'}. ${found.error}`,
      );
    }
  }
  if (loading > 0) {
    remarks.push(`Loading the curves of ${counted(loading, 'run')}…`);
  }
  if (without.length > 0) {
    remarks.push(
      `No progression: ${listed(without)}. No log names the checkpoint in a line “Checkpoint: …” with positions after it, and the results hold none. When such a log is under log-dirs, the curve appears by itself.`,
    );
  }
  const files = Math.max(0, ...ready.map(({ curves }) => curves.files.length));
  return { ready, remarks, files, failed };
}

/**
 * What is to be said where means or medians are of fewer files than before.
 *
 * @param {readonly {curves: import('app/model/curves.js').Curves}[]} ready
 * @param {Modes} modes
 */
function shortFiles(ready, { view }) {
  const starts = ready.flatMap(({ curves }) => thinFrom(curves) ?? []);
  return starts.length === 0 || (view !== 'mean' && view !== 'median')
    ? []
    : [
        `The audio files differ in length: from position ${integer(Math.min(...starts))} on, a ${view} is of fewer files, and a jump there may come from the files that ended.`,
      ];
}

/**
 * @param {import('app/charts/figure.js').Figure} figure
 * @param {Modes} modes
 * @param {import('app/app/actions.js').Actions} actions
 */
function zoomTools({ window }, { zoom }, actions) {
  if (!window) {
    return nothing;
  }
  const { seen, whole, scale } = window;
  const to = (/** @type {import('app/charts/scale.js').Range | null} */ range) =>
    actions.modes({ zoom: range });
  const tools = /** @type {const} */ ([
    ['Zoom in', '+', () => to(zoomed(seen, whole, scale, ZOOM_IN, 0.5)), false],
    ['Zoom out', '−', () => to(zoomed(seen, whole, scale, ZOOM_OUT, 0.5)), !zoom],
    ['Move left', '←', () => to(panned(seen, whole, scale, -PAN_STEP)), !zoom],
    ['Move right', '→', () => to(panned(seen, whole, scale, PAN_STEP)), !zoom],
    ['Show all positions', 'Reset', () => to(null), !zoom],
  ]);
  return html`<div class="group" role="group" aria-label="Zoom">
    ${tools.map(
      ([label, text, act, off]) =>
        html`<button
          type="button"
          class="small"
          aria-label=${label}
          title=${label}
          aria-disabled=${off ? 'true' : 'false'}
          @click=${() => off || act()}
        >
          ${text}
        </button>`,
    )}
  </div>`;
}

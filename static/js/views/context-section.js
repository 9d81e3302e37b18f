// @ts-check
/** Long context: the curves of the runs, and how they are shown. */
import { contextFigure, SPREAD_LIMIT } from 'app/charts/long-context.js';
import { PAN_STEP, ZOOM_OUT, ZOOM_IN } from 'app/charts/gestures.js';
import { panned, zoomed } from 'app/charts/scale.js';
import { withFile } from 'app/model/chart-options.js';
import { thinFrom } from 'app/model/curves.js';
import { counted, integer } from 'app/lib/format.js';
import { known } from 'app/data/curve-cache.js';
import { memoize } from 'app/lib/memoize.js';
import { listed } from 'app/model/run-labels.js';
import { createChartCard } from 'app/views/chart-card.js';
import { choice, several } from 'app/views/controls.js';
import { baseline } from 'app/views/score-charts.js';
import { html, nothing } from 'lit-html';

/** @typedef {import('app/model/comparison.js').Participant} Participant */
/** @typedef {import('app/data/curve-cache.js').Fetched} Fetched */
/** @typedef {import('app/model/chart-options.js').Modes} Modes */
/** @typedef {import('app/model/state.js').State} State */

/** @type {readonly (readonly [Modes['view'], string, string])[]} */
const VIEWS = [
  ['mean', 'Mean', 'Averaged over the audio files at each position.'],
  ['median', 'Median', 'The median over the audio files at each position.'],
  ['files', 'Files', 'A line for each audio file: dashes tell them apart.'],
  ['points', 'Points', 'Every point of every file.'],
];

/** @type {readonly (readonly [Modes['quantity'], string, string])[]} */
const QUANTITIES = [
  ['perplexity', 'Perplexity', 'Lower is better.'],
  ['loss', 'Loss', 'In nats: the logarithm of perplexity. Lower is better.'],
];

/** @type {readonly (readonly [Modes['spread'], string, string])[]} */
const SPREADS = [
  ['band', 'Band', 'One standard deviation up and down, as a band.'],
  ['bars', 'Error bars', 'One standard deviation up and down, as bars.'],
  ['none', 'None', 'The means alone.'],
];

/** @type {readonly (readonly [import('app/model/chart-options.js').Scale, string])[]} */
const SCALES = [
  ['linear', 'Linear'],
  ['log', 'Log'],
];

/**
 * @param {import('app/charts/theme-colors.js').ThemeColors} themeColors
 * @param {import('app/app/actions.js').Actions} actions
 */
export function createContext(themeColors, actions) {
  const box = createChartCard('context', 'Long-context chart', themeColors, actions);
  const sorted = memoize(sortOut);
  const drawn = memoize(contextFigure);

  return Object.freeze({
    /**
     * @param {State} state
     * @param {readonly Participant[]} participants
     */
    view({ board, modes, fetched }, participants) {
      if (participants.length === 0) {
        return html`<div class="hint">
          <p><b>No run is selected.</b> Select one or more runs in the table.</p>
          ${baseline(modes, board?.baseline ?? null, actions)}
        </div>`;
      }
      const { ready, remarks, files, failed } = sorted(participants, fetched);
      const controls = html`<div class="controls">
        ${choice('View', VIEWS, modes.view, (view) => actions.modes({ view }))}
        ${modes.view === 'files' ? filePicker(modes, files, actions) : nothing}
        ${
          modes.view === 'mean'
            ? choice('Deviation', SPREADS, modes.spread, (spread) => actions.modes({ spread }))
            : nothing
        }
        ${choice('Measure', QUANTITIES, modes.quantity, (quantity) => actions.modes({ quantity }))}
        ${choice('Position', SCALES, modes.x, (x) => actions.modes({ x }))}
        ${choice('Values', SCALES, modes.y, (y) => actions.modes({ y }))}
        ${baseline(modes, board?.baseline ?? null, actions)}
      </div>`;
      const spreadLeft =
        modes.view === 'mean' && modes.spread !== 'none' && ready.length > SPREAD_LIMIT
          ? [`The deviation is drawn for up to ${SPREAD_LIMIT} runs.`]
          : [];
      const words = html`${[...spreadLeft, ...shortFiles(ready, modes), ...remarks].map(
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
      }`;
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
 * @param {Modes} modes
 * @param {number} most files that a run has
 * @param {import('app/app/actions.js').Actions} actions
 */
function filePicker({ files }, most, actions) {
  const count = Math.max(most, ...files.map((file) => file + 1));
  const options = Array.from(
    { length: count },
    (_, i) => /** @type {const} */ ([`File ${i + 1}`, files.length === 0 || files.includes(i)]),
  );
  return several('Files', options, (file) =>
    actions.modes({ files: withFile(files, file, count) }),
  );
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

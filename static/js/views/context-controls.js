// @ts-check
/** What chooses how the curves of long context are shown. */
import { withFile } from 'app/model/audio-files.js';
import { withLine } from 'app/model/reference-lines.js';
import { choice, several } from 'app/views/controls.js';
import { baseline } from 'app/views/score-charts.js';
import { html, nothing } from 'lit-html';

/** @typedef {import('app/model/chart-options.js').Modes} Modes */

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
  [
    'local',
    'Local loss',
    'Derived: the loss of the tokens between a position and the one before it. The curves of the logs are running means from the first token on.',
  ],
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
 * @param {Modes} modes
 * @param {number} most files that a run has
 * @param {string | null} baselineId
 * @param {import('app/app/actions.js').Actions} actions
 */
export function contextControls(modes, most, baselineId, actions) {
  return html`<div class="controls">
        ${choice('View', VIEWS, modes.view, (view) => actions.modes({ view }))}
        ${modes.view === 'files' ? filePicker(modes, most, actions) : nothing}
        ${
          modes.view === 'mean'
            ? choice('Deviation', SPREADS, modes.spread, (spread) => actions.modes({ spread }))
            : nothing
        }
        ${choice('Measure', QUANTITIES, modes.quantity, (quantity) => actions.modes({ quantity }))}
        ${choice('Position', SCALES, modes.x, (x) => actions.modes({ x }))}
        ${choice('Values', SCALES, modes.y, (y) => actions.modes({ y }))}
        ${linePicker(modes, actions)} ${baseline(modes, baselineId, actions)}
      </div>`;
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

/** @type {readonly (readonly [keyof Modes['lines'], string, string])[]} */
const LINES = [
  [
    'uniform',
    'Uniform',
    'Where a model is that takes all codes of the audio codebook for equally likely: perplexity 2,048, or uniform= in the address.',
  ],
  [
    'trained',
    'Trained',
    'How far training examples reach: position 3,000, or trained= in the address.',
  ],
];

/**
 * @param {Modes} modes
 * @param {import('app/app/actions.js').Actions} actions
 */
function linePicker({ lines }, actions) {
  return several(
    'Reference lines',
    LINES.map(([key, text, note]) => [text, lines[key] !== null, note]),
    (i) => actions.modes({ lines: withLine(lines, LINES[i][0]) }),
  );
}

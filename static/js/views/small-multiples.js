// @ts-check
/** The same lines in every task and long context, small: a click makes one the main one. */
import { fractionOf, padded, rangeOf } from 'app/charts/scale.js';
import { metricName, MOST_LINES, valueText } from 'app/model/trend-view.js';
import { html, nothing, svg } from 'lit-html';

/** @typedef {import('app/model/columns.js').Column} Column */
/** @typedef {import('app/model/trends.js').Ranked} Ranked */
/** @typedef {import('app/model/palette.js').Mark} Mark */

/**
 * What one of them draws.
 *
 * @typedef {object} Small
 * @property {Column} column
 * @property {readonly Ranked[]} ranked the best first
 * @property {number | null} level of the reference
 */

/** The drawing, in units that are stretched to the room it has. */
const WIDTH = 200;
const HEIGHT = 72;

/**
 * @param {readonly Small[]} all
 * @param {Column} main
 * @param {ReadonlyMap<string, Mark>} marks by key of the experiment
 * @param {string | null} strong key of the experiment that is best in the main one
 * @param {string | null} pointed key of the experiment that is pointed at
 * @param {(key: string) => void} choose
 */
export function smallMultiples(all, main, marks, strong, pointed, choose) {
  return html`<ul class="multiples" aria-label="All metrics, small">
    ${all.map((small) => {
      const { column, ranked } = small;
      const [first] = ranked;
      const best = first?.best ?? null;
      const name = metricName(column);
      return html`<li>
        <button
          type="button"
          aria-pressed=${column.key === main.key ? 'true' : 'false'}
          title=${best ? `Best: ${first.line.experiment.name}` : `No run shown has ${name}`}
          @click=${() => choose(column.key)}
        >
          <span class="what">${name}</span>
          <span class="value">${best ? valueText(column, best.run) : '–'}</span>
          <svg viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" aria-hidden="true">
            ${best ? lines(small, marks, strong, pointed) : nothing}
          </svg>
        </button>
      </li>`;
    })}
  </ul>`;
}

/**
 * What is drawn of one, worked out once.
 *
 * @typedef {object} Drawing
 * @property {ReadonlyMap<string, string>} paths by key of the experiment
 * @property {string | null} level
 */

/** @type {WeakMap<Small, Drawing>} */
const known = new WeakMap();

/** @param {Small} small @returns {Drawing} */
function drawingOf(small) {
  let drawing = known.get(small);
  if (!drawing) {
    known.set(small, (drawing = laidOut(small)));
  }
  return drawing;
}

/** @param {Small} small @returns {Drawing} */
function laidOut({ ranked, level }) {
  const points = ranked.flatMap(({ line }) => line.points);
  const x = padded(rangeOf(points.map(({ step }) => step)) ?? [0, 1], 'linear');
  const y = padded(rangeOf([...points.map(({ value }) => value), level]) ?? [0, 1], 'linear');
  const right = (/** @type {number} */ step) => Math.round(WIDTH * fractionOf(step, x, 'linear'));
  const down = (/** @type {number} */ value) =>
    Math.round(10 * HEIGHT * (1 - fractionOf(value, y, 'linear'))) / 10;
  /** @param {Ranked} one */
  const path = ({ line }) =>
    line.points
      .map(({ step, value }, i) => `${i ? 'L' : 'M'}${right(step)} ${down(value)}`)
      .join('') +
    // A point alone is a line without length, which has round ends.
    (line.points.length === 1 ? 'h0' : '');
  return {
    paths: new Map(ranked.map((one) => [one.line.experiment.key, path(one)])),
    level: level === null ? null : `M0 ${down(level)}H${WIDTH}`,
  };
}

/**
 * @param {Small} small
 * @param {ReadonlyMap<string, Mark>} marks
 * @param {string | null} strong
 * @param {string | null} pointed
 */
function lines(small, marks, strong, pointed) {
  const { paths, level } = drawingOf(small);
  const keys = [...paths.keys()];
  const isPlain = (/** @type {string} */ key) => key !== strong && !marks.has(key);
  const plain = keys.filter(isPlain).slice(0, MOST_LINES);
  const shown = keys.filter((key) => !isPlain(key)).reverse();
  const classOf = (/** @type {string} */ key) => {
    const mark = marks.get(key);
    return mark ? `line run-${mark.hue}` : 'line';
  };
  const here = pointed === null ? undefined : paths.get(pointed);
  return svg`
    ${level === null ? nothing : svg`<path class="level" d=${level}></path>`}
    <g class=${here ? 'dimmed' : ''}>
      <path class="others" d=${plain.map((key) => paths.get(key)).join('')}></path>
      ${shown.map((key) => svg`<path class=${classOf(key)} d=${paths.get(key)}></path>`)}
    </g>
    ${here ? svg`<path class=${classOf(pointed ?? '')} d=${here}></path>` : nothing}`;
}

// @ts-check
/** The same lines in every task and long context, small: a click makes one the main one. */
import { fractionOf, padded, rangeOf } from 'app/charts/scale.js';
import { metricName, valueText } from 'app/model/trend-view.js';
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
    ${all.map(({ column, ranked, level }) => {
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
            ${best ? drawing(ranked, level, marks, strong, pointed) : nothing}
          </svg>
        </button>
      </li>`;
    })}
  </ul>`;
}

/**
 * @param {readonly Ranked[]} ranked
 * @param {number | null} level
 * @param {ReadonlyMap<string, Mark>} marks
 * @param {string | null} strong
 * @param {string | null} pointed
 */
function drawing(ranked, level, marks, strong, pointed) {
  const points = ranked.flatMap(({ line }) => line.points);
  const x = padded(rangeOf(points.map(({ step }) => step)) ?? [0, 1], 'linear');
  const y = padded(rangeOf([...points.map(({ value }) => value), level]) ?? [0, 1], 'linear');
  const right = (/** @type {number} */ step) => (WIDTH * fractionOf(step, x, 'linear')).toFixed(1);
  const down = (/** @type {number} */ value) =>
    (HEIGHT * (1 - fractionOf(value, y, 'linear'))).toFixed(1);
  /** @param {Ranked} one */
  const path = ({ line }) =>
    line.points
      .map(({ step, value }, i) => `${i ? 'L' : 'M'}${right(step)} ${down(value)}`)
      .join('') +
    // A point alone is a line without length, which has round ends.
    (line.points.length === 1 ? 'h0' : '');
  const keyOf = (/** @type {Ranked} */ one) => one.line.experiment.key;
  const isPlain = (/** @type {Ranked} */ one) => keyOf(one) !== strong && !marks.has(keyOf(one));
  const plain = ranked.filter(isPlain);
  const shown = ranked.filter((one) => !isPlain(one)).reverse();
  const here = ranked.find((one) => keyOf(one) === pointed);
  const classOf = (/** @type {Ranked} */ one) => {
    const mark = marks.get(keyOf(one));
    return mark ? `line run-${mark.hue}` : 'line';
  };
  return svg`
    ${level === null ? nothing : svg`<path class="level" d="M0 ${down(level)}H${WIDTH}"></path>`}
    <g class=${here ? 'dimmed' : ''}>
      <path class="others" d=${plain.map(path).join('')}></path>
      ${shown.map((one) => svg`<path class=${classOf(one)} d=${path(one)}></path>`)}
    </g>
    ${here ? svg`<path class=${classOf(here)} d=${path(here)}></path>` : nothing}`;
}

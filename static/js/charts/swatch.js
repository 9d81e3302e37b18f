// @ts-check
/** The mark of a run beside its name: a piece of its line with its symbol, or of its bar. */
import { stripesOf } from 'app/charts/pattern.js';
import { html, nothing, svg } from 'lit-html';

/** @typedef {import('app/model/palette.js').Mark} Mark */

const SHAPES = Object.freeze({
  circle: svg`<circle cx="11" cy="6" r="3.4"></circle>`,
  rect: svg`<rect x="7.8" y="2.8" width="6.4" height="6.4"></rect>`,
  triangle: svg`<path d="M11 2l4.2 7.2H6.8z"></path>`,
  diamond: svg`<path d="M11 1.6L15 6l-4 4.4L7 6z"></path>`,
});

/** The side of the square that stands for striped bars. */
const SQUARE = 10;

/**
 * @param {Mark} mark
 * @param {readonly number[]} [dash] none for a line that is not broken
 * @param {boolean} [striped] whether the stripes of the run's bars are shown, where it has some
 */
export function swatch(mark, dash = [], striped = false) {
  const { hue, symbol } = mark;
  const stripes = striped ? stripesOf(mark, SQUARE) : [];
  return html`<svg class="swatch run-${hue ?? 'baseline'} ${stripes.length > 0 ? 'striped' : ''}" viewBox="0 0 ${stripes.length > 0 ? 36 : 22} 12" aria-hidden="true">
    <path class="stroke" d="M0 6h22" stroke-dasharray=${dash.join(' ') || nothing}></path>
    ${SHAPES[/** @type {keyof typeof SHAPES} */ (symbol)]}
    ${
      stripes.length > 0
        ? svg`<g transform="translate(25 1)"><rect width=${SQUARE} height=${SQUARE}></rect><path
            class="stripes"
            d=${stripes.map(({ x1, y1, x2, y2 }) => `M${x1} ${y1}L${x2} ${y2}`).join('')}
          ></path></g>`
        : nothing
    }
  </svg>`;
}

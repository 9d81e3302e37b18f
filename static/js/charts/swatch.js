// @ts-check
/** The mark of a run beside its name: a piece of its line with its symbol. */
import { html, nothing, svg } from 'lit-html';

/** @typedef {import('app/model/palette.js').Mark} Mark */

const SHAPES = Object.freeze({
  circle: svg`<circle cx="11" cy="6" r="3.4"></circle>`,
  rect: svg`<rect x="7.8" y="2.8" width="6.4" height="6.4"></rect>`,
  triangle: svg`<path d="M11 2l4.2 7.2H6.8z"></path>`,
  diamond: svg`<path d="M11 1.6L15 6l-4 4.4L7 6z"></path>`,
});

/**
 * @param {Mark} mark
 * @param {readonly number[]} [dash] none for a line that is not broken
 */
export function swatch({ hue, symbol }, dash = []) {
  return html`<svg class="swatch run-${hue ?? 'baseline'}" viewBox="0 0 22 12" aria-hidden="true">
    <path class="stroke" d="M0 6h22" stroke-dasharray=${dash.join(' ') || nothing}></path>
    ${SHAPES[/** @type {keyof typeof SHAPES} */ (symbol)]}
  </svg>`;
}

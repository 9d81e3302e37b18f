// @ts-check
/** A line of a chart that is pointed at, drawn over the others. */
import { html, nothing, svg } from 'lit-html';

/** @typedef {import('app/charts/figure.js').Trace} Trace */

/**
 * @param {Trace} trace
 * @param {string | null} id of the point on it that is pointed at
 */
export function traced({ mark, dots }, id) {
  return html`<svg class="trace ${mark ? `run-${mark.hue}` : ''}" aria-hidden="true">
    ${dots.map(({ x, ends }) =>
      ends ? svg`<path class="whisker" d="M${x} ${ends[0]}V${ends[1]}"></path>` : nothing,
    )}
    <polyline points=${dots.map(({ x, y }) => `${x},${y}`).join(' ')}></polyline>
    ${dots.map(
      (dot) =>
        svg`<circle class=${dot.id === id ? 'here' : ''} cx=${dot.x} cy=${dot.y} r=${dot.id === id ? 6 : 3.5}></circle>`,
    )}
  </svg>`;
}

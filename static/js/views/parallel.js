// @ts-check
/** Parallel coordinates of the runs, in which a marked part of an axis is a filter of all places. */
import { groupedPicker } from 'app/views/explore-pickers.js';
import { counted, integer } from 'app/lib/format.js';
import { drawn } from 'app/model/explore-axes.js';
import { withRange } from 'app/model/ranges.js';
import { html, nothing } from 'lit-html';

/** @typedef {import('app/model/explore-axes.js').Axis} Axis */
/** @typedef {import('app/model/ranges.js').Range} Range */

/**
 * Which settings have an axis.
 *
 * @param {readonly Axis[]} axes all there are
 * @param {readonly string[]} chosen
 * @param {import('app/app/actions.js').Actions} actions
 */
export function axisChoice(axes, chosen, { explore }) {
  const offered = axes.filter(
    ({ key, group }) =>
      (group === 'Configuration' || group === 'Training') && !chosen.includes(key),
  );
  return html`<div class="controls">
    ${
      offered.length > 0
        ? groupedPicker(
            'Add axis',
            [
              {
                label: 'Settings',
                options: [
                  ['', 'Choose …'],
                  ...offered.map(({ key, label }) => /** @type {const} */ ([key, label])),
                ],
              },
            ],
            '',
            (key) => explore({ axes: key ? [...chosen, key] : chosen }),
          )
        : nothing
    }
    ${chosen.map(
      (key) =>
        html`<button
          type="button"
          class="small"
          @click=${() => explore({ axes: chosen.filter((other) => other !== key) })}
        >
          Remove axis <bdi>${axes.find((axis) => axis.key === key)?.label ?? key}</bdi>
        </button>`,
    )}
  </div>`;
}

/**
 * The limits of each axis as numbers, for those who do not drag.
 *
 * @param {import('app/model/parallel.js').ParallelView} view
 * @param {readonly Range[]} ranges
 * @param {import('app/app/actions.js').Actions} actions
 */
export function limits({ axes, marked, strands, lines, gaps }, ranges, { filter }) {
  return html`<div class="limits">
      ${axes.map((axis, i) => {
        const set = (/** @type {Partial<Range>} */ change) =>
          filter({
            ranges: withRange(ranges, {
              key: axis.key,
              min: null,
              max: null,
              ...marked[i],
              ...change,
            }),
          });
        return html`<fieldset>
          <legend title=${axis.label}>${axis.label}${axis.percent ? ', %' : ''}</legend>
          ${limit(axis, 'from', marked[i]?.min ?? null, (min) => set({ min }))}
          <span aria-hidden="true">–</span>
          ${limit(axis, 'to', marked[i]?.max ?? null, (max) => set({ max }))}
        </fieldset>`;
      })}
    </div>
    <p class="remark">
      Better values are above. Drag along an axis, or write limits, to filter the runs of all places; a click on the axis
      takes its filter off. ${sampled(strands, lines)} ${gaps > 0 ? `${counted(gaps, 'run')} ${gaps === 1 ? 'lacks' : 'lack'} a value: ${gaps === 1 ? 'its line has' : 'their lines have'} a gap.` : ''}
    </p>`;
}

/**
 * How many of the lines are drawn, where not all are.
 *
 * @param {import('app/model/parallel.js').ParallelView['strands']} strands
 * @param {import('app/model/parallel.js').ParallelView['lines']} lines
 */
function sampled(strands, lines) {
  const inside = (/** @type {typeof strands} */ some) => some.filter((strand) => strand.inside);
  const [all, drawn] = [inside(strands).length, inside(lines).length];
  return drawn < all
    ? `${integer(drawn)} of ${counted(all, 'line')} are drawn: the selected ones, the reference, the ends of each axis, and a part of the others; “As table” has all.`
    : '';
}

/** @param {Axis} axis @param {string} end @param {number | null} value @param {(value: number | null) => void} set */
function limit(axis, end, value, set) {
  const text = value === null ? '' : String(Number(drawn(axis, value).toPrecision(6)));
  return html`<input
    type="text"
    inputmode="decimal"
    autocomplete="off"
    aria-label="${axis.label} ${end}"
    placeholder=${end}
    .value=${text}
    @change=${(/** @type {Event} */ event) => {
      const input = /** @type {HTMLInputElement} */ (event.target);
      const written = input.value.replace(/[\s,%]/g, '');
      const number = Number(written);
      const valid = written === '' || Number.isFinite(number);
      input.setAttribute('aria-invalid', String(!valid));
      if (valid) {
        set(written === '' ? null : axis.percent ? number / 100 : number);
      }
    }}
  />`;
}

// @ts-check
/** What the scatter has on its axes and as colour. */
import { CONFIG } from 'app/model/ranges.js';
import { GROUPS } from 'app/model/explore-axes.js';
import { check } from 'app/views/controls.js';
import { html } from 'lit-html';

/** @typedef {import('app/model/explore-axes.js').Axis} Axis */
/** @typedef {readonly {label: string, options: readonly (readonly [value: string, text: string])[]}[]} Groups */

/**
 * One of many, in groups.
 *
 * @param {string} label
 * @param {Groups} groups those without options are left out
 * @param {string} chosen
 * @param {(value: string) => void} choose
 */
export function groupedPicker(label, groups, chosen, choose) {
  return html`<label class="picker">
    <span>${label}</span>
    <select
      @change=${(/** @type {Event} */ event) =>
        choose(/** @type {HTMLSelectElement} */ (event.target).value)}
    >
      ${groups
        .filter(({ options }) => options.length > 0)
        .map(
          ({ label: name, options }) =>
            html`<optgroup label=${name}>
              ${options.map(
                ([value, text]) =>
                  html`<option value=${value} .selected=${value === chosen}>${text}</option>`,
              )}
            </optgroup>`,
        )}
    </select>
  </label>`;
}

/**
 * Axes as the options of a picker; one that the address names is among them, also where it does not vary.
 *
 * @param {readonly Axis[]} axes
 * @param {string} chosen
 * @returns {Groups}
 */
export function axisGroups(axes, chosen) {
  const known = axes.some(({ key }) => key === chosen);
  return GROUPS.map((label) => ({
    label,
    options: [
      ...axes
        .filter(({ group }) => group === label)
        .map((axis) => /** @type {const} */ ([axis.key, axis.label])),
      ...(label === 'Configuration' && !known
        ? [/** @type {const} */ ([chosen, `${chosen.replace(CONFIG, '')} (does not vary)`])]
        : []),
    ],
  }));
}

/**
 * @param {readonly Axis[]} axes
 * @param {readonly import('app/model/config-values.js').VaryingKey[]} varying
 * @param {import('app/model/explore.js').Explore} explore with the axes that are drawn
 * @param {boolean} directed whether there is a Pareto front
 * @param {import('app/app/actions.js').Actions} actions
 */
export function pickers(axes, varying, { across, up, colour, front }, directed, { explore }) {
  const keys = varying.map(({ path }) => /** @type {const} */ ([CONFIG + path, path]));
  const known = !colour.startsWith(CONFIG) || keys.some(([key]) => key === colour);
  return html`<div class="controls" role="group" aria-label="Axes and colour">
    ${groupedPicker('Y', axisGroups(axes, up), up, (key) => explore({ up: key }))}
    ${groupedPicker('X', axisGroups(axes, across), across, (key) => explore({ across: key }))}
    ${groupedPicker(
      'Colour',
      [
        {
          label: 'Runs',
          options: [
            ['training', 'Training type'],
            ['experiment', 'Experiment'],
          ],
        },
        {
          label: 'Configuration',
          options: known
            ? keys
            : [...keys, [colour, `${colour.replace(CONFIG, '')} (does not vary)`]],
        },
      ],
      colour,
      (key) => explore({ colour: key }),
    )}
    ${
      directed
        ? check(
            'Pareto front',
            front,
            (on) => explore({ front: on }),
            'The runs that no other run beats: none is as good in both and better in one.',
          )
        : ''
    }
  </div>`;
}

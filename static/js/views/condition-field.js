// @ts-check
/** The field that adds a bound on a key of the training configuration to the filters. */
import { memoize } from 'app/lib/memoize.js';
import { typedCondition, withCondition } from 'app/model/conditions.js';
import { configPaths, varyingKeys } from 'app/model/config-values.js';
import { html } from 'lit-html';

/** @typedef {import('app/model/state.js').State} State */

/**
 * @param {import('app/app/actions.js').Actions} actions
 */
export function createConditionField(actions) {
  const keys = memoize(keysIn);
  let message = '';

  return (/** @type {State} */ { board, filters }) => {
    const { paths, varying, numeric } = keys(board?.runs ?? new Map());

    /** @param {SubmitEvent} event */
    function add(event) {
      event.preventDefault();
      const form = /** @type {HTMLFormElement} */ (event.target);
      const input = /** @type {HTMLInputElement} */ (form.elements.namedItem('where'));
      const typed = typedCondition(input.value, paths, (path) => numeric.has(path));
      message = 'message' in typed ? typed.message : '';
      if ('condition' in typed) {
        input.value = '';
        actions.filter({ where: withCondition(filters.where, typed.condition) });
      } else {
        input.focus();
        actions.redraw();
      }
    }

    return html`<form class="where" @submit=${add}>
      <label for="where">Configuration</label>
      <div>
        <input
          id="where"
          name="where"
          type="text"
          list="where-keys"
          placeholder="optim.lr >= 1e-5"
          aria-describedby="where-error"
          aria-invalid=${message ? 'true' : 'false'}
          autocomplete="off"
          autocapitalize="off"
          spellcheck="false"
          @input=${() => {
            if (message) {
              message = '';
              actions.redraw();
            }
          }}
        />
        <button type="submit">Add</button>
      </div>
      <datalist id="where-keys">
        ${varying.map((path) => html`<option value=${path}></option>`)}
      </datalist>
      <p class="error" id="where-error" role="status">${message}</p>
    </form>`;
  };
}

/** @param {ReadonlyMap<string, import('app/model/board.js').Run>} runs */
function keysIn(runs) {
  const varying = varyingKeys([...runs.values()]);
  return {
    paths: configPaths(runs.values()),
    varying: varying.map(({ path }) => path),
    numeric: new Set(varying.filter(({ numeric }) => numeric).map(({ path }) => path)),
  };
}

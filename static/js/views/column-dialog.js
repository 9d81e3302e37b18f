// @ts-check
/** The sheet that chooses the columns and their order. */
import { columnGroups } from 'app/model/column-groups.js';
import { varyingKeys } from 'app/model/config-values.js';
import { integer } from 'app/lib/format.js';
import { memoize } from 'app/lib/memoize.js';
import { LAYOUT, withColumn, withMoved } from 'app/model/column-layout.js';
import { html, nothing, render } from 'lit-html';

/** @typedef {import('app/model/columns.js').Column} Column */
/** @typedef {import('app/app/actions.js').Actions} Actions */

/** With more columns than this there is a field to find one. */
const MANY = 16;

/**
 * @param {Actions} actions
 */
export function createColumns(actions) {
  const dialog = document.createElement('dialog');
  dialog.className = 'sheet columns';
  dialog.setAttribute('aria-labelledby', 'columns-title');
  dialog.addEventListener('close', () => actions.open(null));
  dialog.addEventListener('click', (event) => {
    // The dialog's own box is covered by its content, so this is the space around it.
    if (event.target === dialog) {
      dialog.close();
    }
  });
  document.body.append(dialog);

  const varying = memoize(varyingIn);
  let wanted = '';
  /**
   * Where the focus goes when what had it has moved.
   *
   * @type {string | null}
   */
  let focus = null;

  /** @param {readonly Column[]} shown @param {string} key @param {boolean} on */
  function show(shown, key, on) {
    focus = `[data-column="${CSS.escape(key)}"] input`;
    actions.layout((layout) => withColumn(layout, shown, key, on));
  }

  /** @param {readonly Column[]} shown @param {string} key @param {number} to @param {string} button */
  function move(shown, key, to, button) {
    focus = `[data-column="${CSS.escape(key)}"] .${button}`;
    actions.layout((layout) => withMoved(layout, shown, key, to));
  }

  return Object.freeze({
    /**
     * @param {import('app/model/state.js').State} state
     * @param {import('app/model/selectors.js').Shown} shown
     */
    draw(state, { columns, every }) {
      if (state.sheet !== 'columns') {
        wanted = '';
        return;
      }
      render(content(columns, every, varying(state.board)), dialog);
      if (!dialog.open) {
        dialog.showModal();
      }
      if (focus !== null) {
        /** @type {HTMLElement | null} */ (dialog.querySelector(focus))?.focus();
        focus = null;
      }
    },
  });

  /**
   * @param {readonly Column[]} columns shown
   * @param {readonly Column[]} every
   * @param {readonly import('app/model/config-values.js').VaryingKey[]} varies keys of the configuration
   */
  function content(columns, every, varies) {
    const movable = columns.slice(1);
    const others = every.filter((column) => !columns.includes(column));
    const fits = (/** @type {Column} */ { label, key }) =>
      `${label} ${key}`.toLowerCase().includes(wanted.trim().toLowerCase());
    return html`<div class="content">
      <header>
        <h2 id="columns-title">Columns</h2>
        <button type="button" class="plain" @click=${() => actions.layout(() => LAYOUT)}>
          Usual columns
        </button>
        <button type="button" @click=${() => dialog.close()}>Close</button>
      </header>
      <div class="lists">
        <section aria-labelledby="columns-shown">
          <h3 id="columns-shown">Shown, in this order</h3>
          <ol>
            <li class="fixed"><span>Name</span><small>always first</small></li>
            ${movable.map((column, place) => shownItem(column, place, movable, columns))}
          </ol>
        </section>
        <section aria-labelledby="columns-more">
          <h3 id="columns-more">More columns</h3>
          ${
            others.length <= MANY
              ? nothing
              : html`<input
                type="search"
                aria-label="Find a column"
                placeholder="Find among ${others.length}"
                autocomplete="off"
                .value=${wanted}
                @input=${(/** @type {Event} */ event) => {
                  wanted = /** @type {HTMLInputElement} */ (event.target).value;
                  actions.redraw();
                }}
              />`
          }
          ${columnGroups(others.filter(fits), varies).map((one) => group(one, columns))}
          ${
            others.some(fits)
              ? nothing
              : html`<p class="remark" role="status">
                ${others.length === 0 ? 'Every column is shown.' : 'No other column is called so.'}
              </p>`
          }
        </section>
      </div>
      <p class="remark">
        In the table, the head of a column can be dragged to another place, and its edge to another
        width. With the keyboard, Shift + ← → moves the column, + and − change its width, 0 sets it
        back.
      </p>
    </div>`;
  }

  /**
   * @param {import('app/model/column-groups.js').ColumnGroup} group
   * @param {readonly Column[]} columns shown
   */
  function group({ label, columns: own, folded }, columns) {
    const list = html`<ul aria-label=${label}>
      ${own.map(
        (column) => html`<li data-column=${column.key}>${box(column, false, columns)}</li>`,
      )}
    </ul>`;
    return folded
      ? html`<details ?open=${wanted.trim() !== ''}>
        <summary>${label} <small>${integer(own.length)}</small></summary>
        ${list}
      </details>`
      : html`<h4>${label}</h4>
        ${list}`;
  }

  /**
   * @param {Column} column
   * @param {number} place
   * @param {readonly Column[]} movable
   * @param {readonly Column[]} columns
   */
  function shownItem(column, place, movable, columns) {
    const { key, label } = column;
    return html`<li data-column=${key}>
      ${box(column, true, columns)}
      <button
        type="button"
        class="small up"
        aria-label="Move ${label} up"
        aria-disabled=${place === 0 ? 'true' : 'false'}
        @click=${() => move(columns, key, place - 1, 'up')}
      >
        ↑
      </button>
      <button
        type="button"
        class="small down"
        aria-label="Move ${label} down"
        aria-disabled=${place === movable.length - 1 ? 'true' : 'false'}
        @click=${() => move(columns, key, place + 1, 'down')}
      >
        ↓
      </button>
    </li>`;
  }

  /**
   * @param {Column} column
   * @param {boolean} on
   * @param {readonly Column[]} columns
   */
  function box({ key, label, note }, on, columns) {
    return html`<label class="check" title=${note ?? nothing}>
      <input
        type="checkbox"
        .checked=${on}
        @change=${() => show(columns, key, !on)}
      />
      <span>${label}</span>
    </label>`;
  }
}

/** @param {import('app/model/board.js').Board | null} board */
function varyingIn(board) {
  return board ? varyingKeys([...board.runs.values()]) : [];
}

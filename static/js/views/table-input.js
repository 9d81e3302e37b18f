// @ts-check
/** What the table does when its rows are clicked, focused, or moved through with keys. */
import { isGroup } from 'app/model/run-groups.js';
import { moved } from 'app/lib/virtual-rows.js';

/** @typedef {import('app/model/run-groups.js').Item} Item */

/**
 * The id of the run or group whose row something is in.
 *
 * @param {EventTarget | null} target
 * @returns {string | undefined} undefined where it is in none of the rows in order
 */
export function rowIdOf(target) {
  return target instanceof Element
    ? /** @type {HTMLElement | null} */ (target.closest('tbody.rows tr'))?.dataset.id
    : undefined;
}

/**
 * @param {HTMLElement} table
 * @param {object} parts
 * @param {() => import('app/views/table.js').Shown | null} parts.shown
 * @param {() => import('app/lib/virtual-rows.js').View} parts.view
 * @param {(key: string, to: number) => void} parts.moveTo
 * @param {import('app/app/actions.js').Actions} parts.actions
 */
export function listen(table, { shown, view, moveTo, actions }) {
  const idAt = (/** @type {Event} */ event) =>
    /** @type {HTMLElement} */ (event.target).closest('tr')?.dataset.id;

  table.addEventListener('click', (event) => {
    const target = /** @type {HTMLElement} */ (event.target);
    const id = idAt(event);
    const best = /** @type {HTMLElement | null} */ (target.closest('.go'))?.dataset.run;
    if (best !== undefined) {
      actions.goTo(best);
    } else if (id !== undefined && target.closest('.group-head')) {
      actions.fold(id, !shown()?.state.folded.has(id));
    } else if (id !== undefined && target.closest('.flag')) {
      actions.reference(id);
    } else {
      showDetails(event);
    }
  });

  /** @param {MouseEvent} event on the table: a click that marks no text and presses nothing opens the run of its row */
  function showDetails(event) {
    const target = /** @type {Element} */ (event.target);
    const row = target.closest('tbody tr');
    const id = row && idAt(event);
    if (id && !target.closest('.pick, button, a, input') && window.getSelection()?.isCollapsed) {
      actions.showDetails(id);
    }
  }
  table.addEventListener('change', (event) => {
    const id = rowIdOf(event.target);
    if (id !== undefined) {
      actions.select([id], /** @type {HTMLInputElement} */ (event.target).checked);
    }
  });
  table.addEventListener('focusin', (event) => {
    const id = rowIdOf(event.target);
    if (id !== undefined) {
      actions.moveTo(id);
    }
  });
  table.addEventListener('animationend', (event) => {
    const id = rowIdOf(event.target);
    if (id !== undefined) {
      actions.seen(id);
    }
  });
  table.addEventListener('keydown', (event) => {
    const id = rowIdOf(event.target);
    const seen = shown();
    if (!seen || id === undefined || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    const { items, state } = seen;
    const from = items.findIndex((item) => item.id === id);
    const head = from >= 0 && isGroup(items[from]);
    if (event.key === 'Enter') {
      if (!head) {
        event.preventDefault();
        actions.showDetails(id);
      }
      return;
    }
    const folds = head && event.key === (state.folded.has(id) ? 'ArrowRight' : 'ArrowLeft');
    if (folds) {
      event.preventDefault();
      actions.fold(id, event.key === 'ArrowLeft');
      return;
    }
    const to = sideways(event.key, items, from) ?? moved(event.key, view(), from, items.length);
    if (to !== null) {
      event.preventDefault();
      moveTo(event.key, to);
    }
  });
}

/**
 * The place that an arrow to the side moves to: from a run to the head of its group, from a head to its first run.
 *
 * @param {string} key as in keyboard events
 * @param {readonly Item[]} items
 * @param {number} from
 * @returns {number | null} null when there is none
 */
function sideways(key, items, from) {
  const next = items[from + 1];
  if (key === 'ArrowRight' && isGroup(items[from]) && next && !isGroup(next)) {
    return from + 1;
  }
  if (key === 'ArrowLeft' && !isGroup(items[from])) {
    for (let place = from - 1; place >= 0; place--) {
      if (isGroup(items[place])) {
        return place;
      }
    }
  }
  return null;
}

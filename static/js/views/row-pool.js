// @ts-check
/**
 * Rows in the document, each in a container that belongs to one run: a change draws one row, and a
 * focus stays on its run.
 */
import { cells } from 'app/views/table-row.js';
import { render } from 'lit-html';

/** @typedef {import('app/views/table-row.js').Row} Row */
/** @typedef {import('app/model/columns.js').Column} Column */

/**
 * @param {HTMLElement} body where the rows are
 * @param {HTMLElement} refuge takes the focus when the row that had it goes
 */
export function createRows(body, refuge) {
  /** @type {Map<string, {tr: HTMLTableRowElement, row: Row | null}>} */
  const drawn = new Map();

  /**
   * @param {Row} row
   * @param {readonly Column[]} columns
   * @param {HTMLTableRowElement[]} free rows whose runs have gone; to fill one again is much faster
   *     than to make one
   */
  function drawRow(row, columns, free) {
    const { id } = row.run;
    const known = drawn.get(id) ?? { tr: free.pop() ?? document.createElement('tr'), row: null };
    const { tr } = known;
    if (!known.row || !same(known.row, row)) {
      tr.dataset.id = id;
      if (row.place !== null) {
        tr.setAttribute('aria-rowindex', String(row.place + 2));
      }
      tr.style.setProperty('--place', String(row.place ?? 0));
      tr.classList.toggle('selected', row.selected);
      tr.classList.toggle('baseline', row.baseline && row.place !== null);
      tr.classList.toggle('pointed-odd', row.pointed % 2 === 1);
      tr.classList.toggle('pointed-even', row.pointed > 0 && row.pointed % 2 === 0);
      // Two names of one animation, so that a second change starts it again.
      tr.classList.toggle('fresh-odd', row.fresh % 2 === 1);
      tr.classList.toggle('fresh-even', row.fresh > 0 && row.fresh % 2 === 0);
      render(cells(row, columns), tr);
      drawn.set(id, { tr, row });
    }
    return tr;
  }

  return Object.freeze({
    /**
     * @param {readonly Row[]} rows all that shall be there, in order
     * @param {readonly Column[]} columns
     */
    draw(rows, columns) {
      const ids = new Set(rows.map(({ run }) => run.id));
      const focused = document.activeElement;
      /** @type {HTMLTableRowElement[]} */
      const free = [];
      for (const [id, { tr }] of drawn) {
        if (!ids.has(id)) {
          drawn.delete(id);
          if (!tr.contains(focused)) {
            free.push(tr);
          }
          tr.remove();
        }
      }
      let next = body.firstElementChild;
      for (const row of rows) {
        const tr = drawRow(row, columns, free);
        if (tr === next) {
          next = next.nextElementSibling;
        } else {
          body.insertBefore(tr, next);
        }
      }
      // Moving or removing an element takes the focus from it.
      if (focused instanceof HTMLElement && focused !== document.activeElement) {
        (body.contains(focused) ? focused : refuge).focus({ preventScroll: true });
      }
    },

    /** Forgets every row, because the columns changed. */
    clear() {
      drawn.forEach(({ tr }) => tr.remove());
      drawn.clear();
    },

    /** @param {string} id of a run that is drawn */
    focus(id) {
      drawn.get(id)?.tr.querySelector('input')?.focus({ preventScroll: true });
    },
  });
}

/**
 * @param {Row} a
 * @param {Row} b
 */
function same(a, b) {
  return (
    a.run === b.run &&
    a.place === b.place &&
    a.selected === b.selected &&
    a.pinned === b.pinned &&
    a.reachable === b.reachable &&
    a.baseline === b.baseline &&
    a.why === b.why &&
    a.fresh === b.fresh &&
    a.mark === b.mark &&
    a.verdicts === b.verdicts &&
    a.delta === b.delta &&
    a.apart === b.apart &&
    a.against === b.against &&
    a.reference === b.reference &&
    a.pointed === b.pointed &&
    a.named.key === b.named.key
  );
}

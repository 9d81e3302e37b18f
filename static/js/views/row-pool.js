// @ts-check
/**
 * Rows in the document, each in a container that belongs to one run or group: a change draws one row, and a
 * focus stays on its run.
 */
import { groupCells } from 'app/views/group-row.js';
import { cells } from 'app/views/table-row.js';
import { render } from 'lit-html';

/** @typedef {import('app/views/table-row.js').Row} RunRow */
/** @typedef {import('app/views/group-row.js').GroupRow} GroupRow */
/** @typedef {RunRow | GroupRow} Row */
/** @typedef {import('app/model/columns.js').Column} Column */

/**
 * Rows that have gone: to fill one of the same kind again is much faster than to make one.
 *
 * @typedef {{heads: HTMLTableRowElement[], runs: HTMLTableRowElement[]}} Free
 */

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
   * @param {Free} free
   */
  function drawRow(row, columns, free) {
    const id = idOf(row);
    const known = drawn.get(id) ?? {
      tr: free['group' in row ? 'heads' : 'runs'].pop() ?? document.createElement('tr'),
      row: null,
    };
    const { tr } = known;
    if (!known.row || !same(known.row, row)) {
      tr.dataset.id = id;
      if (row.place !== null) {
        tr.setAttribute('aria-rowindex', String(row.place + 2));
      }
      tr.style.setProperty('--place', String(row.place ?? 0));
      tr.className = classesOf(row);
      render('group' in row ? groupCells(row, columns.length) : cells(row, columns), tr);
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
      const ids = new Set(rows.map(idOf));
      const focused = document.activeElement;
      /** @type {Free} */
      const free = { heads: [], runs: [] };
      for (const [id, { tr, row }] of drawn) {
        if (!ids.has(id)) {
          drawn.delete(id);
          if (!tr.contains(focused)) {
            free[row && 'group' in row ? 'heads' : 'runs'].push(tr);
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

    /** @param {string} id of a row that is drawn */
    focus(id) {
      /** @type {HTMLElement | null | undefined} */ (
        drawn.get(id)?.tr.querySelector('input, .fold')
      )?.focus({ preventScroll: true });
    },
  });
}

/** @param {Row} row */
const idOf = (row) => ('group' in row ? row.group.id : row.run.id);

/** @param {Row} row */
function classesOf(row) {
  if ('group' in row) {
    return 'group-head';
  }
  const { selected, baseline, place, pointed, fresh } = row;
  return [
    selected ? 'selected' : '',
    baseline && place !== null ? 'baseline' : '',
    // Two names of one animation, so that a second change starts it again.
    pointed > 0 ? `pointed-${pointed % 2 === 1 ? 'odd' : 'even'}` : '',
    fresh > 0 ? `fresh-${fresh % 2 === 1 ? 'odd' : 'even'}` : '',
  ]
    .filter(Boolean)
    .join(' ');
}

/** @param {Row} a @param {Row} b */
function same(a, b) {
  if ('group' in a || 'group' in b) {
    return 'group' in a && 'group' in b && sameGroup(a, b);
  }
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

/** @param {GroupRow} a @param {GroupRow} b */
function sameGroup(a, b) {
  return (
    a.group === b.group &&
    a.place === b.place &&
    a.reachable === b.reachable &&
    a.folded === b.folded &&
    a.pinned === b.pinned &&
    a.bestName === b.bestName
  );
}

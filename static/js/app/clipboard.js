// @ts-check
/** Copying: rows of tables leave the page as lines of cells with tabs between them. */
import { isGroup } from 'app/model/run-groups.js';
import { bareRows, copiedHead, copiedRuns, tabSeparated } from 'app/model/copied.js';

/**
 * @param {Window & typeof globalThis} window
 * @param {object} ports
 * @param {() => import('app/model/selectors.js').Shown} ports.shown what the table of runs shows now
 */
export function createClipboard({ document, navigator }, { shown }) {
  /** @type {string | null} */
  let asked = null;

  document.addEventListener('copy', (event) => {
    const text = asked ?? markedRows();
    if (text !== null && event.clipboardData) {
      event.clipboardData.setData('text/plain', text);
      event.preventDefault();
    }
    asked = null;
  });

  /** The rows of a table that are marked, null where the mark is elsewhere or within one cell. */
  function markedRows() {
    const marked = document.getSelection();
    const table = marked && tableOf(marked);
    const cell = cellOf(marked?.anchorNode ?? null);
    if (!table || (cell && cell === cellOf(marked.focusNode))) {
      return null;
    }
    const rows = [...table.rows].filter((row) => marked.containsNode(row, true));
    return tabSeparated(
      table.classList.contains('sheet-table') ? cellsOf(rows) : runsOf(rows, shown()),
    );
  }

  /** Copies where a page may not ask the clipboard itself, such as one that came over HTTP. */
  function copyByEvent() {
    const done = document.execCommand('copy') && asked === null;
    asked = null;
    return done;
  }

  return Object.freeze({
    /**
     * @param {string} text
     * @returns {Promise<boolean>} whether it could be copied
     */
    async write(text) {
      try {
        await navigator.clipboard.writeText(text);
        return true;
      } catch {
        asked = text;
        return copyByEvent();
      }
    },
  });
}

/** @param {Node | null} node */
const elementOf = (node) => (node instanceof Element ? node : (node?.parentElement ?? null));

/** @param {Node | null} node */
const cellOf = (node) => elementOf(node)?.closest('td, th') ?? null;

/**
 * The table of which something is marked, null where more than a table is.
 *
 * @param {Selection} marked
 */
function tableOf(marked) {
  if (marked.isCollapsed || marked.rangeCount === 0) {
    return null;
  }
  const around = elementOf(marked.getRangeAt(0).commonAncestorContainer);
  return (
    around?.closest('table') ??
    around?.closest('.scroller, .sheet-scroller')?.querySelector('table') ??
    null
  );
}

/**
 * @param {readonly HTMLTableRowElement[]} rows
 * @returns {import('app/model/copied.js').Rows}
 */
function cellsOf(rows) {
  const texts = rows.map(({ cells }) => [...cells].map(seenText));
  if (rows[0]?.closest('.configs')) {
    return texts;
  }
  const head = rows[0]?.closest('thead') ? texts.shift() : undefined;
  const bare = bareRows([head ?? texts[0]?.map(() => '') ?? [], ...texts]);
  return head ? bare : bare.slice(1);
}

/** @param {Element} cell @returns {string} without what is only read out */
function seenText(cell) {
  if (cell.classList.contains('missing')) {
    return '';
  }
  const copy = /** @type {Element} */ (cell.cloneNode(true));
  copy.querySelectorAll('.spoken').forEach((spoken) => spoken.remove());
  return (copy.textContent ?? '').trim();
}

/**
 * Whole rows of the table of runs; only some of them are in the document.
 *
 * @param {readonly HTMLTableRowElement[]} rows
 * @param {import('app/model/selectors.js').Shown} shown
 */
function runsOf(rows, { items, columns, delta }) {
  const runs = items.flatMap((item) => (isGroup(item) ? [] : item));
  const places = rows.flatMap(({ dataset: { id } }) => {
    const place = runs.findIndex((run) => run.id === id);
    return place < 0 ? [] : [place];
  });
  const within = (/** @type {string} */ part) => rows.some((row) => row.closest(part));
  const first = within('.above') ? 0 : Math.min(...places);
  const last = within('.below') ? runs.length - 1 : Math.max(...places);
  return [
    ...(within('thead') ? [copiedHead(columns, delta)] : []),
    ...copiedRuns(places.length > 0 ? runs.slice(first, last + 1) : [], columns, delta),
  ];
}

// @ts-check
/**
 * The table of runs. Only the rows near the view are in the document, each in a container of its own
 * that belongs to one run, so that a change draws one row and a sort moves a few dozen.
 */
import { head } from 'app/views/head.js';
import { cells } from 'app/views/row.js';
import { html, render } from 'lit-html';

/** @typedef {import('app/reduce.js').State} State */
/** @typedef {import('app/reduce.js').Run} Run */
/** @typedef {import('app/views/row.js').Row} Row */
/** @typedef {import('app/names.js').Aside} Aside */
/** @typedef {import('app/columns.js').Column} Column */

/**
 * What the table shows.
 *
 * @typedef {object} Shown
 * @property {State} state
 * @property {readonly Run[]} runs those shown, in order
 * @property {readonly Column[]} columns
 * @property {ReadonlyMap<string, Aside>} asides by id
 */

/** Rows kept ready above and below the view. */
const SPARE = 8;

/** @type {Readonly<Record<string, (place: number, page: number, last: number) => number>>} */
const MOVES = Object.freeze({
  ArrowUp: (place) => place - 1,
  ArrowDown: (place) => place + 1,
  PageUp: (place, page) => place - page,
  PageDown: (place, page) => place + page,
  Home: () => 0,
  End: (_place, _page, last) => last,
});

/**
 * @param {import('app/main.js').Actions} actions
 */
export function createTable(actions) {
  const element = document.createElement('div');
  element.className = 'scroller';
  element.tabIndex = 0;
  element.setAttribute('role', 'region');
  element.setAttribute('aria-label', 'Table of runs');
  render(skeleton(), element);
  const part = (/** @type {string} */ selector) =>
    /** @type {HTMLElement} */ (element.querySelector(selector));
  const table = part('table');
  const colgroup = part('colgroup');
  const thead = part('thead');
  const body = part('tbody.rows');
  const above = part('tbody.above tr');
  const below = part('tbody.below tr');

  /** @type {Shown | null} */
  let shown = null;
  /** @type {Map<string, {tr: HTMLTableRowElement, row: Row | null}>} */
  const drawn = new Map();
  let rowHeight = 36;
  let viewHeight = 0;

  function measure() {
    rowHeight = parseFloat(getComputedStyle(table).getPropertyValue('--row-height')) || rowHeight;
    viewHeight = element.clientHeight - thead.offsetHeight;
  }

  /** @param {number} top how far the rows are scrolled */
  function drawRows(top) {
    if (!shown) {
      return;
    }
    const { state, runs, columns } = shown;
    const start = Math.max(0, Math.floor(top / rowHeight) - SPARE);
    const end = Math.min(runs.length, Math.ceil((top + viewHeight) / rowHeight) + SPARE);
    const near = runs.slice(start, end);
    const stop = near.find((run) => run.id === state.cursor) ?? near[Math.min(SPARE, start)];
    const rows = near.map((run, i) => rowOf(run, start + i, run === stop));
    const ids = new Set(near.map((run) => run.id));
    const focused = document.activeElement;
    /** @type {HTMLTableRowElement[]} */
    const spare = [];
    for (const [id, { tr }] of drawn) {
      if (!ids.has(id)) {
        drawn.delete(id);
        tr.remove();
        spare.push(tr);
      }
    }
    let next = body.firstElementChild;
    for (const row of rows) {
      const tr = drawRow(row, columns, spare);
      if (tr === next) {
        next = next.nextElementSibling;
      } else {
        body.insertBefore(tr, next);
      }
    }
    above.style.height = `${start * rowHeight}px`;
    below.style.height = `${(runs.length - end) * rowHeight}px`;
    table.setAttribute('aria-rowcount', String(runs.length + 1));
    // Moving or removing an element takes the focus from it.
    if (focused instanceof HTMLElement && focused !== document.activeElement) {
      (body.contains(focused) ? focused : element).focus({ preventScroll: true });
    }
  }

  /**
   * @param {Run} run
   * @param {number} place
   * @param {boolean} reachable
   * @returns {Row}
   */
  function rowOf(run, place, reachable) {
    const { state, asides } = /** @type {Shown} */ (shown);
    return {
      run,
      place,
      reachable,
      selected: state.selected.has(run.id),
      baseline: state.board?.baseline === run.id,
      fresh: state.fresh.get(run.id) ?? 0,
      aside: asides.get(run.id),
    };
  }

  /**
   * @param {Row} row
   * @param {readonly Column[]} columns
   * @param {HTMLTableRowElement[]} spare rows that left the view; to fill one again is much faster
   *     than to make one
   */
  function drawRow(row, columns, spare) {
    const { id } = row.run;
    const known = drawn.get(id) ?? {
      tr: spare.pop() ?? document.createElement('tr'),
      row: null,
    };
    if (!known.row || !same(known.row, row)) {
      const { tr } = known;
      tr.dataset.id = id;
      tr.setAttribute('aria-rowindex', String(row.place + 2));
      tr.classList.toggle('selected', row.selected);
      tr.classList.toggle('baseline', row.baseline);
      // Two names of one animation, so that a second change starts it again.
      tr.classList.toggle('fresh-odd', row.fresh % 2 === 1);
      tr.classList.toggle('fresh-even', row.fresh > 0 && row.fresh % 2 === 0);
      render(cells(row, columns), tr);
      drawn.set(id, { tr, row });
    }
    return known.tr;
  }

  /** @param {readonly Column[]} columns */
  function drawColumns(columns) {
    render(cols(columns), colgroup);
    const figures = columns.filter(({ kind }) => kind !== 'name' && kind !== 'training');
    table.style.setProperty('--figures', String(figures.length));
    drawn.forEach(({ tr }) => tr.remove());
    drawn.clear();
  }

  /**
   * Where to scroll so that what was at the top stays there, though rows came or went above it.
   *
   * @param {readonly Run[]} before
   * @param {readonly Run[]} after
   */
  function kept(before, after) {
    const top = element.scrollTop;
    if (top < rowHeight) {
      return top;
    }
    const places = new Map(after.map((run, place) => [run.id, place]));
    for (let i = Math.floor(top / rowHeight); i < before.length; i++) {
      const place = places.get(before[i].id);
      if (place !== undefined) {
        return Math.max(0, top + (place - i) * rowHeight);
      }
    }
    return top;
  }

  element.addEventListener('scroll', () => drawRows(element.scrollTop), { passive: true });
  new ResizeObserver(() => {
    measure();
    drawRows(element.scrollTop);
  }).observe(element);

  const idAt = (/** @type {Event} */ event) =>
    /** @type {HTMLElement} */ (event.target).closest('tr')?.dataset.id;

  body.addEventListener('change', (event) => {
    const id = idAt(event);
    if (id !== undefined) {
      actions.select([id], /** @type {HTMLInputElement} */ (event.target).checked);
    }
  });
  body.addEventListener('focusin', (event) => {
    const id = idAt(event);
    if (id !== undefined) {
      actions.moveTo(id);
    }
  });
  body.addEventListener('animationend', (event) => {
    const id = idAt(event);
    if (id !== undefined) {
      actions.seen(id);
    }
  });
  body.addEventListener('keydown', (event) => {
    const move = MOVES[event.key];
    const id = idAt(event);
    if (!move || !shown || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    event.preventDefault();
    const { runs } = shown;
    const last = runs.length - 1;
    const page = Math.max(1, Math.floor(viewHeight / rowHeight) - 1);
    const from = runs.findIndex((run) => run.id === id);
    goTo(Math.min(last, Math.max(0, move(from, page, last))));
  });

  /** @param {number} place */
  function goTo(place) {
    const { runs } = /** @type {Shown} */ (shown);
    const top = place * rowHeight;
    const scrolled = element.scrollTop;
    if (top < scrolled) {
      element.scrollTop = top;
    } else if (top + rowHeight > scrolled + viewHeight) {
      element.scrollTop = top + rowHeight - viewHeight;
    }
    drawRows(element.scrollTop);
    drawn.get(runs[place].id)?.tr.querySelector('input')?.focus({ preventScroll: true });
  }

  return Object.freeze({
    element,

    /** @param {Shown} next */
    draw(next) {
      if (!element.isConnected) {
        return;
      }
      const before = shown;
      shown = next;
      const { state, runs, columns } = next;
      if (before?.columns !== columns) {
        drawColumns(columns);
      }
      render(head(columns, state, runs, actions), thead);
      if (viewHeight <= 0) {
        measure();
      }
      let top = element.scrollTop;
      if (before && before.runs !== runs) {
        const asked = before.state.sort !== state.sort || before.state.query !== state.query;
        top = asked ? 0 : kept(before.runs, runs);
      }
      drawRows(top);
      if (top !== element.scrollTop) {
        element.scrollTop = top;
      }
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
    a.reachable === b.reachable &&
    a.baseline === b.baseline &&
    a.fresh === b.fresh &&
    a.aside?.text === b.aside?.text &&
    a.aside?.ambiguous === b.aside?.ambiguous
  );
}

function skeleton() {
  return html`<table>
    <caption class="spoken">
      All evaluated runs. The names of the columns sort.
    </caption>
    <colgroup></colgroup>
    <thead></thead>
    <tbody class="above" aria-hidden="true">
      <tr></tr>
    </tbody>
    <tbody class="rows"></tbody>
    <tbody class="below" aria-hidden="true">
      <tr></tr>
    </tbody>
  </table>`;
}

/** @param {readonly Column[]} columns */
function cols(columns) {
  return html`<col class="pick" />
    ${columns.map(({ kind }) => html`<col class=${kind} />`)}`;
}

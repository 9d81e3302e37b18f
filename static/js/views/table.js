// @ts-check
/**
 * The table of runs. Only the rows near the view are in the document, so that ten thousand runs cost
 * no more than fifty.
 */
import { isGroup } from 'app/model/run-groups.js';
import { centering, inView, keeping, moved, nearby, revealing } from 'app/lib/virtual-rows.js';
import { keptInSight } from 'app/model/pins.js';
import { head } from 'app/views/table-head.js';
import { listen, rowIdOf } from 'app/views/table-input.js';
import { groupRowOf, referenceIn, rowOf } from 'app/views/table-items.js';
import { createRows } from 'app/views/row-pool.js';
import { createShaping, setWidths } from 'app/views/column-drag.js';
import { html, render } from 'lit-html';

/** @typedef {import('app/model/state.js').State} State */
/** @typedef {import('app/model/board.js').Run} Run */
/** @typedef {import('app/model/run-groups.js').Item} Item */
/** @typedef {import('app/model/columns.js').Column} Column */

/**
 * What the table shows.
 *
 * @typedef {object} Shown
 * @property {State} state
 * @property {readonly Run[]} runs those shown, in order
 * @property {readonly Item[]} items the rows: runs, and the heads of their groups
 * @property {readonly Column[]} columns
 * @property {(run: Run) => import('app/model/run-names.js').Name} nameOf among the runs shown
 * @property {ReadonlyMap<string, import('app/model/palette.js').Mark>} marks of runs in the charts, by id
 * @property {import('app/model/uncertainty.js').Verdicts | null} verdicts null where they are not shown
 * @property {import('app/model/differences.js').Against | null} delta null where values stand for themselves
 * @property {import('app/model/comparability.js').Comparability} comparability
 */

/**
 * What the user asks for that begins again at the top.
 *
 * @type {readonly (keyof State)[]}
 */
const CHOICE = ['sort', 'query', 'regex', 'filters', 'group'];

/**
 * @param {import('app/app/actions.js').Actions} actions
 */
export function createTable(actions) {
  const element = document.createElement('div');
  element.className = 'scroller';
  // The head and a row are stops of the Tab key; this has the focus while the row that had it is drawn again.
  element.tabIndex = -1;
  element.setAttribute('role', 'region');
  element.setAttribute('aria-label', 'Table of runs');
  render(skeleton(), element);
  const part = (/** @type {string} */ selector) =>
    /** @type {HTMLElement} */ (element.querySelector(selector));
  const table = part('table');
  const colgroup = part('colgroup');
  const thead = part('thead');
  const body = part('tbody.rows:not(.kept)');
  const rows = createRows(body, element);
  const pinned = part('tbody.pinned');
  const pinnedRows = createRows(pinned, element);
  const keptRows = createRows(part('tbody.kept'), element);
  const above = part('tbody.above tr');
  const below = part('tbody.below tr');

  /** @type {Shown | null} */
  let shown = null;
  let rowHeight = 36;
  let height = 0;
  /** Without the head and the reference. */
  let viewHeight = 0;
  /** How many rows, the first, stay in sight because they are pinned; what is scrolled are the others. */
  let kept = 0;
  /** Whether all rows are in the document, for paper. */
  let whole = false;
  /** @type {{id: string, times: number} | null} the run that was pointed at last, and how many were */
  let pointed = null;
  const shaping = createShaping(thead, () => shown?.columns ?? [], actions);

  function measure() {
    rowHeight = parseFloat(getComputedStyle(table).getPropertyValue('--row-height')) || rowHeight;
    const head = thead.offsetHeight;
    const top = head + pinned.offsetHeight;
    height = element.clientHeight;
    viewHeight = height - top;
    table.style.setProperty('--head-height', `${head}px`);
    table.style.setProperty('--kept-top', `${top}px`);
    table.style.setProperty('--view-width', `${element.clientWidth}px`);
    keep();
  }

  function keep() {
    kept = shown && !whole ? keptInSight(shown.items, shown.state.pins, rowHeight, height) : 0;
  }

  const view = (top = element.scrollTop) => ({
    top,
    height: viewHeight - kept * rowHeight,
    rowHeight,
  });

  /** @param {import('app/lib/virtual-rows.js').View} seen @param {number} place */
  const isSeen = (seen, place) => place < kept || inView(seen, place - kept);

  /** @param {import('app/lib/virtual-rows.js').View} seen */
  function drawRows(seen) {
    if (!shown) {
      return;
    }
    const now = shown;
    const { state, items, columns } = now;
    const scrolled = items.length - kept;
    const { start, end } = whole ? { start: 0, end: scrolled } : nearby(seen, scrolled);
    const near = [...items.slice(0, kept), ...items.slice(kept + start, kept + end)];
    const placeOf = (/** @type {number} */ i) => (i < kept ? i : start + i);
    const stop =
      near.find(({ id }) => id === state.cursor) ?? near.find((_, i) => isSeen(seen, placeOf(i)));
    const drawn = near.map((item, i) =>
      isGroup(item)
        ? groupRowOf(now, item, placeOf(i), item === stop)
        : rowOf(now, item, {
            place: placeOf(i),
            reachable: item === stop,
            inSight: isSeen(seen, placeOf(i)),
            pointed: pointed?.id === item.id ? pointed.times : 0,
          }),
    );
    const focused = rowIdOf(document.activeElement);
    // A focus that goes or moves lays the page out, and a table that is too low then is scrolled up: until all rows are
    // drawn it is too high.
    above.style.height = `${start * rowHeight}px`;
    below.style.height = `${scrolled * rowHeight}px`;
    rows.draw(drawn.slice(kept), columns);
    below.style.height = `${(scrolled - end) * rowHeight}px`;
    keptRows.draw(drawn.slice(0, kept), columns);
    // A row that was pinned or unpinned is in another part of the table now.
    if (focused !== undefined && document.activeElement === element) {
      focus(focused);
    }
    table.setAttribute('aria-rowcount', String(items.length + 1));
  }

  /** The run that others are compared with stays in sight, whatever is scrolled or filtered; once, where it is pinned. */
  function drawPinned() {
    const now = /** @type {Shown} */ (shown);
    const found = referenceIn(now);
    const twice = now.runs.slice(0, kept).some(({ id }) => id === found?.id);
    const before = pinned.childElementCount;
    const row = { place: null, reachable: false, inSight: false, pointed: 0 };
    pinnedRows.draw(found && !twice ? [rowOf(now, found, row)] : [], now.columns);
    if (pinned.childElementCount !== before) {
      measure();
    }
  }

  /** @param {readonly Column[]} columns */
  function drawColumns(columns) {
    render(cols(columns), colgroup);
    rows.clear();
    keptRows.clear();
    pinnedRows.clear();
  }

  element.addEventListener('scroll', () => drawRows(view()), { passive: true });
  new ResizeObserver(() => {
    measure();
    drawRows(view());
  }).observe(element);

  /**
   * @param {string} id
   * @param {(seen: import('app/lib/virtual-rows.js').View, place: number) => number} scrolled
   */
  function scrollTo(id, scrolled) {
    const place = shown?.items.findIndex((item) => item.id === id) ?? -1;
    if (place >= 0) {
      measure();
      scrollAndFocus(place, place < kept ? element.scrollTop : scrolled(view(), place - kept));
    }
  }

  /**
   * @param {number} place of the row that gets the focus
   * @param {number} top how far to scroll
   */
  function scrollAndFocus(place, top) {
    element.scrollTop = top;
    // Drawn where it shall be, also where the table was too low to be scrolled as far.
    drawRows(view(top));
    element.scrollTop = top;
    focus(/** @type {Shown} */ (shown).items[place].id);
  }

  /** @param {string} key that moves there @param {number} to the place */
  function moveTo(key, to) {
    const top = to < kept ? element.scrollTop : revealing(view(), to - kept);
    scrollAndFocus(to, key === 'Home' ? 0 : top);
  }

  /** @param {string} id of a row that is drawn */
  function focus(id) {
    keptRows.focus(id);
    rows.focus(id);
  }

  listen(table, { shown: () => shown, view, moveTo, actions });

  return Object.freeze({
    element,

    /**
     * Scrolls to a run and puts the focus on it.
     *
     * @param {string} id of a run that is shown
     */
    reveal(id) {
      scrollTo(id, revealing);
    },

    /**
     * Brings a run into the middle, puts the focus on it and lights it for a moment.
     *
     * @param {string} id of a run that is shown
     */
    pointAt(id) {
      pointed = { id, times: (pointed?.times ?? 0) + 1 };
      scrollTo(id, centering);
    },

    /**
     * Does what may move the table on the page, and scrolls it by as much, so that the rows stay where they are.
     *
     * @param {() => void} act
     */
    steady(act) {
      const before = element.getBoundingClientRect().top;
      act();
      element.scrollTop += element.getBoundingClientRect().top - before;
    },

    /** @param {boolean} on whether all rows shall be in the document, or those near the view */
    whole(on) {
      whole = on;
      keep();
      drawRows(view());
    },

    /**
     * Whether a run is among those shown.
     *
     * @param {string} id
     */
    shows: (id) => shown?.items.some((item) => item.id === id && !isGroup(item)) ?? false,

    /**
     * Moves from the run that the keyboard is at, and puts the focus on the next.
     *
     * @param {string} key as in keyboard events
     * @param {string | null} cursor id of the run that the keyboard is at
     */
    step(key, cursor) {
      const items = shown?.items ?? [];
      const at = items.findIndex(({ id }) => id === cursor);
      measure();
      const first = items.findIndex((_, place) => isSeen(view(), place));
      const to = at < 0 && key !== 'Home' ? first : moved(key, view(), at, items.length);
      if (to !== null && items[to]) {
        moveTo(key, to);
      }
    },

    /** @param {Shown} next */
    draw(next) {
      if (!element.isConnected) {
        return;
      }
      // Read after something is drawn, it would lay the page out once more.
      let { scrollTop: top } = element;
      const before = shown;
      const keptBefore = kept;
      shown = next;
      const { state, runs, items, columns } = next;
      if (before?.columns !== columns) {
        drawColumns(columns);
      }
      if (before?.columns !== columns || before.state.layout !== state.layout) {
        setWidths(table, colgroup, columns, state.layout.widths);
      }
      render(head(columns, state, runs, next.delta, actions), thead);
      shaping.drawn();
      if (viewHeight <= 0) {
        measure();
      }
      keep();
      drawPinned();
      if (before && before.items !== items) {
        const asked = CHOICE.some((key) => before.state[key] !== state[key]);
        top = asked ? 0 : keeping(view(top), before.items.slice(keptBefore), items.slice(kept));
      }
      drawRows(view(top));
      if (top !== element.scrollTop) {
        element.scrollTop = top;
      }
    },
  });
}

function skeleton() {
  return html`<table>
    <caption class="spoken">
      All evaluated runs. The names of the columns sort.
    </caption>
    <colgroup></colgroup>
    <thead></thead>
    <tbody class="pinned" aria-hidden="true"></tbody>
    <tbody class="rows kept"></tbody>
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

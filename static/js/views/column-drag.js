// @ts-check
/** Columns are dragged to another place or width, by pointer or keyboard, in the head of the table. */
import { withMoved, withWidth } from 'app/model/column-layout.js';

/** @typedef {import('app/model/columns.js').Column} Column */

/** A pointer that moves less, in pixels, has clicked. */
const SLACK = 6;

/** So much wider or narrower a key makes a column, in pixels. */
const STEP = 16;

/** @type {Readonly<Record<string, number>>} widths in pixels of kinds that have one */
const FIXED = Object.freeze({ training: 130, text: 240, time: 150, plain: 150, setting: 150 });

/** Kinds that are somewhat wider than the other figures. */
const WIDER = Object.freeze(['perplexity', 'average']);

/**
 * Gives the columns of a table their widths.
 *
 * @param {HTMLElement} table
 * @param {Element} colgroup with one more element, in front, than there are columns
 * @param {readonly Column[]} columns
 * @param {Readonly<Record<string, number>>} widths in pixels that were chosen, by key
 */
export function setWidths(table, colgroup, columns, widths) {
  const count = { figures: 0, wides: 0, fixed: 0 };
  columns.forEach(({ key, kind }, i) => {
    const own = widths[key] ?? null;
    const col = /** @type {HTMLElement} */ (colgroup.children[i + 1]);
    col.style.width = own === null ? '' : `${own}px`;
    if (kind === 'name') {
      return;
    }
    if (own !== null || kind in FIXED) {
      count.fixed += own ?? FIXED[kind];
    } else if (WIDER.includes(kind)) {
      count.wides++;
    } else {
      count.figures++;
    }
  });
  table.classList.toggle('sized', 'name' in widths);
  table.style.setProperty('--own-name', 'name' in widths ? `${widths.name}px` : 'initial');
  table.style.setProperty('--fixed', `${count.fixed}px`);
  table.style.setProperty('--figures', String(count.figures));
  table.style.setProperty('--wides', String(count.wides));
}

/**
 * @param {HTMLElement} thead
 * @param {() => readonly Column[]} columns shown
 * @param {import('app/app/actions.js').Actions} actions
 */
export function createShaping(thead, columns, actions) {
  /** @type {string | null} */
  let focus = null;
  let dragged = false;

  const cellAt = (/** @type {Event} */ event) =>
    /** @type {HTMLElement | null} */ (
      /** @type {HTMLElement} */ (event.target).closest('th[data-key]')
    );
  const keyOf = (/** @type {HTMLElement} */ cell) => cell.dataset.key ?? '';
  const placeOf = (/** @type {string} */ key) => columns().findIndex((one) => one.key === key) - 1;

  /** @param {string} key @param {number | null} width */
  function resize(key, width) {
    actions.layout((layout) => withWidth(layout, key, width));
  }

  /** @param {string} key @param {number} to */
  function move(key, to) {
    actions.layout((layout) => withMoved(layout, columns(), key, to));
  }

  /**
   * Follows a pointer until it is let go.
   *
   * @param {(event: PointerEvent) => void} onMove
   * @param {(event: PointerEvent) => void} onEnd
   */
  function follow(onMove, onEnd) {
    const stop = new AbortController();
    const { signal } = stop;
    /** @param {PointerEvent} event */
    const end = (event) => {
      stop.abort();
      onEnd(event);
    };
    window.addEventListener('pointermove', onMove, { signal });
    window.addEventListener('pointerup', end, { signal });
    window.addEventListener('pointercancel', end, { signal });
  }

  /** @param {HTMLElement} cell @param {PointerEvent} start */
  function dragEdge(cell, start) {
    const { width } = cell.getBoundingClientRect();
    const key = keyOf(cell);
    follow(
      (event) => resize(key, width + event.clientX - start.clientX),
      () => {},
    );
  }

  /** @param {HTMLElement} cell @param {PointerEvent} start */
  function dragHead(cell, start) {
    const key = keyOf(cell);
    /** @type {HTMLElement | null} */
    let target = null;
    let after = false;
    follow(
      (event) => {
        if (!dragged && Math.abs(event.clientX - start.clientX) < SLACK) {
          return;
        }
        dragged = true;
        cell.classList.add('dragged');
        clear();
        const under = document.elementFromPoint(
          event.clientX,
          thead.getBoundingClientRect().top + 8,
        );
        target = /** @type {HTMLElement | null} */ (under?.closest('thead th[data-key]') ?? null);
        if (target) {
          const { left, width } = target.getBoundingClientRect();
          after = keyOf(target) === 'name' || event.clientX > left + width / 2;
          target.classList.add(after ? 'drop-after' : 'drop-before');
        }
      },
      (event) => {
        cell.classList.remove('dragged');
        clear();
        if (target && event.type === 'pointerup') {
          const from = placeOf(key);
          const to = placeOf(keyOf(target)) + Number(after);
          move(key, to - Number(from < to));
        }
        // The click that follows this event is none.
        window.setTimeout(() => (dragged = false));
      },
    );
  }

  function clear() {
    thead
      .querySelectorAll('.drop-after, .drop-before')
      .forEach((cell) => cell.classList.remove('drop-after', 'drop-before'));
  }

  thead.addEventListener('pointerdown', (event) => {
    const cell = cellAt(event);
    if (!cell || event.button !== 0) {
      return;
    }
    if (/** @type {HTMLElement} */ (event.target).classList.contains('grip')) {
      event.preventDefault();
      dragEdge(cell, event);
    } else if (event.pointerType === 'mouse' && keyOf(cell) !== 'name') {
      dragHead(cell, event);
    }
  });
  thead.addEventListener('dblclick', (event) => {
    const cell = cellAt(event);
    if (cell && /** @type {HTMLElement} */ (event.target).classList.contains('grip')) {
      resize(keyOf(cell), null);
    }
  });
  thead.addEventListener(
    'click',
    (event) => {
      if (dragged) {
        event.stopPropagation();
      }
    },
    { capture: true },
  );
  thead.addEventListener('keydown', (event) => {
    const cell = cellAt(event);
    if (!cell || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    const key = keyOf(cell);
    const side = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    const wider = { '+': STEP, '=': STEP, '-': -STEP }[event.key];
    if (event.shiftKey && side && key !== 'name') {
      focus = key;
      move(key, placeOf(key) + side);
    } else if (wider) {
      resize(key, cell.getBoundingClientRect().width + wider);
    } else if (event.key === '0') {
      resize(key, null);
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  });

  return Object.freeze({
    /** The head has been drawn: the focus goes with a column that was moved. */
    drawn() {
      if (focus !== null) {
        const cell = thead.querySelector(`th[data-key="${CSS.escape(focus)}"] button`);
        /** @type {HTMLElement | null} */ (cell)?.focus();
        focus = null;
      }
    },
  });
}

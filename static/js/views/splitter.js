// @ts-check
/** The edge between table and charts, to be dragged; with the keyboard, the arrow keys move it. */
import { SPLIT, withinSplit } from 'app/model/chart-options.js';
import { html } from 'lit-html';

/** So far a key moves it, in percent of the page. */
const STEP = 2;

/**
 * @param {import('app/app/actions.js').Actions} actions
 */
export function createSplit(actions) {
  /** @param {number | null} split percent of the page that the charts take, null for the usual */
  const set = (split) => actions.modes({ split: split === null ? null : withinSplit(split) });

  /** @param {PointerEvent} event */
  function drag(event) {
    const edge = /** @type {HTMLElement} */ (event.currentTarget);
    if (event.type === 'pointerdown' && event.button === 0) {
      edge.setPointerCapture(event.pointerId);
    } else if (event.type === 'pointermove' && edge.hasPointerCapture(event.pointerId)) {
      const { right, width } = /** @type {HTMLElement} */ (
        edge.parentElement
      ).getBoundingClientRect();
      set((100 * (right - event.clientX)) / width);
    }
  }

  /** @param {KeyboardEvent} event */
  function press(event) {
    const now = Number(/** @type {HTMLElement} */ (event.currentTarget).ariaValueNow);
    const to = {
      ArrowLeft: now + STEP,
      ArrowRight: now - STEP,
      Home: SPLIT.least,
      End: SPLIT.most,
      Enter: null,
    }[event.key];
    if (to !== undefined && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      set(to);
    }
  }

  return Object.freeze({
    view: () =>
      html`<div
        class="split"
        role="separator"
        tabindex="0"
        aria-orientation="vertical"
        aria-label="Width of the charts"
        aria-controls="charts"
        aria-valuemin=${SPLIT.least}
        aria-valuemax=${SPLIT.most}
        title="Drag to resize; double-click for the usual width"
        @pointerdown=${drag}
        @pointermove=${drag}
        @dblclick=${() => set(null)}
        @keydown=${press}
      ></div>`,

    /**
     * The page has been drawn: gives the charts their width, which a policy keeps out of markup.
     *
     * @param {number | null} split
     */
    drawn(split) {
      const panel = document.getElementById('charts');
      const edge = /** @type {HTMLElement | null} */ (panel?.previousElementSibling ?? null);
      if (!panel || !edge?.classList.contains('split')) {
        return;
      }
      panel.style.setProperty('--split', split === null ? '' : `${split}%`);
      const all = panel.parentElement?.clientWidth || 1;
      edge.ariaValueNow = String(split ?? Math.round((100 * panel.offsetWidth) / all));
    },
  });
}

// @ts-check
/**
 * Pointer and keys on a chart: a place is pointed at; where the chart can be zoomed, dragging moves
 * it, and the wheel with Ctrl held zooms, so that the page can still be scrolled.
 */
import { plotOf } from 'app/charts/figure.js';
import { panned, zoomed } from 'app/charts/scale.js';

/** @typedef {import('app/charts/figure.js').Figure} Figure */
/** @typedef {import('app/charts/figure.js').Size} Size */
/** @typedef {import('app/charts/scale.js').Range} Range */

/** One step closer, and one step away. */
export const CLOSER = 0.6;
export const AWAY = 1 / CLOSER;

/** One step to the side, in parts of what is seen. */
export const ASIDE = 0.25;

/**
 * @param {HTMLElement} element
 * @param {object} ports
 * @param {() => Figure | null} ports.figure
 * @param {() => Size} ports.size
 * @param {() => number | null} ports.spot the place that is pointed at
 * @param {(index: number | null) => void} ports.point
 * @param {(range: Range | null) => void} ports.zoom
 */
export function followPointer(element, { figure, size, spot, point, zoom }) {
  element.tabIndex = 0;
  /** @type {{x: number, seen: Range} | null} */
  let dragged = null;

  /** @param {MouseEvent} event */
  const at = (event) => {
    const box = element.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };

  element.addEventListener('pointerdown', (event) => {
    const window = figure()?.window;
    // A finger that moves scrolls the page.
    if (window && event.button === 0 && event.pointerType !== 'touch') {
      dragged = { x: at(event).x, seen: window.seen };
      element.setPointerCapture(event.pointerId);
    }
  });
  element.addEventListener('pointermove', (event) => {
    const now = figure();
    const { x, y } = at(event);
    if (dragged && now?.window) {
      const { whole, scale } = now.window;
      const by = (dragged.x - x) / plotOf(size()).width;
      if (Math.abs(dragged.x - x) > 2) {
        zoom(panned(dragged.seen, whole, scale, by));
      }
    }
    point(now?.nearest(x, y, size()) ?? null);
  });
  for (const end of /** @type {const} */ (['pointerup', 'pointercancel'])) {
    element.addEventListener(end, () => (dragged = null));
  }
  element.addEventListener('pointerleave', () => point(null));
  element.addEventListener('blur', () => point(null));

  element.addEventListener(
    'wheel',
    (event) => {
      const window = figure()?.window;
      if (!window || !(event.ctrlKey || event.metaKey)) {
        return;
      }
      event.preventDefault();
      const { left, width } = plotOf(size());
      const around = Math.min(1, Math.max(0, (at(event).x - left) / width));
      const factor = Math.exp(
        Math.sign(event.deltaY) * Math.min(0.4, Math.abs(event.deltaY) / 250),
      );
      zoom(zoomed(window.seen, window.whole, window.scale, factor, around));
    },
    { passive: false },
  );

  element.addEventListener('keydown', (event) => {
    const now = figure();
    if (!now || event.ctrlKey || event.metaKey || event.altKey || event.target !== element) {
      return;
    }
    const known = spot();
    const window = now.window;
    /** @type {Record<string, () => void>} */
    const keys = {
      ArrowLeft: () => point(known === null ? 0 : known - 1),
      ArrowRight: () => point(known === null ? 0 : known + 1),
      Home: () => point(0),
      End: () => point(now.spots - 1),
    };
    if (known !== null) {
      keys.Escape = () => point(null);
    }
    if (window) {
      const { seen, whole, scale } = window;
      keys['+'] = () => zoom(zoomed(seen, whole, scale, CLOSER, 0.5));
      keys['-'] = () => zoom(zoomed(seen, whole, scale, AWAY, 0.5));
      keys['0'] = () => zoom(null);
    }
    const action = Object.hasOwn(keys, event.key) ? keys[event.key] : null;
    if (action) {
      event.preventDefault();
      action();
    }
  });
}

// @ts-check
/**
 * Pointer and keys on a chart: a place is pointed at; where the chart can be zoomed, dragging moves
 * it, two fingers zoom it as the wheel does with Ctrl held, so that the page can still be scrolled,
 * and a double click shows all of it.
 */
import { plotOf } from 'app/charts/figure.js';
import { panned, zoomed } from 'app/charts/scale.js';

/** @typedef {import('app/charts/figure.js').Figure} Figure */
/** @typedef {import('app/charts/figure.js').Size} Size */
/** @typedef {import('app/charts/scale.js').Range} Range */

/** One step closer, and one step away. */
export const ZOOM_IN = 0.6;
export const ZOOM_OUT = 1 / ZOOM_IN;

/** A pointer that moves less, in pixels, only points. */
const SLACK = 2;

/** Fingers that are closer, in pixels, cannot say how much closer they come. */
const PINCH = 24;

/** One step to the side, in parts of what is seen. */
export const PAN_STEP = 0.25;

/**
 * @param {HTMLElement} element
 * @param {object} ports
 * @param {() => Figure | null} ports.figure
 * @param {() => Size} ports.size
 * @param {() => number | null} ports.spot the place that is pointed at
 * @param {(index: number | null) => void} ports.point
 * @param {(range: Range | null) => void} ports.zoom
 * @param {((index: number) => void) | undefined} ports.pick where a place can be chosen, by a click or Enter
 */
export function followPointer(element, { figure, size, spot, point, zoom, pick }) {
  element.tabIndex = 0;
  /**
   * Where the pointers are that hold the chart, by their ids; two of them are fingers that pinch.
   *
   * @type {Map<number, number>}
   */
  const held = new Map();
  /** @type {{x: number, apart: number, seen: Range} | null} */
  let start = null;

  /** @param {MouseEvent} event */
  const at = (event) => {
    const box = element.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };

  /** The middle of the pointers that hold the chart, and how far they are from each other. */
  const grip = () => {
    const [one = 0, other = one] = held.values();
    return { x: (one + other) / 2, apart: Math.abs(one - other) };
  };

  function grab() {
    const window = figure()?.window;
    start = window && held.size > 0 ? { ...grip(), seen: window.seen } : null;
  }

  function drag() {
    const window = figure()?.window;
    if (!start || !window) {
      return;
    }
    const { whole, scale } = window;
    const { left, width } = plotOf(size());
    const { x, apart } = grip();
    if (held.size > 1 && start.apart >= PINCH && apart >= PINCH) {
      const around = Math.min(1, Math.max(0, (start.x - left) / width));
      const closer = zoomed(start.seen, whole, scale, start.apart / apart, around);
      zoom(closer && panned(closer, whole, scale, (start.x - x) / width));
    } else if (held.size === 1 && !all(start.seen, whole) && Math.abs(start.x - x) > SLACK) {
      zoom(panned(start.seen, whole, scale, (start.x - x) / width));
    }
  }

  element.addEventListener('pointerdown', (event) => {
    if (figure()?.window && event.button === 0 && held.size < 2) {
      held.set(event.pointerId, at(event).x);
      element.setPointerCapture(event.pointerId);
      grab();
    }
  });
  element.addEventListener('pointermove', (event) => {
    const { x, y } = at(event);
    if (held.has(event.pointerId)) {
      held.set(event.pointerId, x);
      drag();
    }
    point(held.size > 1 ? null : (figure()?.nearest(x, y, size()) ?? null));
  });
  // Where a finger moves up or down, the page scrolls and takes it away.
  for (const end of /** @type {const} */ (['pointerup', 'pointercancel'])) {
    element.addEventListener(end, (event) => {
      if (held.delete(event.pointerId)) {
        grab();
      }
    });
  }
  element.addEventListener('click', (event) => {
    const { x, y } = at(event);
    const index = figure()?.nearest(x, y, size()) ?? null;
    if (pick && index !== null) {
      pick(index);
    }
  });
  element.addEventListener('dblclick', () => figure()?.window && zoom(null));
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
      if (pick) {
        keys.Enter = keys[' '] = () => pick(known);
      }
    }
    if (window) {
      const { seen, whole, scale } = window;
      keys['+'] = () => zoom(zoomed(seen, whole, scale, ZOOM_IN, 0.5));
      keys['-'] = () => zoom(zoomed(seen, whole, scale, ZOOM_OUT, 0.5));
      keys['0'] = () => zoom(null);
    }
    const action = Object.hasOwn(keys, event.key) ? keys[event.key] : null;
    if (action) {
      event.preventDefault();
      action();
    }
  });
}

/** @param {Range} seen @param {Range} whole */
function all([from, to], whole) {
  return from <= whole[0] && to >= whole[1];
}

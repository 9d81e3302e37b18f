// @ts-check
/** Marks a part of an axis by dragging along it, with a finger too; a click on the axis takes it off. */

/** A pointer that moves less, in pixels, only clicks; an axis is clicked that is not farther away. */
const SLACK = 4;
const NEAR = 12;

/** A finger that is farther from an axis, in pixels, scrolls the page. */
const FINGER = 20;

/**
 * @param {HTMLElement} element
 * @param {() => import('app/charts/figure.js').Brushes | null} brushes
 * @param {() => import('app/charts/figure.js').Size} size
 * @param {(range: import('app/model/ranges.js').Range) => void} onBrush
 */
export function followBrush(element, brushes, size, onBrush) {
  const box = document.createElement('div');
  box.className = 'brush';
  box.hidden = true;
  element.append(box);
  /** @type {{axis: number, x: number, y: number, id: number} | null} */
  let start = null;
  let dragged = false;

  /** @param {MouseEvent} event */
  const at = (event) => {
    const { left, top } = element.getBoundingClientRect();
    return { x: event.clientX - left, y: event.clientY - top };
  };

  /** @param {number} x @param {number} farthest in pixels @returns {number | null} index of the axis there */
  const axisAt = (x, farthest) => {
    const marks = brushes();
    const axis = marks?.at(x, size()) ?? null;
    return marks && axis !== null && Math.abs(marks.x(axis, size()) - x) <= farthest ? axis : null;
  };

  function end() {
    start = null;
    box.hidden = true;
  }

  element.addEventListener('pointerdown', (event) => {
    end();
    dragged = false;
    if (event.button !== 0 || !event.isPrimary) {
      return;
    }
    const place = at(event);
    const axis = axisAt(place.x, event.pointerType === 'touch' ? FINGER : Infinity);
    start = axis === null ? null : { axis, ...place, id: event.pointerId };
  });
  // Or else the page would scroll, and take the finger away.
  element.addEventListener(
    'touchmove',
    (event) => {
      if (start) {
        event.preventDefault();
      }
    },
    { passive: false },
  );
  element.addEventListener('pointermove', (event) => {
    const marks = brushes();
    const { y } = at(event);
    if (!start || !marks || start.id !== event.pointerId || Math.abs(y - start.y) < SLACK) {
      return;
    }
    dragged = true;
    element.setPointerCapture(event.pointerId);
    box.hidden = false;
    box.style.left = `${marks.x(start.axis, size()) - 8}px`;
    box.style.top = `${Math.min(y, start.y)}px`;
    box.style.height = `${Math.abs(y - start.y)}px`;
  });
  element.addEventListener('pointerup', (event) => {
    const marks = brushes();
    if (start && marks && dragged) {
      onBrush(marks.range(start.axis, start.y, at(event).y, size()));
    }
    end();
  });
  element.addEventListener('pointercancel', end);
  element.addEventListener(
    'click',
    (event) => {
      const marks = brushes();
      const axis = axisAt(at(event).x, NEAR);
      const none = axis === null ? null : (marks?.none(axis) ?? null);
      if (dragged || none) {
        // What was marked, or taken off, is no choice of a run.
        event.stopImmediatePropagation();
      }
      if (!dragged && none) {
        onBrush(none);
      }
      dragged = false;
    },
    { capture: true },
  );
}

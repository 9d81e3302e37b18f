// @ts-check
/** One chart on the page: draws a figure, and again when it, its size or the theme changes. */
import { followBrush } from 'app/charts/brush.js';
import { whenReady } from 'app/charts/echarts.js';
import { followPointer } from 'app/charts/gestures.js';
import { hostElement, pictureOf } from 'app/charts/image-export.js';
import { traced } from 'app/charts/trace.js';
import { tip } from 'app/charts/tooltip.js';
import { html, nothing, render } from 'lit-html';

/** @typedef {import('app/charts/figure.js').Figure} Figure */
/** @typedef {import('app/charts/scale.js').Range} Range */

const UNAVAILABLE = html`<p class="hint" role="alert">
  <b>The charts could not be loaded.</b> Load the page again; “As table” shows the values.
</p>`;

/** A change of the values moves bars this long, in milliseconds. */
const MOVING = 220;

/** On paper, in pixels; the style sheet for paper has the same. */
const PAPER = Object.freeze({ width: 700, height: 400 });

/** Parts of a drawing that are replaced as a whole, so that nothing of the last one stays. */
const REPLACED = Object.freeze(['series', 'xAxis', 'yAxis', 'radar', 'grid']);

/**
 * @param {object} ports
 * @param {import('app/charts/theme-colors.js').ThemeColors} ports.themeColors
 * @param {(range: Range | null) => void} [ports.onZoom] null for the whole
 * @param {(id: string) => void} [ports.onPick] the run at a place is chosen
 * @param {(range: import('app/model/ranges.js').Range) => void} [ports.onBrush] a part of an axis is marked
 * @param {(key: string | null) => void} [ports.onLine] another line is pointed at, or none
 */
export function createChart({ themeColors, onZoom, onPick, onLine, onBrush }) {
  const element = document.createElement('div');
  element.className = 'chart';
  const host = hostElement();
  host.className = 'plot';
  host.setAttribute('aria-hidden', 'true');
  const over = document.createElement('div');
  over.className = 'over';
  element.append(host, over);

  /** @type {any} */
  let engine = null;
  /** @type {any} */
  let chart = null;
  /** @type {Figure | null} */
  let figure = null;
  /** @type {number | null} */
  let spot = null;
  /** @type {string | null} key of the line that is emphasised while none is pointed at */
  let held = null;
  /** @type {string | null} key of the line that is pointed at */
  let line = null;
  let size = { width: 0, height: 0 };
  let resized = false;
  let drawnOrder = '';

  const still = window.matchMedia('(prefers-reduced-motion: reduce)');

  /** @param {any} library null when it cannot be had */
  function arrived(library) {
    if (library === null) {
      render(UNAVAILABLE, over);
    } else if (!engine) {
      engine = library;
      paint();
    }
  }

  function paint() {
    if (!engine || !figure || size.width < 40 || size.height < 40) {
      return;
    }
    chart ??= engine.init(host, null, { ...size, renderer: 'canvas' });
    const option = figure.option(themeColors.now(), size);
    // The library keeps series in the order in which it first had them, so another order begins anew.
    const order = option.series.map((/** @type {any} */ { id }) => id).join('\n');
    const same = order === drawnOrder;
    drawnOrder = order;
    const moving = same && !still.matches && !resized && option.series.every(isBar);
    chart.setOption(
      { animationDuration: 0, animationDurationUpdate: moving ? MOVING : 0, ...option },
      same ? { replaceMerge: REPLACED } : { notMerge: true },
    );
    resized = false;
    element.dataset.drawn = String(Number(element.dataset.drawn ?? 0) + 1);
    point(spot);
  }

  /** @param {number | null} index of the place that is pointed at */
  function point(index) {
    if (!chart) {
      return;
    }
    const count = figure?.spots ?? 0;
    spot = index === null || count === 0 ? null : Math.min(count - 1, Math.max(0, index));
    const at = spot === null ? null : /** @type {Figure} */ (figure).spot(spot, size);
    const trace = emphasised();
    element.classList.toggle('dimmed', trace !== nothing);
    render(html`${trace}${at ? tip(at) : nothing}`, over);
    const label = over.querySelector('.tip');
    if (label instanceof HTMLElement && at) {
      place(label, at);
    }
  }

  /** The line that is pointed at here, or else from outside, over the others. */
  function emphasised() {
    const traces = figure?.traces;
    if (!traces) {
      return nothing;
    }
    const now = spot === null ? null : traces.keys[traces.of(spot)];
    if (now !== line) {
      line = now;
      onLine?.(line);
    }
    const at = traces.keys.indexOf(line ?? held ?? '');
    return at < 0
      ? nothing
      : traced(traces.trace(at, size), spot === null ? null : traces.spots[spot]);
  }

  /** @param {HTMLElement} label @param {import('app/charts/figure.js').Spot} spot */
  function place(label, { x, y }) {
    const width = label.offsetWidth;
    const right = x + 14 + width <= size.width;
    label.style.left = `${Math.max(4, right ? x + 14 : x - 14 - width)}px`;
    label.style.top = `${topOf(label.offsetHeight, y)}px`;
    const guide = over.querySelector('.guide');
    if (guide instanceof HTMLElement) {
      guide.style.left = `${x}px`;
    }
  }

  /** @param {number} height of what is said @param {number | undefined} y of the place, which it must not hide */
  function topOf(height, y) {
    const lowest = size.height - height - 4;
    const below = y === undefined ? 34 : y + 14;
    return Math.max(
      4,
      y === undefined || below <= lowest ? Math.min(below, lowest) : y - 14 - height,
    );
  }

  /** @param {import('app/charts/figure.js').Size} to */
  function resize(to) {
    size = to;
    if (chart && size.width >= 40 && size.height >= 40) {
      chart.resize({ ...size, animation: { duration: 0 } });
      resized = true;
    }
    paint();
  }

  const measured = () => ({ width: element.clientWidth, height: element.clientHeight });
  let printing = false;
  new ResizeObserver(() => printing || resize(measured())).observe(element);
  window.addEventListener('beforeprint', () => {
    printing = true;
    if (element.isConnected) {
      resize(PAPER);
    }
  });
  window.addEventListener('afterprint', () => {
    printing = false;
    if (element.isConnected) {
      resize(measured());
    }
  });
  themeColors.subscribe(paint);

  if (onBrush) {
    followBrush(
      element,
      () => figure?.brushes ?? null,
      () => size,
      onBrush,
    );
  }
  followPointer(element, {
    figure: () => figure,
    size: () => size,
    spot: () => spot,
    point,
    zoom: (range) => onZoom?.(range),
    pick: onPick && ((index) => onPick(figure?.traces?.spots[index] ?? '')),
  });

  return Object.freeze({
    element,

    /** @param {Figure} next is painted only when it is another one than before */
    draw(next) {
      if (next !== figure) {
        // What comes in before the place that is pointed at must not move it.
        const id = spot === null ? undefined : figure?.traces?.spots[spot];
        if (id !== undefined) {
          const at = next.traces?.spots.indexOf(id) ?? -1;
          spot = at < 0 ? null : at;
        }
        figure = next;
        element.style.height = next.height === undefined ? '' : `${next.height}px`;
        if (engine) {
          paint();
        } else {
          whenReady(arrived);
        }
      }
    },

    /** @param {string | null} key of a line to be emphasised, null for none */
    emphasise(key) {
      if (key !== held) {
        held = key;
        point(spot);
      }
    },

    /**
     * The chart as a file.
     *
     * @param {import('app/model/picture-size.js').Format} format
     * @param {string} source where the values come from, in JSON
     * @returns {Promise<import('app/charts/image-export.js').Picture | null>} null when the chart library has not arrived
     */
    async picture(format, source) {
      const colors = format.ground === 'page' ? themeColors.now() : themeColors.light();
      return engine && figure ? pictureOf(engine, figure, colors, format, source) : null;
    },
  });
}

/** @param {any} series */
const isBar = ({ type }) => type === 'bar';

/** @typedef {ReturnType<typeof createChart>} Chart */

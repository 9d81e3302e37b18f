// @ts-check
/** Charts as files: drawn again, with title and legend, without being shown. */
import { pictureLegend } from 'app/charts/picture-legend.js';
import { described } from 'app/charts/png.js';
import { portable, withFacts } from 'app/charts/svg.js';
import { textLines } from 'app/charts/text-lines.js';
import { textWidth } from 'app/charts/text-width.js';

/** @typedef {import('app/charts/figure.js').Figure} Figure */
/** @typedef {import('app/charts/figure.js').ChartColors} ChartColors */

/** The drawing between title and legend has this height, where it does not say another, and at least this width. */
const WIDTH = 1200;
const HEIGHT = 560;

/** Free room around everything, between title and drawing, and between drawing and legend. */
const EDGE = 20;
const GAP = 14;

const TITLE = Object.freeze({ fontSize: 16, fontWeight: 600, lineHeight: 22 });

/** Finer than a screen, for print: the width of an article's page, 8 inches, at 300 dpi. */
const PIXELS = 2;
const DPI = 300;

/**
 * An element for the chart library, which empties it in a way that Trusted Types refuse.
 *
 * @returns {HTMLElement}
 */
export function hostElement() {
  const host = document.createElement('div');
  Object.defineProperty(host, 'innerHTML', {
    set() {
      host.replaceChildren();
    },
  });
  return host;
}

/**
 * @param {any} engine
 * @param {Figure} figure
 * @param {ChartColors} colors
 * @param {'png' | 'svg'} type
 * @param {string} source where the values come from, in JSON
 * @returns {Promise<Blob>}
 */
export async function pictureOf(engine, figure, colors, type, source) {
  const svg = type === 'svg';
  const { width, height, option } = framed(figure, colors);
  const facts = { title: figure.title, description: axesOf(option), source };
  const chart = engine.init(svg ? null : hostElement(), null, {
    width,
    height,
    renderer: svg ? 'svg' : 'canvas',
    ssr: svg,
    devicePixelRatio: PIXELS,
  });
  try {
    chart.setOption(option);
    if (svg) {
      const drawing = portable(chart.renderToSVGString());
      return new Blob([withFacts(drawing, facts)], { type: 'image/svg+xml' });
    }
    /** @type {Blob} */
    const blob = await new Promise((done) => {
      chart.renderToCanvas({ pixelRatio: PIXELS }).toBlob(done, 'image/png');
    });
    const png = described(new Uint8Array(await blob.arrayBuffer()), DPI, {
      Title: facts.title,
      Description: facts.description,
      Comment: facts.source,
    });
    return new Blob([png], { type: 'image/png' });
  } finally {
    chart.dispose();
  }
}

/**
 * The drawing with title above and legend below; the picture is as high as they need. Everything
 * that has a place in pixels is moved.
 *
 * @param {Figure} figure
 * @param {ChartColors} colors
 */
function framed(figure, colors) {
  const width = Math.max(WIDTH, Math.ceil(figure.leastWidth));
  const { fontSize, fontWeight, lineHeight } = TITLE;
  const title = textLines(figure.title, width - 2 * EDGE, (text) =>
    textWidth(text, fontSize, fontWeight),
  );
  const legend = pictureLegend(figure.key, width - 2 * EDGE, colors, textWidth);
  const head = EDGE + title.length * lineHeight + GAP;
  const foot = GAP + legend.height + EDGE;
  const drawing = figure.height ?? HEIGHT;
  const { grid, radar, ...rest } = figure.option(colors, { width, height: drawing });
  const height = head + drawing + foot;
  const words = {
    type: 'text',
    style: {
      text: title.join('\n'),
      x: EDGE,
      y: EDGE,
      fill: colors.ink,
      fontFamily: colors.font,
      ...TITLE,
    },
  };
  const below = { type: 'group', x: EDGE, y: head + drawing + GAP, children: legend.elements };
  return {
    width,
    height,
    option: {
      ...rest,
      animation: false,
      backgroundColor: colors.surface,
      graphic: [words, below],
      ...(grid && { grid: { ...grid, top: grid.top + head, bottom: grid.bottom + foot } }),
      ...(radar && { radar: { ...radar, center: [radar.center[0], radar.center[1] + head] } }),
    },
  };
}

/**
 * What the axes show, with units.
 *
 * @param {{xAxis?: {name?: string}, yAxis?: {name?: string}}} option
 */
function axesOf({ xAxis, yAxis }) {
  return [yAxis?.name, xAxis?.name].filter(Boolean).join(', by ');
}

/**
 * A file name from words: `Loss (nats) by position` is `loss-nats-by-position`.
 *
 * @param {string} words
 */
export function fileName(words) {
  const name = words
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 80);
  return name || 'chart';
}

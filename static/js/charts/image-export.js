// @ts-check
/** Charts as files: drawn again, with title and legend, without being shown. */
import { pictureLegend } from 'app/charts/picture-legend.js';
import { described } from 'app/charts/png.js';
import { onPaper, portable, withFacts } from 'app/charts/svg.js';
import { textLines } from 'app/charts/text-lines.js';
import { textWidth } from 'app/charts/text-width.js';
import { MM_PER_INCH, perInch, SHEETS } from 'app/model/picture-size.js';

/** @typedef {import('app/charts/figure.js').Figure} Figure */
/** @typedef {import('app/charts/figure.js').ChartColors} ChartColors */

/** Free room around everything, between title and drawing, and between drawing and legend. */
const EDGE = 20;
const GAP = 14;

const TITLE = Object.freeze({ fontSize: 16, fontWeight: 600, lineHeight: 22 });

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
 * A chart as a file, with its size on paper in millimetres.
 *
 * @typedef {{blob: Blob, width: number, height: number}} Picture
 */

/**
 * @param {any} engine
 * @param {Figure} figure
 * @param {ChartColors} colors
 * @param {import('app/model/picture-size.js').Format} format
 * @param {string} source where the values come from, in JSON
 * @returns {Promise<Picture>}
 */
export async function pictureOf(engine, figure, colors, { type, pixels, size, ground }, source) {
  const svg = type === 'svg';
  const { width, height, option } = framed(figure, colors, SHEETS[size], ground);
  const facts = { title: figure.title, description: axesOf(option), source };
  const resolution = perInch(size, width);
  const mm = (/** @type {number} */ length) => (length / resolution) * MM_PER_INCH;
  const chart = engine.init(svg ? null : hostElement(), null, {
    width,
    height,
    renderer: svg ? 'svg' : 'canvas',
    ssr: svg,
    devicePixelRatio: pixels,
  });
  try {
    chart.setOption(option);
    const blob = await (svg
      ? svgOf(chart, resolution, facts)
      : pngOf(chart, pixels, resolution, facts));
    return { blob, width: mm(width), height: mm(height) };
  } finally {
    chart.dispose();
  }
}

/** @typedef {{title: string, description: string, source: string}} Facts */

/** @param {any} chart @param {number} resolution pixels to an inch @param {Facts} facts */
function svgOf(chart, resolution, facts) {
  const drawing = onPaper(portable(chart.renderToSVGString()), resolution);
  return new Blob([withFacts(drawing, facts)], { type: 'image/svg+xml' });
}

/** @param {any} chart @param {number} pixels @param {number} resolution @param {Facts} facts */
async function pngOf(chart, pixels, resolution, { title, description, source }) {
  /** @type {Blob} */
  const drawing = await new Promise((done) => {
    chart.renderToCanvas({ pixelRatio: pixels }).toBlob(done, 'image/png');
  });
  const png = described(new Uint8Array(await drawing.arrayBuffer()), pixels * resolution, {
    Title: title,
    Description: description,
    Comment: source,
  });
  return new Blob([png], { type: 'image/png' });
}

/**
 * The drawing with title above and legend below; the picture is as high as they need. Everything
 * that has a place in pixels is moved.
 *
 * @param {Figure} figure
 * @param {ChartColors} colors
 * @param {import('app/model/picture-size.js').Sheet} sheet
 * @param {import('app/model/picture-size.js').Ground} ground
 */
function framed(figure, colors, sheet, ground) {
  const width = Math.max(sheet.width, Math.ceil(figure.leastWidth));
  const { fontSize, fontWeight, lineHeight } = TITLE;
  const title = textLines(figure.title, width - 2 * EDGE, (text) =>
    textWidth(text, fontSize, fontWeight),
  );
  const legend = pictureLegend(figure.key, width - 2 * EDGE, colors, textWidth);
  const head = EDGE + title.length * lineHeight + GAP;
  const foot = GAP + legend.height + EDGE;
  const drawing = figure.height ?? Math.max(sheet.plot, sheet.height - head - foot);
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
      backgroundColor: ground === 'none' ? 'transparent' : colors.surface,
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

// @ts-check
/** Charts as files: drawn again, with title and legend, without being shown. */

/** @typedef {import('app/charts/figure.js').Figure} Figure */
/** @typedef {import('app/charts/figure.js').ChartColors} ChartColors */

const SIZE = Object.freeze({ width: 1200, height: 675 });
const HEAD = 52;
const LEGEND_ROW = 24;

/** Finer than a screen, for print. */
const PIXELS = 2;

/** A name in the legend is cut in the middle above so many letters. */
const NAME = 72;

/** About so wide is a letter of the legend, in pixels. */
const LETTER = 6.6;

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
 * @returns {Promise<Blob>}
 */
export async function pictureOf(engine, figure, colors, type) {
  const svg = type === 'svg';
  const chart = engine.init(svg ? null : hostElement(), null, {
    ...SIZE,
    renderer: svg ? 'svg' : 'canvas',
    ssr: svg,
    devicePixelRatio: PIXELS,
  });
  try {
    chart.setOption(framed(figure, colors));
    if (svg) {
      return new Blob([chart.renderToSVGString()], { type: 'image/svg+xml' });
    }
    return await new Promise((done) => {
      chart.renderToCanvas({ pixelRatio: PIXELS }).toBlob(done, 'image/png');
    });
  } finally {
    chart.dispose();
  }
}

/**
 * The drawing with title above and legend below. Everything that has a place in pixels is moved.
 *
 * @param {Figure} figure
 * @param {ChartColors} colors
 */
function framed(figure, colors) {
  const names = new Set();
  const first = figure.option(colors, SIZE);
  first.series.forEach((/** @type {any} */ { name }) => name && names.add(name));
  const letters = [...names].reduce((sum, name) => sum + cut(name).length * LETTER + 44, 0);
  const rows = Math.ceil(letters / (SIZE.width - 40));
  const foot = 16 + rows * LEGEND_ROW;
  const inner = { width: SIZE.width, height: SIZE.height - HEAD - foot };
  const option = figure.option(colors, inner);
  const text = { color: colors.ink, fontFamily: colors.font, fontSize: 12 };
  const { grid, radar } = option;
  return {
    ...option,
    animation: false,
    backgroundColor: colors.surface,
    title: {
      text: figure.title,
      left: 20,
      top: 16,
      textStyle: {
        ...text,
        fontSize: 16,
        fontWeight: 600,
        width: SIZE.width - 40,
        overflow: 'truncate',
      },
    },
    legend: {
      data: [...names],
      bottom: 12,
      left: 20,
      right: 20,
      itemWidth: 28,
      textStyle: text,
      formatter: cut,
      inactiveColor: colors.quiet,
    },
    ...(grid && { grid: { ...grid, top: grid.top + HEAD, bottom: grid.bottom + foot } }),
    ...(radar && { radar: { ...radar, center: [radar.center[0], radar.center[1] + HEAD] } }),
  };
}

/** @param {string} name */
function cut(name) {
  const letters = [...name];
  const half = NAME / 2;
  return letters.length <= NAME
    ? name
    : `${letters.slice(0, half).join('')}…${letters.slice(-half).join('')}`;
}

/**
 * Hands a file to the user.
 *
 * @param {Blob} blob
 * @param {string} name
 */
export function save(blob, name) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  window.setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
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

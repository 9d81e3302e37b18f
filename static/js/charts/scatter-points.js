// @ts-check
/**
 * The points of a scatter for the chart library: all of them in a series for each group, which it draws quickly, and
 * above them the front, what is selected, the reference, intervals and names. Pure but for the widths of texts.
 */
import { colourOf } from 'app/charts/figure.js';
import { symbolOf } from 'app/charts/picture-legend.js';

/** @typedef {import('app/model/scatter.js').Dot} Dot */
/** @typedef {import('app/charts/figure.js').ChartColors} ChartColors */
/** @typedef {import('app/model/point-groups.js').PointGroup} PointGroup */

/** From so many points on, the library draws them all at once. */
const LARGE = 1500;

/** So many points have their names beside them, where there is room. */
const NAMED = 24;

/** The end of a whisker, between a point and its name beside or above it, and height of a name; in pixels. */
const CAP = 3;
const GAP = 10;
const ASIDE = 5;
const LINE = 15;
const FONT = 11.5;

/**
 * @param {readonly Dot[]} dots
 * @param {readonly PointGroup[]} groups
 * @param {ChartColors} colors
 */
export function pointsSeries(dots, groups, colors) {
  const parts = groups.flatMap((group, i) => {
    const own = dots.filter((dot) => dot.group === i);
    return [
      { id: `beaten ${i}`, group, own: own.filter(({ front }) => !front), opacity: 0.32, z: 2 },
      { id: `points ${i}`, group, own: own.filter(({ front }) => front), opacity: 0.9, z: 3 },
    ];
  });
  return parts.map(({ id, group: { mark }, own, opacity, z }) => ({
    id,
    type: 'scatter',
    silent: true,
    z,
    symbol: mark.symbol,
    symbolSize: dots.length > LARGE ? 5 : mark.symbol === 'diamond' ? 10 : 8,
    // However few of them are in a group.
    large: dots.length > LARGE,
    largeThreshold: 1,
    itemStyle: { color: colourOf(mark, colors), opacity },
    data: own.map(({ x, y }) => [x, y]),
  }));
}

/**
 * @param {readonly Dot[]} dots
 * @param {readonly Dot[] | null} front
 * @param {readonly PointGroup[]} groups
 * @param {(run: import('app/model/board.js').Run) => import('app/model/run-names.js').Name} nameOf
 * @param {import('app/charts/text-width.js').TextWidth} widthOf
 * @param {ChartColors} colors
 */
export function emphasisSeries(dots, front, groups, nameOf, widthOf, colors) {
  const strong = dots.filter(({ selected, reference }) => selected || reference);
  const whiskered = dots.filter(({ xs, ys }) => xs || ys);
  const named = [...strong].reverse().concat((front ?? []).filter((dot) => !strong.includes(dot)));
  const colour = (/** @type {Dot} */ { group }) => colourOf(groups[group].mark, colors);
  return [
    custom('whiskers', 2, whiskered, (dot, api) => whiskers(dot, api, colour(dot))),
    ...(front && front.length > 0
      ? [custom('front', 1, [front[0]], (_, api) => [step(front, api, colors)])]
      : []),
    custom('strong', 5, strong, (dot, api) => {
      const [x, y] = api.coord([dot.x, dot.y]);
      return marked(dot, x, y, groups[dot.group].mark.symbol, colour(dot), colors);
    }),
    custom('names', 6, named.slice(0, 1), (_, api, area) =>
      names(named.slice(0, NAMED), api, area, nameOf, widthOf, colors),
    ),
  ];
}

/**
 * @param {string} id
 * @param {number} z
 * @param {readonly Dot[]} dots
 * @param {(dot: Dot, api: any, area: any) => readonly any[]} elements
 */
function custom(id, z, dots, elements) {
  return {
    id,
    type: 'custom',
    silent: true,
    z,
    data: dots.map(({ x, y }) => [x, y]),
    /** @param {any} params @param {any} api */
    renderItem: ({ dataIndex, coordSys }, api) => ({
      type: 'group',
      children: elements(dots[dataIndex], api, coordSys),
    }),
  };
}

/** @param {Dot} dot @param {any} api @param {string} stroke */
function whiskers({ x, y, xs, ys, front, selected }, api, stroke) {
  const opacity = front || selected ? 0.45 : 0.16;
  const line = (
    /** @type {readonly number[]} */ [x1, y1],
    /** @type {readonly number[]} */ [x2, y2],
  ) => ({
    type: 'line',
    shape: { x1, y1, x2, y2 },
    style: { stroke, lineWidth: 1, opacity },
  });
  const parts = [];
  for (const [from, to, right, down] of [
    ...(ys ? [[api.coord([x, ys[0]]), api.coord([x, ys[1]]), CAP, 0]] : []),
    ...(xs ? [[api.coord([xs[0], y]), api.coord([xs[1], y]), 0, CAP]] : []),
  ]) {
    parts.push(line(from, to));
    for (const [left, top] of [from, to]) {
      parts.push(line([left - right, top - down], [left + right, top + down]));
    }
  }
  return parts;
}

/**
 * The front: what lies behind it is beaten by one of its points.
 *
 * @param {readonly Dot[]} front
 * @param {any} api
 * @param {ChartColors} colors
 */
function step(front, api, { ink }) {
  const places = front.map(({ x, y }) => api.coord([x, y]));
  const points = places.flatMap((place, i) =>
    i === 0 ? [place] : [[place[0], places[i - 1][1]], place],
  );
  return {
    type: 'polyline',
    shape: { points },
    style: { stroke: ink, lineWidth: 1.25, opacity: 0.55, fill: 'none' },
  };
}

/** @param {Dot} dot @param {number} x @param {number} y @param {string} symbol @param {string} fill @param {ChartColors} colors */
function marked({ reference, selected }, x, y, symbol, fill, { ink, surface }) {
  const ring = (/** @type {number} */ r, /** @type {any} */ style) => ({
    type: 'circle',
    shape: { cx: x, cy: y, r },
    style: { fill: 'none', ...style },
  });
  return [
    ...(selected ? [ring(8, { stroke: ink, lineWidth: 2 })] : []),
    ...(reference
      ? [ring(selected ? 12 : 9, { stroke: ink, lineWidth: 1.25, lineDash: [2, 2] })]
      : []),
    ring(6, { fill: surface, stroke: 'none' }),
    symbolOf(symbol, x, y, fill),
  ];
}

/**
 * Names beside points: each where there is room on one side, or none.
 *
 * @param {readonly Dot[]} named the more important ones first
 * @param {any} api
 * @param {any} area of the plot
 * @param {(run: import('app/model/board.js').Run) => import('app/model/run-names.js').Name} nameOf
 * @param {import('app/charts/text-width.js').TextWidth} widthOf
 * @param {ChartColors} colors
 */
function names(named, api, area, nameOf, widthOf, { ink, quiet, surface, font }) {
  /** @type {{x: number, y: number, width: number, height: number}[]} */
  const taken = named.map(({ x, y }) => {
    const [left, top] = api.coord([x, y]);
    return { x: left - 5, y: top - 5, width: 10, height: 10 };
  });
  return named.flatMap((dot, i) => {
    const text = nameOf(dot.run).short;
    const width = widthOf(text, FONT, 600);
    const { x, y } = { x: taken[i].x + 5, y: taken[i].y + 5 };
    const place = [
      { x: x + ASIDE, y: y - GAP - LINE / 2 - ASIDE },
      { x: x + GAP, y: y - LINE / 2 },
      { x: x - ASIDE - width, y: y - GAP - LINE / 2 - ASIDE },
      { x: x - GAP - width, y: y - LINE / 2 },
      { x: x + ASIDE, y: y + GAP },
    ]
      .map((one) => ({ ...one, width, height: LINE }))
      .find((box) => inside(box, area) && taken.every((other, j) => j === i || !meets(box, other)));
    if (!place) {
      return [];
    }
    taken.push(place);
    return [
      {
        type: 'text',
        style: {
          text,
          x: place.x,
          y: place.y + LINE / 2,
          fill: dot.front || dot.selected ? ink : quiet,
          stroke: surface,
          lineWidth: 3,
          font: `600 ${FONT}px ${font}`,
          verticalAlign: 'middle',
        },
      },
    ];
  });
}

/** @typedef {{x: number, y: number, width: number, height: number}} Box */

/** @param {Box} box @param {Box} area */
const inside = (box, area) =>
  box.x >= area.x &&
  box.y >= area.y &&
  box.x + box.width <= area.x + area.width + 12 &&
  box.y + box.height <= area.y + area.height;

/** @param {Box} a @param {Box} b */
const meets = (a, b) =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

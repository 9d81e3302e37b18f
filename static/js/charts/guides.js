// @ts-check
/** Light lines with a short label that help to read a chart. Pure. */

/** @typedef {import('app/charts/figure.js').ChartColors} ChartColors */
/** @typedef {import('app/charts/scale.js').Range} Range */

/**
 * @typedef {object} Guide
 * @property {'x' | 'y'} axis that its value is on
 * @property {number} value
 * @property {string} label
 */

/** Between a line and its label, in pixels. */
const GAP = 4;

/**
 * A line through the whole plot; none where its value is not seen.
 *
 * @param {Guide} guide
 * @param {{x: Range, y: Range}} seen
 * @param {ChartColors} colors
 * @returns {readonly any[]}
 */
export function guideSeries({ axis, value, label }, seen, colors) {
  const [low, high] = seen[axis];
  if (!(value > low && value < high)) {
    return [];
  }
  const ends =
    axis === 'y'
      ? [
          [seen.x[0], value],
          [seen.x[1], value],
        ]
      : [
          [value, seen.y[0]],
          [value, seen.y[1]],
        ];
  /** @param {unknown} _ @param {any} api */
  const renderItem = (_, api) => {
    const [[x1, y1], [x2, y2]] = ends.map((end) => api.coord(end));
    const text =
      axis === 'y'
        ? { x: x2 - GAP, y: y2 - GAP, align: 'right', verticalAlign: 'bottom' }
        : { x: x2 + GAP, y: y2 + GAP, align: 'left', verticalAlign: 'top' };
    return {
      type: 'group',
      children: [
        {
          type: 'line',
          shape: { x1, y1, x2, y2 },
          style: { stroke: colors.quiet, lineWidth: 1, lineDash: [2, 4], opacity: 0.8 },
        },
        {
          type: 'text',
          style: { ...text, text: label, fill: colors.quiet, font: `11px ${colors.font}` },
        },
      ],
    };
  };
  return [
    {
      id: `guide ${label}`,
      type: 'custom',
      silent: true,
      clip: true,
      z: 1,
      data: [ends[0]],
      renderItem,
    },
  ];
}

// @ts-check
/** The standard deviation around a line: as a band, or as a bar at every point. Pure. */

/** @typedef {import('app/model/comparison.js').Participant} Participant */
/** @typedef {import('app/model/curves.js').Line} Line */

/** Half the width of the end of a bar, in pixels. */
const CAP = 3;

/**
 * What is drawn behind a line, in one piece: nothing, or one series.
 *
 * @param {Participant} who
 * @param {Line} line
 * @param {'band' | 'bars' | 'none'} kind
 * @param {string} colour
 * @returns {readonly any[]}
 */
export function spreadSeries(who, { points }, kind, colour) {
  const known = points.flatMap(({ x, y, spread }) =>
    spread === null ? [] : [{ x, low: y - spread, high: y + spread }],
  );
  if (kind === 'none' || known.length === 0) {
    return [];
  }
  /** @param {unknown} _ @param {any} api */
  const renderItem = (_, api) => {
    const ends = known.map(({ x, low, high }) => ({
      // Below 0 a logarithmic axis has no place.
      low: api.coord([x, Math.max(low, 1e-9)]),
      high: api.coord([x, high]),
    }));
    return kind === 'band' ? band(ends, colour) : bars(ends, colour);
  };
  return [
    {
      id: `spread ${who.run.id}`,
      type: 'custom',
      silent: true,
      clip: true,
      z: 2,
      data: [[known[0].x, known[0].high]],
      renderItem,
    },
  ];
}

/** @typedef {{low: readonly number[], high: readonly number[]}} Ends in pixels */

/** @param {readonly Ends[]} ends @param {string} colour */
function band(ends, colour) {
  const points = [...ends.map(({ high }) => high), ...ends.map(({ low }) => low).reverse()];
  return { type: 'polygon', shape: { points }, style: { fill: colour, opacity: 0.13 } };
}

/** @param {readonly Ends[]} ends @param {string} colour */
function bars(ends, colour) {
  const style = { stroke: colour, lineWidth: 1.2, opacity: 0.8 };
  const line = (
    /** @type {number} */ x1,
    /** @type {number} */ y1,
    /** @type {number} */ x2,
    /** @type {number} */ y2,
  ) => ({
    type: 'line',
    shape: { x1, y1, x2, y2 },
    style,
  });
  return {
    type: 'group',
    children: ends.flatMap(({ low, high }) => [
      line(low[0], low[1], high[0], high[1]),
      line(low[0] - CAP, low[1], low[0] + CAP, low[1]),
      line(high[0] - CAP, high[1], high[0] + CAP, high[1]),
    ]),
  };
}

// @ts-check
/** Mean and median of the points of several audio files at each position. Pure. */

/** @typedef {{position: number, loss: number, perplexity: number}} Point */

/**
 * @param {readonly Point[]} points by position
 * @returns {readonly (readonly Point[])[]} those of one position together
 */
function byPosition(points) {
  /** @type {Map<number, Point[]>} */
  const groups = new Map();
  for (const point of points) {
    const group = groups.get(point.position);
    if (group) {
      group.push(point);
    } else {
      groups.set(point.position, [point]);
    }
  }
  return [...groups.values()];
}

/** @param {readonly number[]} values */
const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;

/**
 * The sample standard deviation, 0 of one value.
 *
 * @param {readonly number[]} values
 */
function deviation(values) {
  const middle = mean(values);
  const squares = values.reduce((sum, value) => sum + (value - middle) ** 2, 0);
  return values.length > 1 ? Math.sqrt(squares / (values.length - 1)) : 0;
}

/** @param {readonly number[]} values */
function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}

/** @param {readonly Point[]} points by position */
export function meanOf(points) {
  return byPosition(points).map((group) => {
    const losses = group.map(({ loss }) => loss);
    const perplexities = group.map(({ perplexity }) => perplexity);
    return {
      position: group[0].position,
      loss: mean(losses),
      perplexity: mean(perplexities),
      loss_std: deviation(losses),
      perplexity_std: deviation(perplexities),
      n_samples: group.length,
    };
  });
}

/** @param {readonly Point[]} points by position */
export function medianOf(points) {
  return byPosition(points).map((group) => ({
    position: group[0].position,
    loss: median(group.map(({ loss }) => loss)),
    perplexity: median(group.map(({ perplexity }) => perplexity)),
    n_samples: group.length,
  }));
}

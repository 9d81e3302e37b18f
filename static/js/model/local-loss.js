// @ts-check
/**
 * What follows from the curves of single audio files: the loss of the tokens between two points, and how two runs
 * differ in each file. Losses are taken from perplexities, which have more digits. Pure.
 */

/** @typedef {import('app/model/curves.js').Reading} Reading */
/** @typedef {import('app/model/curves.js').Curves} Curves */

/**
 * The points of one file that have a perplexity, with the loss that belongs to it.
 *
 * @param {readonly Reading[]} readings
 */
function lossesOf(readings) {
  return readings.flatMap(({ position, perplexity }) =>
    typeof position === 'number' && typeof perplexity === 'number' && perplexity > 1
      ? [{ position, loss: Math.log(perplexity) }]
      : [],
  );
}

/**
 * The loss of the tokens between a point and the one before it, for each point of one file: the curve is a running mean
 * from the first token on.
 *
 * @param {readonly Reading[]} readings in rising order of position
 * @returns {readonly {position: number, loss: number}[]}
 */
export function localLosses(readings) {
  let [start, before] = [0, 0];
  return lossesOf(readings).map(({ position, loss }) => {
    const sum = position * loss;
    const local = { position, loss: (sum - before) / (position - start) };
    [start, before] = [position, sum];
    return local;
  });
}

/** @type {WeakMap<Curves, Curves>} */
const known = new WeakMap();

/**
 * The same curves with the local loss in the place of the loss, and no perplexity.
 *
 * @param {Curves} curves
 * @returns {Curves}
 */
export function localCurves(curves) {
  let local = known.get(curves);
  if (!local) {
    known.set(curves, (local = localOf(curves)));
  }
  return local;
}

/** @param {Curves} curves @returns {Curves} */
function localOf({ files: all }) {
  const files = all.map(localLosses);
  const raw = files.flat().sort((a, b) => a.position - b.position);
  /** @type {Map<number, number[]>} */
  const at = new Map();
  raw.forEach(({ position, loss }) => at.set(position, [...(at.get(position) ?? []), loss]));
  const places = [...at].map(([position, losses]) => ({ position, losses }));
  return {
    raw,
    files,
    mean: places.map(({ position, losses }) => ({
      position,
      loss: mean(losses),
      loss_std: deviation(losses),
      n_samples: losses.length,
    })),
    median: places.map(({ position, losses }) => ({
      position,
      loss: median(losses),
      n_samples: losses.length,
    })),
  };
}

/** @param {readonly number[]} values */
const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** @param {readonly number[]} values */
function deviation(values) {
  const center = mean(values);
  const squares = values.reduce((sum, value) => sum + (value - center) ** 2, 0);
  return values.length < 2 ? 0 : Math.sqrt(squares / (values.length - 1));
}

/** @param {readonly number[]} values */
function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}

/**
 * How the loss of a run differs from that of another in one audio file.
 *
 * @typedef {object} FileDifference
 * @property {number} file from 0
 * @property {number} position the last one that both have of it; the loss there is over all tokens before
 * @property {number} value in nats, below 0 where the run is better
 */

/**
 * @param {Curves} own
 * @param {Curves} other
 * @returns {readonly FileDifference[]} for the files that both have
 */
export function fileDifferences(own, other) {
  return own.files.slice(0, other.files.length).flatMap((readings, file) => {
    const theirs = new Map(
      lossesOf(other.files[file]).map(({ position, loss }) => [position, loss]),
    );
    const last = lossesOf(readings).findLast(({ position }) => theirs.has(position));
    return last
      ? [
          {
            file,
            position: last.position,
            value: last.loss - Number(theirs.get(last.position)),
          },
        ]
      : [];
  });
}

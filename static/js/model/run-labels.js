// @ts-check
/** Labels that tell runs with equal names apart. */

/** @typedef {import('app/model/board.js').Run} Run */

/**
 * What stands beside a name.
 *
 * @typedef {object} Label
 * @property {string} text
 * @property {boolean} ambiguous whether another run has the same name
 */

/** @type {WeakMap<Run, string>} */
const experiments = new WeakMap();

/**
 * The experiment that a run belongs to: the directory above `checkpoints`, else what its id begins
 * with; empty for a pretrained model.
 *
 * @param {Run} run
 */
export function experiment(run) {
  let known = experiments.get(run);
  if (known === undefined) {
    experiments.set(run, (known = experimentOf(run)));
  }
  return known;
}

/** @param {Run} run */
function experimentOf(run) {
  const parts = run.checkpoint_path.split('/');
  const at = parts.lastIndexOf('checkpoints');
  return (at > 0 && parts[at - 1]) || (/^(.+)_cp\d+(~[0-9a-f]+)?$/.exec(run.id)?.[1] ?? '');
}

/**
 * What stands beside each name: the experiment, or the whole path where several runs share name and
 * experiment. A name that already says it all stands alone.
 *
 * @param {ReadonlyMap<string, Run>} runs by id
 * @returns {ReadonlyMap<string, Label>} by id
 */
export function labels(runs) {
  const all = [...runs.values()];
  const names = counts(all, (run) => run.name);
  const pairs = counts(all, (run) => `${run.name}\n${experiment(run)}`);
  const result = new Map();
  for (const run of all) {
    const own = experiment(run);
    const ambiguous = Number(names.get(run.name)) > 1;
    if (Number(pairs.get(`${run.name}\n${own}`)) > 1) {
      result.set(run.id, { text: run.checkpoint_path || run.id, ambiguous });
    } else if (ambiguous || !run.name.endsWith(own)) {
      result.set(run.id, { text: own || run.id, ambiguous });
    }
  }
  return result;
}

/**
 * @param {Run[]} runs
 * @param {(run: Run) => string} label
 */
function counts(runs, label) {
  /** @type {Map<string, number>} */
  const found = new Map();
  for (const run of runs) {
    const key = label(run);
    found.set(key, (found.get(key) ?? 0) + 1);
  }
  return found;
}

/** No file system has longer names. */
const LONGEST = 300;

/** What no reader sees: characters that control a terminal, a line, or the direction of writing. */
const CONTROLS =
  // eslint-disable-next-line no-control-regex -- they are what is searched for
  /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff]+/g;

/** Letters that are written from right to left. */
const LEFTWARD = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;

/**
 * A text of others within a sentence or a picture of ours: it stays in one line, ends somewhere, and
 * does not turn round what stands beside it.
 *
 * @param {string} text
 */
export function quoted(text) {
  const plain = text.replace(CONTROLS, ' ');
  const letters = plain.length > LONGEST ? [...plain] : [];
  const half = LONGEST / 2;
  const short =
    letters.length > LONGEST
      ? `${letters.slice(0, half).join('')}…${letters.slice(-half).join('')}`
      : plain;
  if (short in Object.prototype) {
    // The chart library keeps texts as keys of plain objects, where such a one is there already.
    return `${short}\u200b`;
  }
  return LEFTWARD.test(short) ? `\u2068${short}\u2069` : short;
}

/** So many are named in a sentence. */
const LISTED = 8;

/**
 * As many of some things as a sentence holds: `a; b; and 3 more`.
 *
 * @param {readonly string[]} things
 */
export function listed(things) {
  const more = things.length - LISTED;
  return things.slice(0, LISTED).join('; ') + (more > 0 ? `; and ${more} more` : '');
}

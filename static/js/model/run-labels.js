// @ts-check
/** What tells runs of one name apart, and texts of others within texts of ours. Pure. */

/** @typedef {import('app/model/board.js').Run} Run */
/** @typedef {ReadonlyMap<string, string>} Labels what tells runs of one name apart, by id */

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
 * What tells runs of one name apart.
 *
 * @param {ReadonlyMap<string, Run>} runs by id
 * @returns {Labels} without the runs whose name is their own
 */
export function labels(runs) {
  /** @type {Map<string, string>} */
  const result = new Map();
  for (const [name, group] of byName(runs.values())) {
    if (Array.isArray(group)) {
      const texts = withoutName(name, tellingTexts(group));
      group.forEach(({ id }, i) => result.set(id, texts[i]));
    }
  }
  return result;
}

/**
 * @param {Iterable<Run>} runs
 * @returns {ReadonlyMap<string, Run | Run[]>} the runs of each name
 */
function byName(runs) {
  /** @type {Map<string, Run | Run[]>} */
  const named = new Map();
  for (const run of runs) {
    const others = named.get(run.name);
    if (Array.isArray(others)) {
      others.push(run);
    } else {
      named.set(run.name, others ? [others, run] : run);
    }
  }
  return named;
}

/**
 * What tells runs of one name apart: the first that does so for all of them.
 *
 * @param {readonly Run[]} group
 */
function tellingTexts(group) {
  const step = (/** @type {Run} */ run) => `step ${run.checkpoint_step}`;
  const both = (/** @type {Run} */ run) => `${experiment(run)}, ${step(run)}`;
  for (const text of [experiment, step, both]) {
    const texts = group.map(text);
    if (!texts.includes('') && new Set(texts).size === group.length) {
      return texts;
    }
  }
  const paths = differingPaths(group.map((run) => run.checkpoint_path.split('/')));
  return !paths.includes('') && new Set(paths).size === group.length
    ? paths
    : group.map(({ id }) => id);
}

/**
 * Paths without the directories that they all begin or end with.
 *
 * @param {readonly (readonly string[])[]} paths
 */
function differingPaths(paths) {
  const [first] = paths;
  const least = Math.min(...paths.map(({ length }) => length)) - 1;
  let start = 0;
  while (start < least && paths.every((path) => path[start] === first[start])) {
    start++;
  }
  let end = 0;
  while (start + end < least && paths.every((path) => path.at(-1 - end) === first.at(-1 - end))) {
    end++;
  }
  return paths.map((path) => path.slice(start, path.length - end).join('/'));
}

/** So many letters of a name are left out where what stands beside it repeats them. */
const REPEATED = 8;

/**
 * Texts without the end of the name that they all go on from.
 *
 * @param {string} name
 * @param {readonly string[]} texts
 */
function withoutName(name, texts) {
  const end = name.slice(name.indexOf(' - ') + 1).replace(/^- /, '');
  const goesOn = (/** @type {string} */ text) => text.startsWith(end) && text.length > end.length;
  return end.length >= REPEATED && texts.every(goesOn)
    ? texts.map((text) => `…${text.slice(end.length)}`)
    : texts;
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

/**
 * Whether a text must not be taken apart, because that would change how it reads.
 *
 * @param {string} text
 */
export function isIndivisible(text) {
  return LEFTWARD.test(text) || text.search(CONTROLS) >= 0;
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

// @ts-check
/**
 * How runs are named, in every place: runs that differ have names that differ, and where a name is cut,
 * what tells it from the others shown with it stays. Pure.
 */
import { createTelling, partsOf, piecesOf, shortened } from 'app/model/name-parts.js';
import { experiment, isIndivisible, quoted } from 'app/model/run-labels.js';

/** @typedef {import('app/model/board.js').Run} Run */
/** @typedef {import('app/model/name-parts.js').Part} Part */
/** @typedef {import('app/model/run-labels.js').Labels} Labels */

/**
 * The name of a run among those that are shown with it.
 *
 * @typedef {object} Name
 * @property {string} full
 * @property {string} short so short as it can be told from the others
 * @property {readonly Part[]} own the display name
 * @property {readonly Part[]} beside what tells it from runs of the same name, empty where its name
 *     is its own
 * @property {readonly Part[]} parts both, with what stands between
 * @property {string} more its experiment, where none of this says it
 * @property {string} key the same for names that are shown alike
 */

/** Between a name and what stands beside it. */
const BETWEEN = ' · ';

/** The most letters of a name in charts, their tables and their pictures, where so many are enough. */
const SHORT = 44;

/** @type {WeakMap<Run, readonly string[]>} */
const pieces = new WeakMap();

/** @param {Run} run */
function piecesOfName(run) {
  let known = pieces.get(run);
  if (!known) {
    pieces.set(run, (known = isIndivisible(run.name) ? [run.name] : piecesOf(run.name)));
  }
  return known;
}

/**
 * Names the runs that are shown together.
 *
 * @param {readonly Run[]} runs
 * @param {Labels} labels
 * @returns {(run: Run) => Name} for these runs; the same object each time
 */
export function createNamer(runs, labels) {
  const names = runs.map(piecesOfName);
  /** @type {Map<string, readonly string[]>} */
  const besides = new Map();
  /** @param {Run} run */
  function besideOf({ id }) {
    let known = besides.get(id);
    if (!known) {
      besides.set(id, (known = piecesBeside(labels.get(id) ?? '')));
    }
    return known;
  }
  const telling = createTelling(runs.length, (i, place) => {
    const own = names[i];
    if (place < own.length) {
      return own[place];
    }
    const beside = besideOf(runs[i]);
    return place === own.length && beside.length > 0 ? BETWEEN : beside[place - own.length - 1];
  });
  /** @type {Map<string, Name>} */
  const known = new Map();
  return (run) => {
    let name = known.get(run.id);
    if (!name) {
      const own = piecesOfName(run);
      const at = runs.indexOf(run);
      const places = at < 0 ? [] : telling(at);
      name = nameOf(
        run,
        partsOf(
          own,
          places.filter((place) => place < own.length),
        ),
        partsOf(
          besideOf(run),
          places.map((place) => place - own.length - 1).filter((place) => place >= 0),
        ),
      );
      known.set(run.id, name);
    }
    return name;
  };
}

/** @param {string} text */
function piecesBeside(text) {
  return isIndivisible(text) ? [text] : piecesOf(text);
}

/**
 * @param {Run} run
 * @param {readonly Part[]} own
 * @param {readonly Part[]} beside
 * @returns {Name}
 */
function nameOf(run, own, beside) {
  const between = { text: BETWEEN, kept: true };
  const parts = [own, ...(beside.length > 0 ? [[between], beside] : [])].flat();
  const text = (/** @type {readonly Part[]} */ some) => some.map((part) => part.text).join('');
  return {
    full: [own, beside].map(text).filter(Boolean).map(quoted).join(BETWEEN),
    short: quoted(shortened(parts, SHORT)),
    own,
    beside,
    parts,
    more: beside.length > 0 || run.name.includes(experiment(run)) ? '' : experiment(run),
    key: JSON.stringify([own, beside]),
  };
}

// @ts-check
/** What Explore shows, as chosen by the user. Pure. */
import { readList, writtenList } from 'app/lib/list-param.js';

/** @typedef {'parallel' | 'correlations' | 'keys'} Section below the scatter, closed at first */

/**
 * @typedef {object} Explore
 * @property {string} across key of what the scatter has to the right
 * @property {string} up key of what it has upwards
 * @property {string} colour what its points are coloured by: `training`, `experiment`, or a key of the configuration
 *     after `config.`
 * @property {boolean} front whether the Pareto front is drawn
 * @property {readonly string[]} axes keys of the configuration in parallel coordinates, after `config.`
 * @property {string} best key of the metric that the best runs are the best of
 * @property {readonly Section[]} open
 */

/** @type {Explore} */
export const EXPLORE = Object.freeze({
  across: 'context_end',
  up: 'avg',
  colour: 'training',
  front: true,
  axes: Object.freeze([]),
  best: 'avg',
  open: Object.freeze([]),
});

/** @type {readonly Section[]} */
const SECTIONS = Object.freeze(['parallel', 'correlations', 'keys']);

/** @type {readonly ('across' | 'up' | 'colour' | 'best')[]} */
const TEXTS = Object.freeze(['across', 'up', 'colour', 'best']);

/**
 * What an address says of it; what it leaves out is as at the start.
 *
 * @param {URLSearchParams} values
 * @returns {Explore}
 */
export function exploreFrom(values) {
  const open = readList(values.get('open'));
  return {
    across: values.get('across') || EXPLORE.across,
    up: values.get('up') || EXPLORE.up,
    colour: values.get('colour') || EXPLORE.colour,
    front: values.get('front') !== 'no',
    axes: readList(values.get('axes')),
    best: values.get('best') || EXPLORE.best,
    open: SECTIONS.filter((section) => open.includes(section)),
  };
}

/**
 * Writes what is not as at the start into an address.
 *
 * @param {Explore} explore
 * @param {URLSearchParams} values
 */
export function writeExplore(explore, values) {
  for (const key of TEXTS) {
    if (explore[key] !== EXPLORE[key]) {
      values.set(key, explore[key]);
    }
  }
  if (!explore.front) {
    values.set('front', 'no');
  }
  if (explore.axes.length > 0) {
    values.set('axes', writtenList(explore.axes));
  }
  if (explore.open.length > 0) {
    values.set('open', explore.open.join('~'));
  }
}

// @ts-check
/** The part of the state that stands in the address, so that a link reproduces the view. */
import { exploreFrom, writeExplore } from 'app/model/explore.js';
import { filtersFrom, writeFilters } from 'app/model/filters.js';
import { foldedFrom, groupByFrom, writeFolded } from 'app/model/run-groups.js';
import { layoutFrom, writeLayout } from 'app/model/column-layout.js';
import { readList, readPlaces, writtenList } from 'app/lib/list-param.js';
import { modesFrom, writeModes } from 'app/model/chart-options.js';
import { placesOf, selectionOf } from 'app/model/selection.js';
import { BY_STEP } from 'app/model/state.js';
import { FIRST_METRIC } from 'app/model/trends.js';

/** @typedef {import('app/model/state.js').State} State */

/**
 * What says which runs are shown, and in which groups.
 *
 * @typedef {Pick<State, 'query' | 'regex' | 'filters' | 'group'>} Choice
 */

/** @typedef {Choice & Pick<State, 'place' | 'metric' | 'explore' | 'sort' | 'layout' | 'folded' | 'selected' | 'pins' | 'modes' | 'details'>} View */

/** @type {readonly State['place'][]} */
const PLACES = ['runs', 'trends', 'explore'];

/** So many selected runs, pinned runs and folded groups stand in an address; charts show fewer, and addresses end somewhere. */
const MOST = 100;

/**
 * What a fragment such as `#q=lora&sort=-avg` says.
 *
 * @param {string} fragment
 * @returns {View}
 */
export function parse(fragment) {
  const values = new URLSearchParams(fragment.replace(/^#/, ''));
  const [, minus, key] = /^(-?)(.*)$/.exec(values.get('sort') ?? '') ?? [];
  return {
    ...choiceFrom(values),
    place: PLACES.find((place) => place === values.get('place')) ?? 'runs',
    metric: values.get('metric') || FIRST_METRIC,
    explore: exploreFrom(values),
    sort: key ? { key, direction: minus ? 'descending' : 'ascending' } : BY_STEP,
    layout: layoutFrom(values),
    folded: foldedFrom(values),
    selected: selectionOf(readPlaces(values.get('sel'))),
    pins: new Set(readList(values.get('pin'))),
    modes: modesFrom(values),
    details: values.get('run'),
  };
}

/**
 * The fragment of a state; empty for the view that the page starts with.
 *
 * @param {View} view
 */
export function fragmentOf({
  place,
  metric,
  explore,
  sort,
  layout,
  folded,
  selected,
  pins,
  modes,
  details,
  ...choice
}) {
  const values = written(choice);
  if (place !== 'runs') {
    values.set('place', place);
  }
  if (metric !== FIRST_METRIC) {
    values.set('metric', metric);
  }
  writeExplore(explore, values);
  if (sort.key !== BY_STEP.key || sort.direction !== BY_STEP.direction) {
    values.set('sort', (sort.direction === 'descending' ? '-' : '') + sort.key);
  }
  writeLayout(layout, values);
  writeFolded(folded, MOST, values);
  if (selected.size > 0) {
    values.set('sel', writtenList(placesOf(selected).slice(0, MOST)));
  }
  if (pins.size > 0) {
    values.set('pin', writtenList([...pins].slice(0, MOST)));
  }
  writeModes(modes, values);
  if (details !== null) {
    values.set('run', details);
  }
  const text = values.toString();
  return text && `#${text}`;
}

/**
 * Search, filters and grouping alone, as text.
 *
 * @param {Choice} choice
 */
export function choiceText(choice) {
  return written(choice).toString();
}

/**
 * Search, filters and grouping from such a text.
 *
 * @param {string} text
 * @returns {Choice}
 */
export function choiceOf(text) {
  return choiceFrom(new URLSearchParams(text));
}

/** @param {Choice} choice */
function written({ query, regex, filters, group }) {
  const values = new URLSearchParams();
  if (query) {
    values.set('q', query);
  }
  if (regex) {
    values.set('regex', 'yes');
  }
  writeFilters(filters, values);
  if (group !== 'none') {
    values.set('group', group);
  }
  return values;
}

/** @param {URLSearchParams} values @returns {Choice} */
function choiceFrom(values) {
  return {
    query: values.get('q') ?? '',
    regex: values.get('regex') === 'yes',
    filters: filtersFrom(values),
    group: groupByFrom(values.get('group')),
  };
}

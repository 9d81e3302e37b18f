// @ts-check
/** The part of the state that stands in the address, so that a link reproduces the view. */
import { modesFrom, writeModes } from 'app/modes.js';
import { BY_STEP } from 'app/reduce.js';

/** @typedef {import('app/reduce.js').State} State */
/** @typedef {Pick<State, 'sort' | 'query' | 'modes'>} View */

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
    sort: key ? { key, direction: minus ? 'descending' : 'ascending' } : BY_STEP,
    query: values.get('q') ?? '',
    modes: modesFrom(values),
  };
}

/**
 * The fragment of a state; empty for the view that the page starts with.
 *
 * @param {View} view
 */
export function fragmentOf({ sort, query, modes }) {
  const values = new URLSearchParams();
  if (query) {
    values.set('q', query);
  }
  if (sort.key !== BY_STEP.key || sort.direction !== BY_STEP.direction) {
    values.set('sort', (sort.direction === 'descending' ? '-' : '') + sort.key);
  }
  writeModes(modes, values);
  const text = values.toString();
  return text && `#${text}`;
}

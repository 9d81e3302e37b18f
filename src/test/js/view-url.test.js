import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NO_FILTERS } from 'app/model/filters.js';
import { EXPLORE } from 'app/model/explore.js';
import { LAYOUT } from 'app/model/column-layout.js';
import { MODES } from 'app/model/chart-options.js';
import { BY_STEP } from 'app/model/state.js';
import { choiceOf, choiceText, fragmentOf, parse } from 'app/model/view-url.js';

/** @type {import('app/model/view-url.js').View} */
const START = {
  place: 'runs',
  metric: 'avg',
  explore: EXPLORE,
  sort: BY_STEP,
  query: '',
  regex: false,
  filters: NO_FILTERS,
  group: 'none',
  layout: LAYOUT,
  folded: new Set(),
  selected: new Map(),
  pins: new Set(),
  modes: MODES,
  details: null,
};

const VIEW = {
  place: 'trends',
  metric: 'metrics.a~b',
  explore: {
    across: 'config.optim.lr',
    up: 'swuggy',
    colour: 'experiment',
    front: false,
    axes: ['config.a~b', 'config.lora.rank'],
    best: 'sblimp',
    open: ['parallel', 'keys'],
  },
  sort: { key: 'metrics.a~b', direction: 'ascending' },
  query: 'a&b #ü 100%',
  regex: true,
  filters: {
    ttt: 'yes',
    lora: 'no',
    starred: 'yes',
    note: 'no',
    min: 0,
    max: 2000,
    tags: ['daily-talk', 'own~tag%7E'],
    where: [{ path: 'optim.lr', operator: '>=', operand: '1e-5' }],
    ranges: [
      { key: 'swuggy', min: 0.63, max: 0.7 },
      { key: 'config.a~b', min: null, max: 1e-5 },
    ],
    verdict: { kind: 'better', on: 'swuggy' },
  },
  layout: { keys: ['avg', 'metrics.a~b', 'step'], widths: { name: 320, 'metrics.a:b': 90 } },
  folded: new Set(['\0', '\0/data/own~tag%7E']),
  selected: new Map([
    ['second_cp1~0a1b2c3d', 0],
    ['first', 2],
  ]),
  pins: new Set(['b~1_cp2', 'a_cp1']),
  modes: { ...MODES, tab: 'config', hidden: [] },
  details: 'a_cp1',
  group: 'experiment',
};

test('the view that the page starts with leaves the address alone', () => {
  assert.equal(fragmentOf(START), '');
  assert.deepEqual(parse(''), START);
});

test('a link reproduces the view, with the selection in its slots', () => {
  for (const direction of /** @type {const} */ (['ascending', 'descending'])) {
    const view = { ...VIEW, sort: { ...VIEW.sort, direction } };
    const again = parse(fragmentOf(view));
    assert.deepEqual(again, view);
    assert.deepEqual([...again.selected], [...VIEW.selected]);
  }
});

test('columns that are all hidden are not those of the start', () => {
  const layout = { keys: [], widths: {} };
  assert.deepEqual(parse(fragmentOf({ ...START, layout })).layout, layout);
});

test('an address without a column keeps the order that the page starts with', () => {
  assert.deepEqual(parse('#sort=-&q=x'), { ...START, query: 'x' });
});

test('what an address gets wrong is as at the start', () => {
  const wrong =
    '#place=elsewhere&metric=&regex=1&ttt=maybe&lora=&min=-3&max=1e3&tags=&widths=avg~avg:x~:9&sel=~~&zoom=9~1&ranges=swuggy~a~b~~1~2~nothing~0~1&where=nothing~=3&group=name&open=elsewhere&front=maybe';
  assert.deepEqual(parse(wrong), START);
});

test('an address holds a hundred selected runs', () => {
  const selected = new Map(Array.from({ length: 300 }, (_, i) => [`r${i}`, i]));
  const again = parse(fragmentOf({ ...START, selected })).selected;
  assert.deepEqual([...again], [...selected].slice(0, 100));
});

test('search and filters stand alone in a preset', () => {
  const { query, regex, filters, group } = VIEW;
  assert.deepEqual(choiceOf(choiceText(VIEW)), { query, regex, filters, group });
  assert.equal(choiceText(START), '');
});

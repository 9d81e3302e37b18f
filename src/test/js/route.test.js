import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MODES } from 'app/modes.js';
import { BY_STEP } from 'app/reduce.js';
import { fragmentOf, parse } from 'app/route.js';

test('the view that the page starts with leaves the address alone', () => {
  assert.equal(fragmentOf({ sort: BY_STEP, query: '', modes: MODES }), '');
  assert.deepEqual(parse(''), { sort: BY_STEP, query: '', modes: MODES });
});

test('a link reproduces the view', () => {
  for (const direction of /** @type {const} */ (['ascending', 'descending'])) {
    const view = {
      sort: { key: 'avg', direction },
      query: 'a&b #ü 100%',
      modes: { ...MODES, tab: 'config' },
    };
    assert.deepEqual(parse(fragmentOf(view)), view);
  }
});

test('an address without a column keeps the order that the page starts with', () => {
  assert.deepEqual(parse('#sort=-&q=x'), { sort: BY_STEP, query: 'x', modes: MODES });
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applied, boardOf } from 'app/model/board.js';

test('a change names the evaluations that changed and those that ended; the others stay', () => {
  const one = (key, state) => ({ key, checkpoint_path: `/c/${key}`, state });
  const before = boardOf({
    epoch: 'e',
    revision: 1,
    runs: [],
    baseline: null,
    evaluating: [one('a', 'running'), one('b', 'running'), one('c', 'running')],
    problems: 0,
  });
  const change = { revision: 2, changed: [], removed: [] };
  const after = applied(before, {
    ...change,
    evaluating: { changed: [one('b', 'failed'), one('d', 'running')], removed: ['a'] },
  });
  assert.deepEqual(
    after.evaluating.map(({ key, state }) => `${key} ${state}`),
    ['b failed', 'c running', 'd running'],
  );
  assert.equal(applied(before, change).evaluating, before.evaluating);
});

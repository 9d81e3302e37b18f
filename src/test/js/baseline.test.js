import assert from 'node:assert/strict';
import { test } from 'node:test';
import { candidates, whyBaseline, withBaseline } from 'app/model/baseline.js';
import { byId, run } from './runs.js';

const tagged = (id) => run(id, { tags: ['baseline'] });
const why = (baseline, ...runs) => whyBaseline({ runs: byId(...runs), baseline });

test('where there is no choice nothing is said', () => {
  assert.equal(why(null, tagged('a'), tagged('b')), null);
  assert.equal(why('a', tagged('a'), run('b')), null);
  assert.equal(why('gone', tagged('a'), tagged('b')), null);
});

test('of several the page says which is used and why', () => {
  assert.match(
    why('baseline_pretrained', tagged('a'), tagged('baseline_pretrained')),
    /^2 runs are tagged baseline; “baseline_pretrained” is used, for it is the registered/,
  );
  assert.match(why('a', tagged('a'), tagged('b')), /“a” is used, the first of them\./);
  assert.match(why('b', tagged('a'), tagged('b')), /“b” is used, for the configuration names it/);
  assert.match(
    why('a', tagged('a'), tagged('baseline_pretrained')),
    /“a” is used, for the configuration names it/,
  );
  assert.match(why('c', tagged('a'), run('c')), /^1 run is tagged baseline; “c” is used/);
});

test('the user’s choice is the baseline while it is on the board', () => {
  const board = { runs: byId(tagged('a'), run('b'), tagged('c')), baseline: 'a' };
  const chosen = withBaseline(board, 'c');
  assert.deepEqual([chosen.baseline, chosen.usual], ['c', 'a']);
  assert.match(
    whyBaseline(chosen),
    /^2 runs are tagged baseline; “c” is used, for you chose it\.$/,
  );
  for (const none of [null, 'a', 'gone']) {
    assert.equal(withBaseline(board, none), board);
  }
  assert.equal(withBaseline(null, 'c'), null);
});

test('those that are tagged, the one that is used and the usual one can be chosen', () => {
  const board = { runs: byId(tagged('a'), run('b'), run('c'), tagged('d')), baseline: 'b' };
  const ids = (of) => candidates(of).map(({ id }) => id);
  assert.deepEqual(ids(board), ['a', 'b', 'd']);
  assert.deepEqual(ids(withBaseline(board, 'd')), ['a', 'b', 'd']);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ranksOf, spearman } from 'app/model/correlation.js';

const near = (a, b) => assert.ok(Math.abs(a - b) <= 1e-12, `${a} is not ${b}`);

test('equal values share the mean of their ranks', () => {
  assert.deepEqual([...ranksOf([10, 30, 20, 20])], [1, 4, 2.5, 2.5]);
  assert.deepEqual([...ranksOf([])], []);
});

test('the correlation of Spearman and its interval, with ties, as R and scipy have them', () => {
  const { rho, n, interval } = spearman([1, 2, 3, 4, 5], [1, 2, 2, 3, 4]);
  near(rho, 0.9746794344808963);
  assert.equal(n, 5);
  near(interval[0], 0.45825316107032177);
  near(interval[1], 0.9991152349365122);
});

test('what never changes has no correlation, and fewer than four pairs, or ranks that are all alike, no interval', () => {
  assert.deepEqual(spearman([1, 2, 3, 4], [5, 5, 5, 5]), { n: 4, rho: null, interval: null });
  assert.deepEqual(spearman([1, 2, 3], [3, 2, 1]), { n: 3, rho: -1, interval: null });
  assert.deepEqual(spearman([], []), { n: 0, rho: null, interval: null });
  assert.deepEqual(spearman([1, 2, 3, 4], [1, 2, 3, 4]), { n: 4, rho: 1, interval: null });
});

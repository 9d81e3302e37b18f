import assert from 'node:assert/strict';
import { test } from 'node:test';
import { memoize } from 'app/lib/memoize.js';
import { createStore } from 'app/app/store.js';

test('everyone is told of a change, and nobody of none', () => {
  const store = createStore(/** @type {any} */ ({ query: 'a' }));
  const told = [];
  store.subscribe((state) => told.push(state.query));
  store.update((state) => ({ ...state, query: 'b' }));
  store.update((state) => state);
  assert.deepEqual(told, ['b']);
  assert.equal(store.get().query, 'b');
});

test('an answer is remembered until an argument changes', () => {
  let calls = 0;
  const sum = memoize((a, b) => {
    calls++;
    return a + b;
  });
  assert.deepEqual([sum(1, 2), sum(1, 2), sum(1, 3), sum(1, 3)], [3, 3, 4, 4]);
  assert.equal(calls, 2);
});

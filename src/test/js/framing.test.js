import assert from 'node:assert/strict';
import test from 'node:test';
import { createStore } from 'app/app/store.js';
import { tellFrame } from 'app/app/framing.js';
import { START } from 'app/model/state.js';

/** @param {object} window @param {unknown[]} told */
function framed(window, told) {
  const store = createStore(START);
  tellFrame(
    { parent: { postMessage: (message, origin) => told.push(message, origin) }, ...window },
    store,
  );
  return store;
}

test('the page around is told once, when there is a board', () => {
  const told = [];
  const store = framed({}, told);
  store.update((state) => ({ ...state, place: 'trends' }));
  assert.deepEqual(told, []);
  store.update((state) => ({ ...state, board: { runs: [] } }));
  store.update((state) => ({ ...state, place: 'runs' }));
  assert.deepEqual(told, [{ paperMetrics: 'started' }, '*']);
});

test('a page in no frame tells nobody', () => {
  const told = [];
  const window = { postMessage: (message) => told.push(message) };
  window.parent = window;
  const store = createStore(START);
  tellFrame(window, store);
  store.update((state) => ({ ...state, board: { runs: [] } }));
  assert.deepEqual(told, []);
});

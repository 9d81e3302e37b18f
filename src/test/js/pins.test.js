import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keptInSight, NO_PINS, pinnedFirst, toggledPins } from 'app/model/pins.js';

const list = (ids) => [...ids].map((id) => ({ id }));
const ids = (runs) => runs.map(({ id }) => id).join('');
const board = (all) => new Map(list(all).map((run) => [run.id, run]));

test('pinned runs come first, each group in the order it had', () => {
  assert.equal(ids(pinnedFirst(list('abcde'), new Set('db'))), 'bdace');
});

test('without a pinned run among them the runs are the same object', () => {
  const runs = list('abc');
  assert.equal(pinnedFirst(runs, NO_PINS), runs);
  assert.equal(pinnedFirst(runs, new Set('x')), runs);
});

test('a run is pinned, and unpinned the second time', () => {
  const pins = toggledPins(new Set('b'), 'a', board('ab'));
  assert.deepEqual([...pins], ['b', 'a']);
  assert.deepEqual([...toggledPins(pins, 'a', board('ab'))], ['b']);
});

test('pins of runs that are gone go with the next change, and no run that is gone is pinned', () => {
  const pins = new Set('xa');
  assert.deepEqual([...toggledPins(pins, 'b', board('ab'))], ['a', 'b']);
  assert.equal(toggledPins(pins, 'y', board('ab')), pins);
});

test('pinned rows stay in sight up to a third of the height', () => {
  const runs = list('abcdefgh');
  assert.equal(keptInSight(runs, new Set('ab'), 10, 60), 2);
  assert.equal(keptInSight(runs, new Set('abc'), 10, 89), 0);
  assert.equal(keptInSight(runs, new Set('abc'), 10, 90), 3);
  assert.equal(keptInSight(runs, NO_PINS, 10, 90), 0);
  assert.equal(keptInSight(list('ab'), new Set('ab'), 10, 90), 2);
});

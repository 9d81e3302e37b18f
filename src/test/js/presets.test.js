import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createPresets, withoutPreset, withPreset } from 'app/data/presets.js';

/** A storage in memory, with what the presets use. */
function storage() {
  const held = new Map();
  return {
    getItem: (key) => held.get(key) ?? null,
    setItem: (key, text) => void held.set(key, text),
    held,
  };
}

test('presets are sorted by name; one of the same name is replaced', () => {
  const two = withPreset(withPreset([], { name: 'run 10', view: 'a' }), {
    name: 'run 2',
    view: 'b',
  });
  assert.deepEqual(
    two.map(({ name }) => name),
    ['run 2', 'run 10'],
  );
  assert.deepEqual(withPreset(two, { name: ' run 2 ', view: 'c' })[0], {
    name: 'run 2',
    view: 'c',
  });
  assert.deepEqual(withoutPreset(two, 'run 2'), [{ name: 'run 10', view: 'a' }]);
  assert.equal(withPreset(two, { name: '  ', view: 'x' }), two);
  assert.equal(withPreset([], { name: 'x'.repeat(99), view: '' })[0].name.length, 60);
});

test('what is written is read by the next page', () => {
  const shared = storage();
  assert.deepEqual(createPresets(() => shared).read(), [], 'none at first');
  assert.equal(createPresets(() => shared).write([{ name: 'a', view: 'q=b' }]), true);
  assert.deepEqual(createPresets(() => shared).read(), [{ name: 'a', view: 'q=b' }]);
});

test('where nothing may be stored, presets last as long as the page', () => {
  const presets = createPresets(() => {
    throw new Error('The operation is insecure.');
  });
  assert.deepEqual(presets.read(), []);
  assert.equal(presets.write([{ name: 'a', view: '' }]), false);
  assert.deepEqual(presets.read(), [{ name: 'a', view: '' }]);
});

test('what is stored but makes no sense is passed over', () => {
  const shared = storage();
  const presets = createPresets(() => shared);
  for (const [text, count] of [
    ['{', 0],
    ['null', 0],
    ['{"a":1}', 0],
    ['[null,3,{"name":"x"},{"name":"y","view":""}]', 1],
  ]) {
    shared.held.set('paper-metrics-presets', text);
    assert.equal(presets.read().length, count, String(text));
  }
});

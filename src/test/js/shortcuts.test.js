import assert from 'node:assert/strict';
import { test } from 'node:test';
import { commandOf, SHORTCUTS } from 'app/model/shortcuts.js';

const event = (key, more = {}) => ({ key, ...more });

test('every key has one meaning', () => {
  const keys = SHORTCUTS.flatMap((shortcut) => shortcut.keys);
  assert.equal(new Set(keys).size, keys.length);
  for (const { keys: own, command } of SHORTCUTS) {
    own.forEach((key) => assert.equal(commandOf(event(key), 'nowhere'), command));
  }
  assert.equal(commandOf(event('z'), 'nowhere'), null);
});

test('while somebody types, keys only type', () => {
  SHORTCUTS.forEach(({ keys }) => assert.equal(commandOf(event(keys[0]), 'typing'), null));
});

test('keys with a modifier belong to the browser, and those that were used are used', () => {
  for (const modifier of ['ctrlKey', 'metaKey', 'altKey', 'defaultPrevented']) {
    assert.equal(commandOf(event('j', { [modifier]: true }), 'nowhere'), null);
  }
});

test('arrows stay with what has the focus', () => {
  assert.equal(commandOf(event('ArrowDown'), 'element'), null);
  assert.equal(commandOf(event('j'), 'element'), 'down');
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createTheme, following } from 'app/app/theme.js';

const page = (storage) => ({
  document: { documentElement: { dataset: {} } },
  listeners: [],
  addEventListener(_type, listener) {
    this.listeners.push(listener);
  },
  localStorage: storage,
});
const store = (value) => {
  const values = new Map(value === undefined ? [] : [['paper-metrics-theme', value]]);
  return {
    getItem: (key) => values.get(key) ?? null,
    setItem: (key, given) => values.set(key, given),
  };
};

test('the themes come one after another', () => {
  assert.equal(following('auto'), 'light');
  assert.equal(following('light'), 'dark');
  assert.equal(following('dark'), 'auto');
});

test('a choice stands on the root element and is kept', () => {
  const storage = store();
  const window = page(storage);
  const theme = createTheme(window);
  assert.equal(theme.get(), 'auto');
  assert.deepEqual(window.document.documentElement.dataset, {});
  theme.set('dark');
  assert.deepEqual(window.document.documentElement.dataset, { theme: 'dark' });
  assert.equal(createTheme(page(storage)).get(), 'dark');
  theme.set('auto');
  assert.deepEqual(window.document.documentElement.dataset, {});
});

test('what is kept and is no theme is none', () => {
  assert.equal(createTheme(page(store('pink'))).get(), 'auto');
});

test('where nothing may be stored, the choice lasts as long as the page', () => {
  const refuses = () => {
    throw new Error('SecurityError');
  };
  const theme = createTheme(page({ getItem: refuses, setItem: refuses }));
  theme.set('light');
  assert.equal(theme.get(), 'light');
});

test('what another page chooses is chosen here too', () => {
  const storage = store();
  const window = page(storage);
  let changes = 0;
  const theme = createTheme(window, () => changes++);
  createTheme(page(storage)).set('dark');
  window.listeners.forEach((listener) => listener({ key: 'something else' }));
  assert.equal(theme.get(), 'auto');
  window.listeners.forEach((listener) => listener({ key: 'paper-metrics-theme' }));
  assert.equal(theme.get(), 'dark');
  assert.equal(changes, 1);
});

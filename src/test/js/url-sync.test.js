import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createStore } from 'app/app/store.js';
import { syncUrl } from 'app/app/url-sync.js';
import { START } from 'app/model/state.js';

/** A window without a browser: a history with addresses, and timers that are run by hand. */
function windowOf() {
  const entries = [{ state: null, hash: '' }];
  let place = 0;
  const listeners = {};
  const timers = [];
  const page = {
    location: { hash: '', pathname: '/', search: '' },
    entries,
    timers,
    written: 0,
    history: {
      state: null,
      replaceState: (state, _title, address) => write(place, 1, state, address),
      pushState: (state, _title, address) => write(place + 1, entries.length, state, address),
    },
    addEventListener: (type, listener) => (listeners[type] = listener),
    setTimeout: (run, ms) => timers.push({ run, ms }),
    go(steps) {
      place += steps;
      show();
      listeners.popstate({ state: entries[place].state });
      listeners.hashchange();
    },
  };
  function write(at, replaced, state, address) {
    page.written++;
    entries.splice(at, replaced, { state, hash: address.replace(/^[^#]*/, '') });
    place = at;
    show();
  }
  function show() {
    page.history.state = entries[place].state;
    page.location.hash = entries[place].hash;
  }
  return page;
}

/** The page and what changes its state. */
function pageOf() {
  const page = windowOf();
  const store = createStore(START);
  syncUrl(page, { api: { takeToken: () => false }, store, reconnect() {} });
  const set = (change) => store.update((state) => ({ ...state, ...change }));
  const filter = (change) => set({ filters: { ...store.get().filters, ...change } });
  return { page, store, set, filter };
}

test('changes are in the address at once, unless there are many in a short time', () => {
  const { page, set } = pageOf();
  for (let i = 1; i <= 20; i++) {
    set({ sort: { key: `k${i}`, direction: 'ascending' } });
    assert.match(page.location.hash, new RegExp(`k${i}$`));
  }
  set({ sort: { key: 'k21', direction: 'ascending' } });
  set({ sort: { key: 'k22', direction: 'ascending' } });
  assert.match(page.location.hash, /k20$/);
  assert.equal(page.timers.length, 1, 'one timer for all that waits');
  assert.ok(page.timers[0].ms > 0 && page.timers[0].ms <= 400);

  page.timers[0].run();
  assert.match(page.location.hash, /k22$/);
  assert.equal(page.written, 21);
  assert.equal(page.entries.length, 1, 'the order of the rows is nothing to go back to');
});

test('going back undoes the last change of the place or of the runs shown, and nothing else', () => {
  const { page, store, set, filter } = pageOf();
  filter({ tags: ['lora'] });
  filter({ tags: ['lora', 'long'] });
  set({ place: 'trends' });
  set({ sort: { key: 'avg', direction: 'ascending' } });

  page.go(-1);
  assert.equal(store.get().place, 'runs');
  assert.deepEqual(store.get().filters.tags, ['lora', 'long']);
  assert.equal(store.get().sort.key, 'avg', 'the order stays');
  assert.match(page.location.hash, /sort=avg/, 'and the address says so');
  page.go(-1);
  assert.deepEqual(store.get().filters.tags, ['lora']);
  page.go(-1);
  assert.deepEqual(store.get().filters.tags, []);
  page.go(3);
  assert.equal(store.get().place, 'trends');
  assert.deepEqual(store.get().filters.tags, ['lora', 'long']);
});

test('what is typed in one go is undone in one', () => {
  const { page, store, set, filter } = pageOf();
  ['l', 'lo', 'lor', 'lora'].forEach((query) => set({ query }));
  [1, 10, 100].forEach((min) => filter({ min }));
  assert.equal(page.entries.length, 3);
  assert.match(page.location.hash, /q=lora/);
  page.go(-1);
  assert.equal(store.get().filters.min, null);
  page.go(-1);
  assert.equal(store.get().query, '');
  set({ query: 'x' });
  assert.equal(page.entries.length, 2, 'after going back, typing begins anew');
});

test('filters that are cleared twice are one step', () => {
  const { page, filter } = pageOf();
  filter({ tags: ['lora'] });
  filter({ tags: [] });
  filter({ tags: [] });
  assert.equal(page.entries.length, 3);
});

test('folded groups are those of the groups shown', () => {
  const { page, store, set } = pageOf();
  set({ group: 'training' });
  set({ folded: new Set(['a']) });
  page.go(-1);
  assert.equal(store.get().group, 'none');
  assert.equal(store.get().folded.size, 0);
});

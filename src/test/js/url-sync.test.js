import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createStore } from 'app/app/store.js';
import { syncUrl } from 'app/app/url-sync.js';
import { START } from 'app/model/state.js';

/** A window without a browser: an address, a history of one entry, and timers that are run by hand. */
function windowOf() {
  const location = { hash: '', pathname: '/', search: '' };
  const timers = [];
  const written = [];
  const write = (_state, _title, address) => {
    location.hash = address.replace(/^[^#]*/, '');
    written.push(location.hash);
  };
  return {
    location,
    written,
    timers,
    history: { state: null, replaceState: write, pushState: write },
    addEventListener() {},
    setTimeout: (run, ms) => timers.push({ run, ms }),
  };
}

test('changes are in the address at once, unless there are many in a short time', () => {
  const page = windowOf();
  const store = createStore(START);
  syncUrl(page, { api: { takeToken: () => false }, store, reconnect() {} });
  const type = (query) => store.update((state) => ({ ...state, query }));

  for (let i = 1; i <= 20; i++) {
    type(`q${i}`);
    assert.match(page.location.hash, new RegExp(`q${i}$`));
  }
  type('q21');
  type('q22');
  assert.match(page.location.hash, /q20$/);
  assert.equal(page.timers.length, 1, 'one timer for all that waits');
  assert.ok(page.timers[0].ms > 300 && page.timers[0].ms <= 400);

  page.timers[0].run();
  assert.match(page.location.hash, /q22$/);
  assert.equal(page.written.length, 21);
});

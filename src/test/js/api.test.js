import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createApi } from 'app/data/api.js';

/** A window as far as the module looks at it. */
function windowAt(address, { stored = {}, answer = () => new Response('{"runs":[]}') } = {}) {
  const location = new URL(address);
  const requests = [];
  const sockets = [];
  return {
    location,
    stored,
    requests,
    sockets,
    document: { baseURI: address, documentElement: { dataset: {} } },
    localStorage: {
      getItem: (key) => stored[key] ?? null,
      setItem: (key, value) => (stored[key] = value),
    },
    history: {
      replaceState: (_state, _title, path) => (location.href = new URL(path, location.href).href),
    },
    async fetch(url, options) {
      requests.push([url.href, options.headers]);
      return answer();
    },
    navigator: {},
    WebSocket: class {
      constructor(url, protocols) {
        sockets.push([url.href, protocols]);
      }
      addEventListener() {}
    },
  };
}

test('the token moves from the address into the storage, and goes with every request', async () => {
  const window = windowAt('http://127.0.0.1:8765/#token=aB-_3&q=x+y');
  const api = createApi(/** @type {any} */ (window));
  assert.equal(api.takeToken(), true);
  assert.equal(window.location.href, 'http://127.0.0.1:8765/#q=x+y');
  assert.deepEqual(Object.values(window.stored), ['aB-_3']);

  await api.runs();
  await api.socket({ epoch: 'e 1', revision: 7 });
  assert.deepEqual(window.requests, [
    [
      'http://127.0.0.1:8765/api/v1/runs',
      { 'X-Paper-Metrics-Token': 'aB-_3', Accept: 'application/json; configs=apart' },
    ],
  ]);
  assert.deepEqual(window.sockets, [
    ['ws://127.0.0.1:8765/api/v1/live?epoch=e+1&revision=7', ['paper-metrics.v1', 'bearer.aB-_3']],
  ]);
});

test('a stored token is used again, and none is sent where there is none', async () => {
  const first = windowAt('http://h/#token=t');
  createApi(/** @type {any} */ (first)).takeToken();
  const answer = () => new Response('{"updates":[]}');
  const again = windowAt('http://h/', { stored: first.stored, answer });
  const api = createApi(/** @type {any} */ (again));
  assert.equal(api.takeToken(), false);
  await api.changes({ epoch: 'e.1', revision: 7 });
  assert.deepEqual(again.requests, [
    ['http://h/api/v1/runs?since=e.1%3A7', { 'X-Paper-Metrics-Token': 't' }],
  ]);

  const without = windowAt('https://h/board/');
  await createApi(/** @type {any} */ (without)).socket({ epoch: 'e', revision: 0 });
  assert.deepEqual(without.sockets, [
    ['wss://h/board/api/v1/live?epoch=e&revision=0', ['paper-metrics.v1']],
  ]);
});

test('what cannot be a token is taken out of the address and thrown away', () => {
  const window = windowAt('http://h/#token=a%0d%0ab');
  createApi(/** @type {any} */ (window)).takeToken();
  assert.equal(window.location.hash, '');
  assert.deepEqual(window.stored, {});
});

/** The daemon's refusal with a status. */
const refusal = (status) => () =>
  new Response('{"detail":"why"}', {
    status,
    headers: { 'Content-Type': 'application/problem+json' },
  });

test('a failure says what kind it is', async () => {
  const kinds = { 401: 'refused', 403: 'forbidden', 421: 'forbidden', 404: 'absent', 500: 'down' };
  for (const [status, kind] of Object.entries({ ...kinds, 503: 'stalled' })) {
    const answer = refusal(Number(status));
    const api = createApi(/** @type {any} */ (windowAt('http://h/', { answer })));
    await assert.rejects(api.runs(), { kind }, status);
  }
  const cut = () => new Response('{"runs":[');
  await assert.rejects(
    createApi(/** @type {any} */ (windowAt('http://h/', { answer: cut }))).runs(),
    {
      kind: 'broken',
    },
  );
  const away = () => {
    throw new TypeError('Failed to fetch');
  };
  await assert.rejects(
    createApi(/** @type {any} */ (windowAt('http://h/', { answer: away }))).runs(),
    {
      kind: 'down',
      message: 'h does not answer.',
    },
  );
});

test('an answer that has no runs is broken, and says what to do', async () => {
  const window = windowAt('http://127.0.0.1:1/', { answer: () => new Response('{"boards":[]}') });
  await assert.rejects(createApi(/** @type {any} */ (window)).runs(), {
    kind: 'broken',
    message: /Reload the page\.$/,
  });
});

test('a refusal tells a wrong token from none', async () => {
  const refuse = { answer: refusal(401) };
  const without = createApi(/** @type {any} */ (windowAt('http://127.0.0.1:1/', refuse)));
  await assert.rejects(without.runs(), { kind: 'refused', message: '' });
  const window = windowAt('http://127.0.0.1:1/#token=old', refuse);
  const api = createApi(/** @type {any} */ (window));
  api.takeToken();
  await assert.rejects(api.runs(), { kind: 'refused', message: /not the right one/ });
});

test('what a server in front of the daemon answers is not taken for the daemon’s', async () => {
  const of = (status) => ({ answer: () => new Response('<h1>Log in</h1>', { status }) });
  const login = createApi(/** @type {any} */ (windowAt('http://127.0.0.1:1/', of(401))));
  await assert.rejects(login.runs(), { kind: 'forbidden', message: /login of its own/ });
  const gateway = createApi(/** @type {any} */ (windowAt('http://127.0.0.1:1/', of(503))));
  await assert.rejects(gateway.runs(), { kind: 'down' });
});

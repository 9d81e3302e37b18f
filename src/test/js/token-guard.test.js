import assert from 'node:assert/strict';
import { createHmac, webcrypto } from 'node:crypto';
import { test } from 'node:test';
import { Failure } from 'app/data/failure.js';
import { createTokenGuard, proofOf } from 'app/data/token-guard.js';

const HOST = '127.0.0.1:8765';
const TOKEN = 'aB-_3';

const hmac = (token, host, port, nonce) =>
  createHmac('sha256', token)
    .update(`paper-metrics challenge v1\n${host}\n${port}\n${nonce}`)
    .digest('hex');

/** A guard, and a server in the hands of the test. */
function world({ stored = {}, crypto = webcrypto } = {}) {
  const w = {
    stored,
    now: 0,
    nonces: [],
    answer: (nonce) => ({ port: 8765, proof: hmac(TOKEN, HOST, 8765, nonce) }),
  };
  const window = {
    crypto,
    performance: { now: () => w.now },
    localStorage: {
      getItem: (key) => stored[key] ?? null,
      setItem: (key, value) => (stored[key] = value),
    },
  };
  w.guard = createTokenGuard(/** @type {any} */ (window), HOST, async (nonce) => {
    w.nonces.push(nonce);
    return w.answer(nonce);
  });
  return w;
}

const failing = (kind) => () => {
  throw new Failure(kind, 'words');
};
const WITH_TOKEN = { 'paper-metrics-token': TOKEN };

test('the proof is the one that the daemon computes', async () => {
  const asked = { host: HOST, port: 8765, nonce: '00112233445566778899aabbccddeeff' };
  assert.equal(
    await proofOf(/** @type {any} */ (webcrypto.subtle), 'token', asked),
    '80be7267bb4e5db133e362e8c1e8ad1aa41ab1880568be7a324710cb2c66303f',
  );
});

test('the token is given out for a server that knows it', async () => {
  const w = world();
  assert.equal(await w.guard.token(), null, 'there is none, so nothing is asked');
  assert.deepEqual(w.nonces, []);
  w.guard.take(TOKEN);
  assert.deepEqual(await Promise.all([w.guard.token(), w.guard.token()]), [TOKEN, TOKEN]);
  assert.equal(w.nonces.length, 1, 'requests at once share a challenge');
  assert.match(w.nonces[0], /^[0-9a-f]{64}$/);
  assert.deepEqual(w.stored, { ...WITH_TOKEN, 'paper-metrics-port': '8765' });
});

test('it is given out for no other server', async () => {
  const answers = [
    () => null,
    () => ({}),
    () => ({ port: 8765, proof: '' }),
    (nonce) => ({ port: 8765, proof: hmac('other', HOST, 8765, nonce) }),
    (nonce) => ({ port: 8765, proof: hmac(TOKEN, '127.0.0.1:9999', 8765, nonce) }),
    (nonce) => ({ port: 8765, proof: hmac(TOKEN, HOST, 8766, nonce) }),
    () => ({ port: 8765, proof: hmac(TOKEN, HOST, 8765, 'another nonce') }),
    failing('refused'),
    failing('broken'),
  ];
  for (const answer of answers) {
    const w = world({ stored: { ...WITH_TOKEN } });
    w.answer = answer;
    await assert.rejects(w.guard.token(), { kind: 'unproven' }, String(answer));
  }
  const w = world({ stored: { ...WITH_TOKEN } });
  w.answer = failing('down');
  await assert.rejects(w.guard.token(), { kind: 'down' });
});

test('a daemon that moved to another port does not prove for the one it had', async () => {
  const w = world({ stored: { ...WITH_TOKEN } });
  await w.guard.token();
  w.guard.lost();
  w.answer = (nonce) => ({ port: 8766, proof: hmac(TOKEN, HOST, 8766, nonce) });
  await assert.rejects(w.guard.token(), { kind: 'unproven' });
  const reloaded = world({ stored: w.stored });
  reloaded.answer = w.answer;
  await assert.rejects(reloaded.guard.token(), { kind: 'unproven' });
  reloaded.guard.take(TOKEN);
  assert.equal(await reloaded.guard.token(), TOKEN, 'its address was opened again');
});

test('a proof counts for a moment, or while a connection is open', async () => {
  const w = world({ stored: { ...WITH_TOKEN } });
  const times = async () => {
    await w.guard.token();
    return w.nonces.length;
  };
  assert.equal(await times(), 1);
  w.now = 4_000;
  assert.equal(await times(), 1);
  w.now = 6_000;
  assert.equal(await times(), 2);

  const socket = new EventTarget();
  w.guard.follow(/** @type {any} */ (socket));
  socket.dispatchEvent(new Event('open'));
  w.now = 600_000;
  assert.equal(await times(), 2);
  socket.dispatchEvent(new Event('close'));
  assert.equal(await times(), 3);
  w.guard.lost();
  assert.equal(await times(), 4);
});

test('where no token is asked for none is sent, but a proof is not taken back', async () => {
  const w = world({ stored: { ...WITH_TOKEN } });
  const { answer } = w;
  w.answer = failing('absent');
  assert.equal(await w.guard.token(), null);
  w.answer = answer;
  assert.equal(await w.guard.token(), TOKEN);
  w.guard.lost();
  w.answer = failing('absent');
  await assert.rejects(w.guard.token(), { kind: 'unproven' });
});

test('a token from an address replaces the stored one only when the server knows it', async () => {
  const w = world({ stored: { ...WITH_TOKEN } });
  w.guard.take('from-another-site');
  assert.equal(await w.guard.token(), TOKEN);
  assert.equal(w.stored['paper-metrics-token'], TOKEN);

  const rotated = world({ stored: { 'paper-metrics-token': 'old' } });
  rotated.guard.take(TOKEN);
  assert.equal(await rotated.guard.token(), TOKEN);
  assert.equal(rotated.stored['paper-metrics-token'], TOKEN);
});

test('without Web Crypto nothing can be checked', async () => {
  for (const crypto of [null, {}]) {
    const w = world({ crypto });
    w.guard.take(TOKEN);
    assert.equal(await w.guard.token(), TOKEN);
    assert.deepEqual(w.nonces, []);
    assert.deepEqual(w.stored, WITH_TOKEN);
  }
});

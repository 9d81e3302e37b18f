import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { createLive } from 'app/data/live.js';
import { boardOf } from 'app/model/board.js';

const wire = (name) =>
  readFileSync(new URL(`../resources/wire/${name}.json`, import.meta.url), 'utf8');
const hello = (more = {}) => ({ ...JSON.parse(wire('hello')), ...more });

/** Lets everything that is due happen. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

/** A daemon and a clock in the hands of the test. */
function world() {
  const w = {
    /** What was done, in words. */
    log: [],
    sockets: [],
    timers: [],
    board: null,
    runs: async () => JSON.parse(wire('runs')),
    /** What has come since; nothing by default. */
    changes: async () => ({ ...hello({ revision: w.board.revision }), updates: [] }),
    socket: () => w.sockets.at(-1),
    say: (frame) => w.socket().onmessage({ data: JSON.stringify(frame) }),
    /** The pauses that are running, in milliseconds. */
    pauses: () => w.timers.map((timer) => timer.ms),
    /** Ends the only pause that is running. */
    pass: () => w.timers.splice(0)[0].action(),
  };
  w.nothing = w.changes;
  const live = createLive({
    runs: () => {
      w.log.push('runs');
      return w.runs();
    },
    changes: (position) => {
      w.log.push(`changes ${position.epoch}@${position.revision}`);
      return w.changes();
    },
    socket: (position) => {
      const socket = { position, onmessage: null, onclose: null, closed: false };
      socket.close = () => (socket.closed = true);
      w.log.push(`socket ${position.epoch}@${position.revision}`);
      w.sockets.push(socket);
      return socket;
    },
    board: () => w.board,
    onRuns: (answer) => (w.board = boardOf(answer)),
    onUpdate: (update) => {
      w.log.push(`update ${update.revision}`);
      w.board = { ...w.board, revision: update.revision };
    },
    onState: (state, error) => w.log.push(error ? `${state}: ${error.kind}` : state),
    clock: {
      after(action, ms) {
        const timer = { action, ms };
        w.timers.push(timer);
        return timer;
      },
      cancel: (timer) => (w.timers = w.timers.filter((other) => other !== timer)),
      random: () => 1,
    },
  });
  return Object.assign(w, { live, since: () => w.log.splice(0) });
}

async function connected() {
  const w = world();
  w.live.start();
  await settle();
  w.say(hello());
  w.since();
  return w;
}

const failing = (kind) => async () => {
  throw Object.assign(new Error('words'), { kind });
};

test('it fetches the runs, then follows from their revision on', async () => {
  const w = world();
  w.live.start();
  await settle();
  w.say(hello());
  w.say(JSON.parse(wire('update')));
  assert.deepEqual(w.since(), ['connecting', 'runs', 'socket epoch-1@41', 'live', 'update 42']);
});

test('a lost connection is taken up where it was, without fetching the runs', async () => {
  const w = await connected();
  w.say(JSON.parse(wire('update')));
  w.socket().onclose({});
  assert.deepEqual(w.since(), ['update 42', 'waiting']);
  assert.deepEqual(w.pauses(), [500]);
  w.pass();
  await settle();
  w.say(hello({ revision: 42 }));
  assert.deepEqual(w.since(), ['changes epoch-1@42', 'socket epoch-1@42', 'live']);
});

test('pauses double up to a limit while the daemon is unavailable, and start anew afterwards', async () => {
  const w = await connected();
  w.changes = failing('down');
  w.socket().onclose({});
  const pauses = [];
  for (let i = 0; i < 8; i++) {
    pauses.push(...w.pauses());
    w.pass();
    await settle();
  }
  assert.deepEqual(pauses, [500, 1000, 2000, 4000, 8000, 15000, 15000, 15000]);
  assert.ok(w.since().every((line) => line.startsWith('waiting') || line.startsWith('changes')));
  w.changes = w.nothing;
  w.pass();
  await settle();
  w.say(hello());
  w.socket().onclose({});
  assert.deepEqual(w.pauses(), [500]);
});

test('after a reset, a gap, another epoch or nonsense the runs are fetched again', async () => {
  const nonsense = [
    (w) => w.say(hello({ reset: true })),
    (w) => w.say({ ...JSON.parse(wire('update')), revision: 44 }),
    (w) => w.say(hello({ epoch: 'other' })),
    (w) => w.socket().onmessage({ data: '{"type":' }),
  ];
  for (const happens of nonsense) {
    const w = await connected();
    const old = w.socket();
    happens(w);
    await settle();
    assert.deepEqual(w.since(), ['runs', 'socket epoch-1@41']);
    assert.ok(old.closed);
  }
});

test('a daemon that resets every time is asked with growing pauses', async () => {
  const w = await connected();
  w.say(hello({ reset: true }));
  await settle();
  w.say(hello({ reset: true }));
  assert.deepEqual(w.since(), ['runs', 'socket epoch-1@41', 'waiting']);
  assert.deepEqual(w.pauses(), [1000]);
});

test('a change that is known already is no gap', async () => {
  const w = await connected();
  w.say({ ...JSON.parse(wire('update')), revision: 41 });
  await settle();
  assert.deepEqual(w.since(), []);
});

test('a refusal ends the attempts until it is started again', async () => {
  const w = world();
  w.runs = failing('refused');
  w.live.start();
  await settle();
  assert.deepEqual(w.since(), ['connecting', 'runs', 'refused: refused']);
  assert.deepEqual(w.pauses(), []);
  w.runs = async () => JSON.parse(wire('runs'));
  w.live.start();
  await settle();
  w.say(hello());
  assert.deepEqual(w.since(), ['connecting', 'runs', 'socket epoch-1@41', 'live']);
});

test('a server that never greets is left', async () => {
  const w = world();
  w.live.start();
  await settle();
  assert.deepEqual(w.pauses(), [10000]);
  w.pass();
  assert.ok(w.socket().closed);
  assert.equal(w.since().at(-1), 'waiting');
});

test('waking up tries at once, or checks whether the connection lives', async () => {
  const w = await connected();
  w.live.wake();
  await settle();
  assert.deepEqual(w.since(), ['changes epoch-1@41']);
  w.changes = failing('down');
  w.live.wake();
  await settle();
  assert.deepEqual(w.since(), ['changes epoch-1@41', 'waiting: down']);
  w.changes = w.nothing;
  w.live.wake();
  await settle();
  w.say(hello());
  assert.deepEqual(w.since(), ['changes epoch-1@41', 'socket epoch-1@41', 'live']);
});

test('what a socket says after it was left is not heard', async () => {
  const w = await connected();
  const old = w.socket();
  old.onclose({});
  old.onmessage({ data: wire('update') });
  old.onclose({});
  assert.deepEqual(w.since(), ['waiting']);
});

test('a server that does not prove that it is the daemon is asked again with pauses', async () => {
  const w = await connected();
  w.changes = failing('unproven');
  w.socket().onclose({});
  w.pass();
  await settle();
  assert.deepEqual(w.since(), ['waiting', 'changes epoch-1@41', 'waiting: unproven']);
  assert.deepEqual(w.pauses(), [1000]);
  w.changes = w.nothing;
  w.pass();
  await settle();
  w.say(hello());
  assert.deepEqual(w.since(), ['changes epoch-1@41', 'socket epoch-1@41', 'live']);
});

/** An answer that holds changes up to a revision. */
const upTo = (revision, from) => ({
  ...hello({ revision }),
  updates: Array.from({ length: revision - from }, (_, i) => ({
    ...JSON.parse(wire('update')),
    revision: from + i + 1,
  })),
});

test('a socket that stays silent while the daemon goes on is left, at the second time for good', async () => {
  const w = await connected();
  for (const expected of ['live', 'asking']) {
    const before = w.board.revision;
    w.changes = async () => upTo(before + 1, before);
    assert.deepEqual(w.pauses(), [30000]);
    w.pass();
    await settle();
    assert.deepEqual(w.pauses(), [3000]);
    const silent = w.socket();
    w.pass();
    assert.ok(silent.closed);
    assert.equal(w.since().at(-1), 'waiting');
    w.pass();
    await settle();
    assert.equal(w.board.revision, before + 1);
    if (expected === 'live') {
      w.say(hello({ revision: before + 1 }));
    }
    assert.equal(w.since().at(-1), expected);
  }
});

test('a change that comes while it is waited for is no silence', async () => {
  const w = await connected();
  w.changes = async () => upTo(42, 41);
  w.live.wake();
  await settle();
  assert.deepEqual(w.pauses(), [3000]);
  w.say(JSON.parse(wire('update')));
  w.changes = w.nothing;
  w.pass();
  await settle();
  assert.deepEqual(w.pauses(), [30000]);
  assert.ok(!w.socket().closed);
});

test('where no socket gets through, changes are asked for, until one does', async () => {
  const w = world();
  w.live.start();
  await settle();
  w.socket().onclose({});
  w.pass();
  await settle();
  w.socket().onclose({});
  w.since();
  w.pass();
  await settle();
  assert.deepEqual(w.since(), ['changes epoch-1@41', 'asking']);
  w.changes = async () => upTo(43, w.board.revision);
  w.pass();
  await settle();
  assert.deepEqual(w.since(), ['changes epoch-1@41', 'update 42', 'update 43']);
  w.changes = w.nothing;
  for (let i = 0; i < 18; i++) {
    assert.deepEqual(w.pauses(), [3000]);
    w.pass();
    await settle();
  }
  assert.ok(w.since().every((line) => line.startsWith('changes')));
  w.pass();
  await settle();
  assert.equal(w.since().at(-1), 'socket epoch-1@43');
  w.socket().onclose({});
  assert.deepEqual(w.pauses(), [3000]);
  for (let i = 0; i < 20; i++) {
    w.pass();
    await settle();
  }
  w.say(hello({ revision: 43 }));
  assert.equal(w.since().at(-1), 'live');
  assert.deepEqual(w.pauses(), [30000]);
});

test('an answer that holds a part of the changes is followed by the next question', async () => {
  const w = await connected();
  const parts = [{ ...upTo(42, 41), revision: 44 }, upTo(44, 42)];
  w.changes = async () => parts.shift();
  w.socket().onclose({});
  w.pass();
  await settle();
  assert.deepEqual(w.since(), [
    'waiting',
    'changes epoch-1@41',
    'update 42',
    'changes epoch-1@42',
    'update 43',
    'update 44',
    'socket epoch-1@44',
  ]);
});

test('a page that was live goes on asking a server that refuses it', async () => {
  for (const kind of ['refused', 'forbidden', 'absent']) {
    const w = await connected();
    w.changes = failing(kind);
    w.socket().onclose({});
    w.pass();
    await settle();
    assert.equal(w.since().at(-1), `refused: ${kind}`);
    w.changes = w.nothing;
    w.pass();
    await settle();
    w.say(hello());
    assert.equal(w.since().at(-1), 'live');
  }
});

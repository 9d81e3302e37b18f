import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runInNewContext } from 'node:vm';
import { createRegexSearch, WORK } from 'app/data/regex-search.js';
import { withFits, withRefusal } from 'app/model/search.js';
import { byId, run } from './runs.js';

const RUNS = byId(run('a', { name: 'CP2000 - Lora' }), run('b', { notes: 'none' }));

/** What the worker runs, in a context of its own, on the test's thread. */
function worker(thread) {
  const self = { postMessage: (data) => thread.onmessage({ data }) };
  runInNewContext(WORK, { self, RegExp, String });
  return self;
}

/** Patterns over threads and a clock that the test moves. */
function patterns(first = {}) {
  let state = {
    board: { runs: RUNS },
    query: '',
    regex: true,
    fits: null,
    refused: null,
    ...first,
  };
  const threads = [];
  let timers = [];
  const parts = {
    start() {
      const thread = {
        asked: [],
        ended: false,
        postMessage: (question) => thread.asked.push(question),
        terminate: () => (thread.ended = true),
        /** Starts, and answers all questions. */
        run() {
          const self = worker(thread);
          for (let at = 0; at < thread.asked.length; at++) {
            self.onmessage({ data: thread.asked[at] });
          }
        },
      };
      threads.push(thread);
      return thread;
    },
    clock: {
      after: (action, ms) => {
        timers.push({ action, ms });
        return action;
      },
      cancel: (timer) => (timers = timers.filter(({ action }) => action !== timer)),
    },
    state: () => state,
    onFits: (fits) => (state = withFits(state, fits)),
    onRefused: (query, why) => (state = withRefusal(state, query, why)),
  };
  const all = createRegexSearch(parts);
  return {
    threads,
    state: () => state,
    fits: () => state.fits && [...state.fits.ids],
    waiting: () => timers.length,
    set(change) {
      state = { ...state, ...change };
      all.follow();
    },
    /** Lets all time pass that is waited for. */
    pass() {
      let ms = 0;
      while (timers.length > 0) {
        const { action, ms: step } = timers.shift();
        ms += step;
        action();
      }
      return ms;
    },
  };
}

test('a pattern fits name, id, path or notes, each by itself, whatever the case', () => {
  for (const [query, ids] of [
    ['cp\\d{4}', ['a']],
    ['^cp2000', ['a']],
    ['lora$', ['a']],
    ['none|lora', ['a', 'b']],
    ['lora.*none', []],
  ]) {
    const board = patterns();
    board.set({ query });
    board.threads[0].run();
    assert.deepEqual(board.fits(), ids, query);
  }
});

test('words, nothing, and what is no pattern ask nobody', () => {
  const board = patterns();
  board.set({ query: '' });
  board.set({ query: 'cp(' });
  board.set({ query: 'cp', regex: false });
  assert.equal(board.threads.length, 0);
});

test('only runs that are new or changed are asked about, and changed ones keep their place', () => {
  const board = patterns();
  board.set({ query: 'lora' });
  const [thread] = board.threads;
  thread.run();
  assert.equal(thread.asked[0].texts.length, 10);
  board.set({ cursor: 'a' });
  assert.equal(thread.asked.length, 1);

  const next = byId(...RUNS.values(), run('b', { notes: 'lora' }), run('c'));
  board.set({ board: { runs: next } });
  assert.deepEqual(
    thread.asked[1].texts.filter((_, i) => i % 5 === 0),
    ['b', 'c'],
  );
  assert.deepEqual(board.fits(), ['a']);
  thread.onmessage({ data: { fits: [true, false] } });
  assert.deepEqual(board.fits(), ['a', 'b']);
});

test('the texts of all runs are handed over once for each board', () => {
  const board = patterns();
  board.set({ query: 'lora' });
  const [thread] = board.threads;
  thread.run();
  board.set({ query: 'a$' });
  thread.run();
  assert.equal(thread.asked[1].texts, null);
  assert.equal(thread.asked[1].each, 5);
  assert.deepEqual(board.fits(), ['a']);

  // A question about some of them takes the place of the texts.
  const next = byId(...RUNS.values(), run('c'));
  board.set({ board: { runs: next } });
  thread.run();
  board.set({ query: 'c$' });
  thread.run();
  assert.deepEqual(
    thread.asked.slice(2).map(({ texts }) => texts.length / 5),
    [1, 3],
  );
});

test('a run that comes while the worker is busy is asked about next', () => {
  const board = patterns();
  board.set({ query: 'lora' });
  board.set({ board: { runs: byId(...RUNS.values(), run('lora')) } });
  board.set({ query: 'lora$' });
  board.threads[0].run();
  assert.deepEqual(
    board.threads[0].asked.map(({ query, texts }) => [query, texts.length / 5]),
    [
      ['lora', 2],
      ['lora$', 3],
    ],
  );
  assert.deepEqual(board.fits(), ['a', 'lora']);
});

test('a pattern that takes too long is stopped, and not asked again until it may', () => {
  const board = patterns();
  board.set({ query: 'lora' });
  board.threads[0].run();
  board.set({ query: '(a+)+$' });
  assert.equal(board.pass(), 300);
  assert.ok(board.threads[0].ended);
  assert.deepEqual(board.state().refused, { kind: 'slow', ms: 300, query: '(a+)+$' });
  assert.deepEqual(board.fits(), ['a']);

  // The last pattern that could be carried out goes on: nobody knows what is judged any more.
  const [, second] = board.threads;
  assert.equal(second.asked[0].query, 'lora');
  second.run();
  assert.equal(second.asked.length, 1);
  board.set({ board: { runs: byId(...RUNS.values(), run('lora')) } });
  second.onmessage({ data: { fits: [true] } });
  assert.deepEqual(board.fits(), ['a', 'lora']);
  board.set({ refused: null });
  assert.equal(second.asked.at(-1).query, '(a+)+$');
});

test('time begins when the worker has started', () => {
  const board = patterns();
  board.set({ query: 'lora' });
  assert.equal(board.waiting(), 0);
  board.threads[0].onmessage({ data: 'ready' });
  assert.equal(board.waiting(), 1);
  board.threads[0].onmessage({ data: { fits: [true, false] } });
  assert.equal(board.waiting(), 0);
});

test('a worker that fails, or cannot be started, is said and not tried for ever', () => {
  const large = patterns();
  large.set({ query: 'x' });
  large.threads[0].onmessage({ data: 'ready' });
  large.threads[0].onmessage({ data: { failure: 'SyntaxError: too large' } });
  assert.equal(large.state().refused.reason, 'SyntaxError: too large');
  assert.equal(large.waiting(), 0);

  const blocked = patterns();
  blocked.set({ query: 'x' });
  blocked.threads[0].onerror({ message: '', preventDefault() {} });
  assert.equal(blocked.state().refused.reason, 'it could not be started');
  assert.equal(blocked.threads.length, 1);
});

test('an answer of a worker that was stopped counts no more', () => {
  const board = patterns();
  board.set({ query: '(a+)+$' });
  board.threads[0].onmessage({ data: 'ready' });
  board.pass();
  board.threads[0].onmessage({ data: { fits: [true, true] } });
  assert.equal(board.fits(), null);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createCurveCache, known } from 'app/data/curve-cache.js';
import { run } from './runs.js';

const point = (loss) => ({ librilight_progression: [{ position: 1000, loss }] });
const settle = () => new Promise((done) => setImmediate(done));

/** A follower over answers that the test gives. */
function following() {
  const asked = [];
  let fetched = new Map();
  const follower = createCurveCache({
    whole: (id) =>
      new Promise((answer, fail) => {
        asked.push({ id, answer, fail });
      }),
    fetched: () => fetched,
    onFetched: (next) => (fetched = next),
  });
  const ids = () => asked.map(({ id }) => id);
  return { follower, asked, ids, fetched: () => fetched };
}

const long = (id) => run(id, { has_progression: true });

test('a run is fetched once, and again when it changes; until then the old curves stay', async () => {
  const { follower, asked, ids, fetched } = following();
  const before = long('a');
  follower.follow([before]);
  follower.follow([before]);
  assert.deepEqual(ids(), ['a']);
  assert.equal(known(before, fetched()), null);
  asked[0].answer(point(5));
  await settle();
  follower.follow([before]);
  assert.deepEqual(ids(), ['a']);

  const after = long('a');
  follower.follow([after]);
  assert.deepEqual(ids(), ['a', 'a']);
  assert.equal(known(after, fetched()).curves.raw[0].loss, 5);
  asked[1].answer(point(6));
  await settle();
  assert.equal(known(after, fetched()).curves.raw[0].loss, 6);
});

test('a run that changes while it is fetched is fetched again', async () => {
  const { follower, asked, ids } = following();
  follower.follow([long('a')]);
  follower.follow([long('a')]);
  asked[0].answer(point(5));
  await settle();
  assert.deepEqual(ids(), ['a', 'a']);
});

test('a run without curves, and one that carries them, is not fetched', () => {
  const { follower, ids } = following();
  const inside = run('b', { has_progression: true, ...point(5) });
  follower.follow([run('a'), inside]);
  assert.deepEqual(ids(), []);
  assert.equal(known(run('a'), new Map()).curves, null);
  assert.equal(known(inside, new Map()).curves.raw.length, 1);
});

test('only four fetches are under way at a time', async () => {
  const { follower, asked, ids } = following();
  follower.follow(['a', 'b', 'c', 'd', 'e', 'f'].map(long));
  assert.deepEqual(ids(), ['a', 'b', 'c', 'd']);
  asked[1].answer(point(5));
  await settle();
  assert.deepEqual(ids(), ['a', 'b', 'c', 'd', 'e']);
});

test('a failure is told, not repeated by itself, and tried again when asked', async () => {
  const { follower, asked, ids, fetched } = following();
  const a = long('a');
  follower.follow([a]);
  asked[0].fail(new Error('It does not answer.'));
  await settle();
  follower.follow([a]);
  assert.deepEqual(ids(), ['a']);
  assert.equal(known(a, fetched()).error, 'It does not answer.');
  follower.retry();
  assert.deepEqual(ids(), ['a', 'a']);
});

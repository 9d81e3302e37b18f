import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sampleOf } from 'app/model/sample.js';
import { run } from './runs.js';

const things = Array.from({ length: 5000 }, (_, i) => ({ run: run(`exp_${i % 40}_cp${i}`, {}) }));
const idsOf = (some) => some.map(({ run: { id } }) => id);

test('a sample is as large as asked, in the same order, and spread over all', () => {
  const some = sampleOf(things, 500);
  assert.equal(some.length, 500);
  const places = some.map((one) => things.indexOf(one));
  assert.deepEqual(
    places,
    places.toSorted((a, b) => a - b),
  );
  const firstHalf = places.filter((place) => place < 2500).length;
  assert.ok(firstHalf > 200 && firstHalf < 300, `${firstHalf} of 500 in the first half`);
  assert.equal(sampleOf(things.slice(0, 500), 500).length, 500);
});

test('a run that comes or goes leaves the others of the sample', () => {
  const before = new Set(idsOf(sampleOf(things, 500)));
  const after = idsOf(sampleOf([{ run: run('new', {}) }, ...things.slice(1)], 500));
  assert.ok(after.filter((id) => !before.has(id)).length <= 2);
});

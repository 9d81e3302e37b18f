import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { comparabilityOf } from 'app/model/comparability.js';
import { run } from './runs.js';

const FIXTURE = JSON.parse(
  readFileSync(new URL('../resources/wire/comparability.json', import.meta.url), 'utf8'),
);
const RUNS = FIXTURE.runs.map(({ id, notes: _, ...more }) => run(id, more));
const byId = (id) => RUNS.find((one) => one.id === id);
const texts = (notes) => notes.map(({ text }) => text);

test('runs that are hard to compare have the sentences of the daemon', () => {
  const { about, marked } = comparabilityOf(RUNS, byId(FIXTURE.reference), FIXTURE.metrics);
  for (const { id, notes } of FIXTURE.runs) {
    assert.deepEqual(texts(about(byId(id))), notes, id);
    assert.deepEqual(marked(byId(id)), notes, id);
  }
});

test('where most runs differ from the reference, it is said once, of the reference', () => {
  const odd = byId('more');
  const shown = [odd, byId('same'), byId('base'), byId('none')];
  const { about, marked } = comparabilityOf(shown, odd, FIXTURE.metrics);
  assert.deepEqual(marked(byId('same')), []);
  assert.deepEqual(marked(byId('none')), ['There is no long-context curve.']);
  assert.match(
    marked(odd)[0],
    /^Of the 3 other runs shown, 3 differ from this reference run\..*sBLIMP/,
  );
  assert.match(texts(about(byId('same')))[0], /sBLIMP 1000 instead of 2000/);
});

test('where most curves are of other evaluations, it is said once', () => {
  const apart = (id) => ({ ...byId(id), curves_apart: 'Of another evaluation.' });
  const shown = [byId('base'), apart('same'), apart('twin'), apart('none')];
  const { marked } = comparabilityOf(shown, byId('base'), FIXTURE.metrics);
  assert.deepEqual(marked(shown[1]), []);
  assert.match(marked(byId('base')).join(), /^Of the 4 runs shown, 3 have curves of another/);
});

test('without a reference only what is of a run itself is said', () => {
  const { marked } = comparabilityOf(RUNS, null, FIXTURE.metrics);
  assert.deepEqual(marked(byId('none')), []);
  assert.equal(marked(byId('part')).length, 1);
  assert.equal(marked(byId('twin')).length, 1);
});

test('where most runs share their name, none is marked for it', () => {
  const shown = [byId('twin'), byId('sibling'), byId('base')];
  const { about, marked } = comparabilityOf(shown, byId('base'), FIXTURE.metrics);
  assert.deepEqual(shown.map(marked), [[], [], []]);
  assert.equal(about(byId('twin')).length, 1);
});

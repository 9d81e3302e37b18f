import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  conditionIn,
  conditionsFrom,
  conditionText,
  typedCondition,
  withCondition,
  writtenConditions,
} from 'app/model/conditions.js';
import { chipsOf, filtered, filtersFrom, NO_FILTERS, writeFilters } from 'app/model/filters.js';
import { run } from './runs.js';

const of = (id, lr, more = {}) => run(id, { training_config: { optim: { lr }, ...more } });
const RUNS = [
  of('small', 1e-5, { ttt: { enable: true } }),
  of('text', '1e-4', { ttt: { enable: false } }),
  of('word', 'cosine', { layers: [1, 2] }),
  of('null', null),
  run('none'),
];
const by = (...texts) =>
  filtered(RUNS, { ...NO_FILTERS, where: texts.map(conditionIn) }).map(({ id }) => id);

test('numbers are compared as numbers, text by its characters, and what is missing meets no bound', () => {
  assert.deepEqual(by('optim.lr>=1e-5'), ['small', 'text']);
  assert.deepEqual(by('optim.lr > 0.00001'), ['text']);
  assert.deepEqual(by('optim.lr<=1e-5'), ['small']);
  assert.deepEqual(by('optim.lr < 1e-4'), ['small']);
  assert.deepEqual(by('optim.lr = 0.00010'), ['text']);
  assert.deepEqual(by('optim.lr != 1e-5'), ['text', 'word']);
  assert.deepEqual(by('optim.lr = cosine'), ['word']);
  assert.deepEqual(by('optim.lr >= b'), ['word']);
  assert.deepEqual(by('ttt.enable = true'), ['small']);
  assert.deepEqual(by('layers = [1,2]'), ['word']);
  assert.deepEqual(by('optim.lr >= 1e-5', 'ttt.enable != true'), ['text']);
});

test('a key may stand as in the API and in the address of the page', () => {
  const plain = { path: 'optim.lr', operator: '>=', operand: '1e-5' };
  for (const prefix of ['', 'config.', 'training_config.']) {
    assert.deepEqual(conditionIn(` ${prefix}optim.lr >= 1e-5 `), plain);
  }
  assert.equal(conditionIn('optim.lr'), null);
  assert.equal(conditionIn('>= 3'), null);
  assert.equal(conditionIn('config. = 3'), null);
});

test('what is wrong with a bound is said', () => {
  const paths = ['optim.lr', 'ttt.layers', 'seed'];
  const said = (text) => typedCondition(text, paths, (path) => path === 'optim.lr').message;
  assert.equal(
    said('optim.lr'),
    'Write a key, one of >= <= > < = != and a value, such as optim.lr >= 1e-5.',
  );
  assert.equal(
    said('lr > 1'),
    'No run has lr in its training configuration. Did you mean optim.lr?',
  );
  assert.equal(
    said('ttt.layer = 3'),
    'No run has ttt.layer in its training configuration. Did you mean ttt.layers?',
  );
  assert.equal(said('momentum = 3'), 'No run has momentum in its training configuration.');
  assert.equal(said('seed ='), 'Write a value behind seed =.');
  assert.equal(said('optim.lr > fast'), 'optim.lr is a number; fast is none.');
  assert.equal(said('ttt.layers = all'), undefined);
});

test('a bound is a chip in words that takes it off', () => {
  const where = [conditionIn('optim.lr>=1e-5'), conditionIn('ttt.enable=true')];
  const chips = chipsOf({ ...NO_FILTERS, where });
  assert.deepEqual(
    chips.map(({ text }) => text),
    ['optim.lr >= 1e-5', 'ttt.enable = true'],
  );
  assert.deepEqual(chips[0].without.where, [where[1]]);
  assert.equal(withCondition(where, conditionIn(conditionText(where[1]))), where);
  assert.equal(withCondition(where, conditionIn('seed=1')).length, 3);
});

test('an address says bounds again, and what it gets wrong does not filter', () => {
  const where = [conditionIn('a~b%c>=-1'), conditionIn('ttt.layers!=1,2')];
  assert.equal(writtenConditions(where.slice(1)), 'config.ttt.layers!=1,2');
  assert.deepEqual(conditionsFrom(writtenConditions(where)), where);
  assert.deepEqual(conditionsFrom('nothing~~=3'), []);
  const values = new URLSearchParams();
  writeFilters({ ...NO_FILTERS, where }, values);
  assert.deepEqual(filtersFrom(new URLSearchParams(values.toString())).where, where);
});

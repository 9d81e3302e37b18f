import assert from 'node:assert/strict';
import { test } from 'node:test';
import { labels, experiment, listed, quoted } from 'app/model/run-labels.js';
import { byId, run } from './runs.js';

test('the experiment is the directory above checkpoints, else what the id begins with', () => {
  assert.equal(
    experiment(run('a', { checkpoint_path: '/d/exp/checkpoints/checkpoint_1/c' })),
    'exp',
  );
  assert.equal(experiment(run('exp_cp000100', { checkpoint_path: '/d/other' })), 'exp');
  assert.equal(experiment(run('exp_cp000100~1a2b3c4d', { checkpoint_path: '' })), 'exp');
  assert.equal(experiment(run('baseline_pretrained', { checkpoint_path: '/d' })), '');
});

test('one name is told apart by the experiments', () => {
  const found = labels(byId(run('a', { name: 'same' }), run('b', { name: 'same' })));
  assert.deepEqual(found.get('a'), 'a');
  assert.deepEqual(found.get('b'), 'b');
});

test('where the experiment is the same too, the paths tell', () => {
  const one = { name: 'same', checkpoint_path: '/one/x/checkpoints/checkpoint_1' };
  const two = { name: 'same', checkpoint_path: '/two/x/checkpoints/checkpoint_1' };
  const found = labels(byId(run('a', one), run('b', two)));
  assert.deepEqual(found.get('a'), 'one');
  assert.deepEqual(found.get('b'), 'two');
});

test('where another run has the same name, it does not stand alone', () => {
  const found = labels(byId(run('exp', { name: 'CP1 - exp' }), run('b', { name: 'CP1 - exp' })));
  assert.deepEqual(found.get('exp'), 'exp');
});

test('a text of others stays in its place: one line, an end, one direction', () => {
  assert.equal(quoted('CP0100 - exp'), 'CP0100 - exp');
  assert.equal(quoted('a\u0000\r\nb\u2028c'), 'a b c');
  assert.equal(quoted('\u202egnp.exe'), ' gnp.exe');
  assert.equal(quoted('\u05d0\u2069b'), '\u2068\u05d0 b\u2069');
  assert.equal(
    quoted(`${'a'.repeat(5000)}${'b'.repeat(5000)}`),
    `${'a'.repeat(150)}…${'b'.repeat(150)}`,
  );
  assert.equal(quoted('👩'.repeat(400)).match(/[\ud800-\udbff](?![\udc00-\udfff])/), null);
});

test('a text that every object has as a key is another one for the chart library', () => {
  assert.equal('__proto__' in {}, true);
  assert.equal(quoted('__proto__') in {}, false);
  assert.equal(quoted('constructor').startsWith('constructor'), true);
});

test('a sentence names some and counts the rest', () => {
  assert.equal(listed(['a', 'b']), 'a; b');
  assert.equal(listed([...'abcdefghij']), 'a; b; c; d; e; f; g; h; and 2 more');
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { asides, experiment } from 'app/names.js';
import { byId, run } from './runs.js';

test('the experiment is the directory above checkpoints, else what the id begins with', () => {
  assert.equal(experiment(run('a', { checkpoint_path: '/d/exp/checkpoints/checkpoint_1/c' })), 'exp');
  assert.equal(experiment(run('exp_cp000100', { checkpoint_path: '/d/other' })), 'exp');
  assert.equal(experiment(run('exp_cp000100~1a2b3c4d', { checkpoint_path: '' })), 'exp');
  assert.equal(experiment(run('baseline_pretrained', { checkpoint_path: '/d' })), '');
});

test('one name is told apart by the experiments', () => {
  const found = asides(byId(run('a', { name: 'same' }), run('b', { name: 'same' })));
  assert.deepEqual(found.get('a'), { text: 'a', ambiguous: true });
  assert.deepEqual(found.get('b'), { text: 'b', ambiguous: true });
});

test('where the experiment is the same too, the paths tell', () => {
  const one = { name: 'same', checkpoint_path: '/one/x/checkpoints/checkpoint_1' };
  const two = { name: 'same', checkpoint_path: '/two/x/checkpoints/checkpoint_1' };
  const found = asides(byId(run('a', one), run('b', two)));
  assert.deepEqual(found.get('a'), { text: one.checkpoint_path, ambiguous: true });
  assert.deepEqual(found.get('b'), { text: two.checkpoint_path, ambiguous: true });
});

test('a name that says its experiment stands alone', () => {
  const found = asides(byId(run('exp', { name: 'CP0100 - exp' }), run('b', { name: 'CP1 - own' })));
  assert.equal(found.get('exp'), undefined);
  assert.deepEqual(found.get('b'), { text: 'b', ambiguous: false });
});

test('where another run has the same name, it does not stand alone', () => {
  const found = asides(byId(run('exp', { name: 'CP1 - exp' }), run('b', { name: 'CP1 - exp' })));
  assert.deepEqual(found.get('exp'), { text: 'exp', ambiguous: true });
});

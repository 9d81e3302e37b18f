import assert from 'node:assert/strict';
import { test } from 'node:test';
import { COLUMNS, columnsWith, everyColumn, numericKeys } from 'app/model/columns.js';
import { isTrainingUnclear, training } from 'app/model/training.js';
import { run } from './runs.js';

test('the columns are those of the board, in order', () => {
  assert.deepEqual(
    COLUMNS.map((column) => column.label),
    [
      'Name',
      'Step',
      'sBLIMP',
      'sWUGGY',
      'tStory',
      'sStory',
      'PPL 8k',
      'PPL 16k',
      'Avg',
      'TTT / LoRA',
    ],
  );
});

test('badges follow what is enabled, and nothing else', () => {
  const badges = (training_config) => training(run('a', { training_config }));
  assert.deepEqual(badges({ ttt: { enable: true }, lora: { enable: true } }), ['TTT', 'LoRA']);
  assert.deepEqual(badges({ ttt: null, lora: { enable: false }, full_finetuning: true }), ['Full']);
  assert.deepEqual(badges({}), []);
});

test('own metrics stand before the badges, as they were defined', () => {
  const columns = columnsWith([
    { key: 'f1', label: 'F1', better: 'higher', format: 'percent', samples: 'f1_n' },
    { key: 'wer', label: 'WER', better: 'lower', format: '.3' },
  ]);
  assert.deepEqual(
    columns.slice(-4).map(({ label }) => label),
    ['Avg', 'F1', 'WER', 'TTT / LoRA'],
  );
  const [f1, wer] = columns.slice(-3);
  const shown = run('a', { metrics: { f1: 0.5, f1_n: 10, wer: 12.5 } });
  assert.deepEqual([f1.kind, f1.order(shown)], ['accuracy', 0.5]);
  assert.deepEqual([wer.kind, wer.digits, wer.order(shown)], ['number', 3, 12.5]);
  assert.equal(f1.order(run('b', { metrics: { f1: 0.5, f1_n: 0 } })), null);
  assert.match(String(wer.note), /Lower is better/);
});

test('every numeric key of the results can be a column, once', () => {
  const metrics = {
    sblimp_accuracy: 0.5,
    zeta: 1,
    alpha: null,
    word: 'x',
    librilight_perplexity_24k: 1,
  };
  const runs = [run('a', { metrics }), run('b', { metrics: { alpha: 2.5, f1: 1 } })];
  const first = columnsWith([{ key: 'f1', label: 'F1', better: 'higher', format: '.2' }]);
  const keys = numericKeys(runs, first);
  assert.deepEqual(keys, ['alpha', 'librilight_perplexity_24k', 'zeta']);
  const every = everyColumn(first, keys);
  assert.equal(new Set(every.map(({ key }) => key)).size, every.length);
  const order = (key, of) => every.find((column) => column.key === key).order(of);
  assert.deepEqual([order('metrics.alpha', runs[0]), order('metrics.alpha', runs[1])], [null, 2.5]);
  assert.equal(order('metrics.librilight_perplexity_24k', runs[0]), null, 'a perplexity of 1');
  assert.equal(order('notes', runs[0]), null);
  assert.equal(order('path', runs[0]), runs[0].checkpoint_path);
});

test('what was trained may be written as text', () => {
  const of = (training_config) => run('a', { training_config });
  assert.deepEqual(training(of({ ttt: { enable: 'true' }, lora: { enable: 'False' } })), ['TTT']);
  assert.deepEqual(training(of({ 'lora.enable': true, full_finetuning: ' TRUE ' })), [
    'LoRA',
    'Full',
  ]);
  assert.deepEqual(training(of({ ttt: { enable: 'yes' } })), []);
});

test('what is neither true nor false leaves open what was trained', () => {
  const unclear = (training_config) => isTrainingUnclear(run('a', { training_config }));
  for (const odd of ['yes', 1, [true], {}]) {
    assert.ok(unclear({ ttt: { enable: odd } }), JSON.stringify(odd));
    assert.ok(unclear({ full_finetuning: odd }), JSON.stringify(odd));
  }
  assert.ok(unclear({ lora: true }) && unclear({ ttt: [] }));
  assert.ok(!unclear({ ttt: null, lora: { enable: null }, full_finetuning: 'false' }));
  assert.ok(!unclear({}));
});

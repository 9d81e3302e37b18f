import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { COLUMNS, everyColumn } from 'app/model/columns.js';
import { csvOf, everyField, fieldsShown, spreadsheetDialect, STANDARD } from 'app/model/csv.js';
import { run } from './runs.js';

const one = (value) => csvOf([run('a')], [{ label: 'X', value: () => value }]).split('\r\n')[1];
const header = (fields) => fields.map(({ label }) => label);

const TASKS = {
  sblimp_accuracy: 0.534,
  swuggy_accuracy: 0.638,
  tstory_accuracy: 0.795,
  sstory_accuracy: 0.612,
  librilight_perplexity_8k: 485.3,
  librilight_perplexity_16k: 1318.35,
  paper_metrics_avg: 0.64475,
};

test('the standard fields are those that people paste into their tables', () => {
  assert.deepEqual(header(STANDARD), [
    'Name',
    'Step',
    'sBLIMP',
    'sWUGGY',
    'tStory',
    'sStory',
    'PPL 8k',
    'PPL 16k',
    'Avg',
    'TTT',
    'LoRA',
    'Long context 1–8k',
    'Long context 1–16k',
    'Long context 1–24k',
    'Long context 1–end',
    'Annotation',
    'ID',
  ]);
  const training_config = { ttt: { enable: true }, lora: { enable: false } };
  const text = csvOf([run('a', { name: 'A, "b"', metrics: TASKS, training_config })], STANDARD);
  assert.equal(
    text,
    'Name,Step,sBLIMP,sWUGGY,tStory,sStory,PPL 8k,PPL 16k,Avg,TTT,LoRA,' +
      'Long context 1–8k,Long context 1–16k,Long context 1–24k,Long context 1–end,Annotation,ID\r\n' +
      '"A, ""b""",100,0.534,0.638,0.795,0.612,485.3,1318.35,0.64475,yes,no,,,,,,a\r\n',
  );
});

test('the daemon writes the same CSV', () => {
  const file = new URL('../resources/wire/query.json', import.meta.url);
  const { runs, csv } = JSON.parse(readFileSync(file, 'utf8'));
  assert.equal(csvOf(runs, STANDARD), csv);
});

test('what is missing is empty, never 0', () => {
  const metrics = {
    sblimp_accuracy: 0,
    sblimp_samples: 0,
    swuggy_accuracy: null,
    tstory_accuracy: 0,
    librilight_perplexity_8k: 1,
    paper_metrics_avg: 0.5,
  };
  const text = csvOf([run('a', { metrics })], STANDARD);
  assert.equal(
    text.split('\r\n')[1],
    'a,100,,,0,,,,,no,no,,,,,,a',
    'an average of one task is none',
  );
});

test('text that would be a formula begins with an apostrophe; negative numbers stay', () => {
  for (const text of ['=1+1', '+1', '-1+1', '-x', '@SUM(A1)', '\tx', '＝1']) {
    assert.equal(one(text), `'${text}`);
  }
  assert.equal(one('\r=1'), `"'\r=1"`);
  assert.equal(one('=cmd|"x",1'), `"'=cmd|""x"",1"`);
  assert.equal(one(-0.5), '-0.5');
  assert.equal(one(-1e-7), '-1e-7');
  assert.equal(one('-0.5'), '-0.5');
  assert.equal(one('a=1'), 'a=1');
});

test('quotes stand around what needs them', () => {
  assert.equal(one('a,b'), '"a,b"');
  assert.equal(one('a"b'), '"a""b"');
  assert.equal(csvOf([run('a')], [{ label: 'X', value: () => 'a\nb' }]), 'X\r\n"a\nb"\r\n');
  assert.equal(one(null), '');
  assert.equal(one('a b'), 'a b');
});

test('a spreadsheet finds the separator, the decimal mark and the letters of its language', () => {
  const runs = [run('ö;1', { name: 'a;b', metrics: TASKS })];
  const fields = [STANDARD[0], STANDARD[2], STANDARD.at(-1)];
  assert.equal(
    csvOf(runs, fields, spreadsheetDialect('de-DE')),
    '\uFEFFName;sBLIMP;ID\r\n"a;b";0,534;"ö;1"\r\n',
  );
  assert.equal(
    csvOf(runs, fields, spreadsheetDialect('en-US')),
    '\uFEFFName,sBLIMP,ID\r\na;b,0.534,ö;1\r\n',
  );
});

test('no run is a head alone, and hostile heads are text too', () => {
  assert.equal(csvOf([], [{ label: '=x', value: () => 1 }]), "'=x\r\n");
});

test('the columns shown come in their order, with both badges apart', () => {
  const columns = ['avg', 'training', 'name'].map((key) => COLUMNS.find((c) => c.key === key));
  assert.deepEqual(header(fieldsShown(columns)), ['Avg', 'TTT', 'LoRA', 'Name', 'ID']);
  const withId = everyColumn(COLUMNS, []).filter(({ key }) => key === 'id' || key === 'name');
  assert.deepEqual(header(fieldsShown(withId)), ['Name', 'ID'], 'and the ID once');
});

test('all fields are everything that the runs say, each once', () => {
  const runs = [
    run('a', { metrics: { ...TASKS, f1: -0.25, note: 'x' }, notes: 'N', tags: ['t', 'u'] }),
    run('b', {
      metrics: { foo_accuracy: 0, foo_samples: 0 },
      training_config: { optim: { lr: 0.00005 }, ttt: null, base: '-2' },
    }),
  ];
  const fields = everyField(runs, []);
  assert.equal(new Set(header(fields)).size, fields.length);
  assert.ok(!header(fields).includes('metrics.sblimp_accuracy'));
  const [head, a, b] = csvOf(runs, fields)
    .split('\r\n')
    .map((line) => line.split(','));
  const at = (row, label) => row[head.indexOf(label)];
  assert.equal(at(a, 'metrics.f1'), '-0.25');
  assert.equal(at(a, 'metrics.note'), 'x');
  assert.equal(at(a, 'Tags'), 't u');
  assert.equal(at(a, 'Path'), '/c/a/checkpoints/checkpoint_000100/consolidated');
  assert.equal(at(b, 'metrics.foo_accuracy'), '', 'over no samples');
  assert.equal(at(b, 'metrics.foo_samples'), '0');
  assert.equal(at(b, 'training_config.optim.lr'), '5e-5');
  assert.equal(at(b, 'training_config.ttt'), '');
  assert.equal(at(b, 'training_config.base'), '-2');
  assert.equal(at(a, 'training_config.base'), '');
});

test('values are exported as they are read', () => {
  const metrics = {
    sblimp_accuracy: '0.50',
    swuggy_accuracy: 53.4,
    tstory_samples: 'N/A',
    librilight_slope: '1e-5',
    librilight_samples: 0,
    paper_metrics_avg: 0.9,
    asked: -1,
    note: '12',
  };
  const own = [{ key: 'mine', label: 'M', better: 'higher', format: 'percent', samples: 'asked' }];
  const training_config = { ttt: { enable: 'True', base_lr: '1e-2' }, seed: '7' };
  const runs = [run('a', { metrics, training_config })];
  const [head, a] = csvOf(runs, everyField(runs, own))
    .split('\r\n')
    .map((line) => line.split(','));
  const at = (label) => a[head.indexOf(label)];
  assert.deepEqual([at('sBLIMP'), at('sWUGGY'), at('Avg'), at('TTT')], ['0.5', '', '', 'yes']);
  assert.equal(at('metrics.tstory_samples'), '');
  assert.equal(at('metrics.librilight_slope'), '', 'over no samples');
  assert.equal(at('metrics.paper_metrics_avg'), '0.9', 'as the file says');
  assert.equal(at('metrics.asked'), '');
  assert.equal(at('metrics.note'), '12');
  assert.equal(at('training_config.ttt.enable'), 'true');
  assert.equal(at('training_config.ttt.base_lr'), '0.01');
  assert.equal(at('training_config.seed'), '7');
});

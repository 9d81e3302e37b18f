import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createTelling, partsOf, piecesOf } from 'app/model/name-parts.js';
import { labels } from 'app/model/run-labels.js';
import { createNamer } from 'app/model/run-names.js';
import { byId, run } from './runs.js';

/** Names in parts, with what can be cut in braces. */
function named(names) {
  const pieces = names.map(piecesOf);
  const placesOf = createTelling(names.length, (i, place) => pieces[i][place]);
  return pieces.map((some, i) =>
    partsOf(some, placesOf(i))
      .map(({ text, kept }) => (kept ? text : `{${text}}`))
      .join(''),
  );
}

/** The short names of runs that are shown together. */
function shortNames(...runs) {
  const nameOf = createNamer(runs, labels(byId(...runs)));
  return runs.map((one) => nameOf(one).short);
}

test('what tells names apart is kept, and what is alike can be cut', () => {
  assert.deepEqual(
    named(['dailytalk_from_librilight_seed-0_lora', 'dailytalk_from_librilight_seed-1_lora']),
    ['{dailytalk_from_librilight}_seed-0{_lora}', '{dailytalk_from_librilight}_seed-1{_lora}'],
  );
  assert.deepEqual(named(['checkpoints/longword1234567', 'checkpoints/longword1234568']), [
    '{checkpoints}/longword1234567',
    '{checkpoints}/longword1234568',
  ]);
  assert.deepEqual(named(['experiment_alpha_long', 'experiment_alpha_long_again']), [
    '{experiment_alpha}_long',
    '{experiment_alpha_long}_again',
  ]);
});

test('names in pieces are whole', () => {
  for (const text of [
    '',
    'a',
    '--',
    'a b  c',
    '  x',
    'x  ',
    '____________________',
    'aé😀😀😀😀😀😀😀😀😀😀😀😀😀b',
    '\n',
  ]) {
    assert.equal(piecesOf(text).join(''), text);
    assert.equal(
      piecesOf(text).some((piece) => /^[\udc00-\udfff]|[\ud800-\udbff]$/.test(piece)),
      false,
    );
  }
});

test('a cut leaves what differs', () => {
  const [a, b] = ['0', '1'].map((seed) => ({
    name: `CP5000 - dailytalk_from_librilight_100steps15_seed-${seed}_rank64_alpha16_final`,
  }));
  assert.deepEqual(shortNames(run('a', a), run('b', b)), [
    'CP5000 - dailytalk_from_…_seed-0_rank64_al…',
    'CP5000 - dailytalk_from_…_seed-1_rank64_al…',
  ]);
});

test('a name that is short enough is not cut', () => {
  assert.deepEqual(
    shortNames(run('a', { name: 'CP0100 - exp' }), run('b', { name: 'CP0200 - exp' })),
    ['CP0100 - exp', 'CP0200 - exp'],
  );
});

test('runs of one name are told apart by what differs: experiment, step, path, id', () => {
  const name = 'CP5000 - dailytalk_from_librilight_100steps15';
  const path = (experiment, step) => ({
    name,
    checkpoint_path: `/c/${experiment}/checkpoints/checkpoint_${step}/consolidated`,
    checkpoint_step: step,
  });
  const besides = (...runs) => [...labels(byId(...runs)).values()];
  assert.deepEqual(besides(run('a', path('one', 1)), run('b', path('two', 1))), ['one', 'two']);
  assert.deepEqual(besides(run('a', path('one', 1)), run('b', path('one', 2))), [
    'step 1',
    'step 2',
  ]);
  assert.deepEqual(
    besides(run('a', path('one', 1)), run('b', path('one', 2)), run('c', path('two', 1))),
    ['one, step 1', 'one, step 2', 'two, step 1'],
  );
  assert.deepEqual(
    besides(
      run('a', { name, checkpoint_path: '/d/old/x/checkpoints/c' }),
      run('b', { name, checkpoint_path: '/d/new/x/checkpoints/c' }),
    ),
    ['old', 'new'],
  );
  const same = { name, checkpoint_path: '/d/x/checkpoints/c' };
  assert.deepEqual(besides(run('a', same), run('b', same)), ['a', 'b']);
});

test('what stands beside a name does not repeat it', () => {
  const name = 'CP5000 - dailytalk_from_librilight_100steps15';
  const at = (experiment) => ({ name, checkpoint_path: `/c/${experiment}/checkpoints/c` });
  const runs = ['ttt', 'lora'].map((kind) =>
    run(kind, at(`dailytalk_from_librilight_100steps15_${kind}`)),
  );
  assert.deepEqual([...labels(byId(...runs)).values()], ['…_ttt', '…_lora']);
  assert.deepEqual(shortNames(...runs), [
    'CP5000 - dailytalk_from_librilight_… · …_ttt',
    'CP5000 - dailytalk_from_librilight… · …_lora',
  ]);
});

test('the experiment stands beside a name that does not say it', () => {
  const runs = [run('exp', { name: 'CP0100 - exp' }), run('b', { name: 'CP1 - own' })];
  const nameOf = createNamer(runs, labels(byId(...runs)));
  assert.deepEqual(
    runs.map((one) => nameOf(one).more),
    ['', 'b'],
  );
});

test('a text that is read from right to left is not taken apart', () => {
  const runs = ['א', 'ב'].map((letter) => run(letter, { name: `long enough_to_be cut ${letter}` }));
  const nameOf = createNamer(runs, new Map());
  assert.equal(nameOf(runs[0]).own.length, 1);
});

/** Numbers that look random and are the same in every run of the test. */
function randomly(seed) {
  let state = seed;
  return (below) => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return Math.floor((state / 2147483648) * below);
  };
}

test('names that differ are shown different, whatever they are', () => {
  for (let seed = 1; seed <= 300; seed++) {
    const random = randomly(seed);
    const words = [
      'seed',
      'lr1e',
      '0',
      '1',
      '-',
      '_',
      ' - ',
      'dailytalkfromlibrilight',
      'final',
      '4',
    ];
    const names = Array.from({ length: 24 }, () =>
      Array.from({ length: 4 + random(12) }, () => words[random(words.length)]).join('_'),
    );
    const runs = names.map((name, i) => run(`r${i}`, { name, checkpoint_step: random(3) }));
    const nameOf = createNamer(runs, labels(byId(...runs)));
    const shown = runs.map((one) => nameOf(one).short);
    assert.equal(new Set(shown).size, runs.length, `${seed}: ${shown.join('\n')}`);
    const kept = runs.map((one) =>
      [...nameOf(one).own, { text: '|', kept: true }, ...nameOf(one).beside]
        .map((part) => (part.kept ? part.text : '…'))
        .join(''),
    );
    assert.equal(
      new Set(kept).size,
      runs.length,
      `${seed}, cut to what is kept: ${kept.join('\n')}`,
    );
  }
});

/** Milliseconds that this program has been at work: what others do counts not. */
const busy = () => process.cpuUsage().user / 1000;

test('ten thousand runs are named within 20 ms after a change', () => {
  const runs = Array.from({ length: 10_000 }, (_, i) =>
    run(`r${i}`, {
      name: `CP${String(100 * (i % 50)).padStart(4, '0')} - dailytalk_from_librilight_100steps15_seed-${i % 7}_lr${i % 11}e-4_final_${i % 997}`,
    }),
  );
  const times = [];
  for (let i = 0; i < 7; i++) {
    const changed = [...runs, run('new', { name: `CP0001 - new ${i}` })];
    const all = byId(...changed);
    const start = busy();
    const nameOf = createNamer(changed, labels(all));
    changed.slice(0, 60).forEach(nameOf);
    times.push(busy() - start);
  }
  assert.ok(Math.min(...times) < 20, times.map((ms) => ms.toFixed(1)).join(' '));
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  bestOfEach,
  groupIdOf,
  groupsOf,
  inGroups,
  isGroup,
  isGroupId,
  itemsOf,
  withFolded,
} from 'app/model/run-groups.js';
import { columnsWith } from 'app/model/columns.js';
import { rankedColumn, rankingBy } from 'app/model/ranking.js';
import { createSelectors } from 'app/model/selectors.js';
import { sparklineOf } from 'app/model/sparkline.js';
import { START, withUpdate, withView } from 'app/model/state.js';
import { fragmentOf, parse } from 'app/model/view-url.js';
import { byId, run } from './runs.js';

const COLUMNS = columnsWith([
  { key: 'wer', label: 'WER', better: 'lower', format: '.2' },
  { key: 'f1', label: 'F1', better: 'higher', format: 'percent' },
]);
const at = (experiment, step, sblimp, more = {}) =>
  run(`${experiment}_cp${step}`, {
    checkpoint_path: `/c/${experiment}/checkpoints/checkpoint_${step}`,
    checkpoint_step: step,
    metrics: { sblimp_accuracy: sblimp, sblimp_samples: 1000 },
    ...more,
  });
const TTT = { training_config: { ttt: { enable: true } }, tags: ['ttt', 'daily'] };
const LORA = { training_config: { lora: { enable: true } }, tags: ['lora'] };
const RUNS = [
  at('a', 300, 0.5, TTT),
  at('b', 300, 0.6, LORA),
  at('a', 200, 0.7, TTT),
  at('b', 200, 0.55, LORA),
  at('c', 100, 0.7, { ...TTT, tags: ['daily', 'ttt'] }),
  run('base', { checkpoint_path: '/data', checkpoint_step: 0 }),
];
const SBLIMP = rankingBy(
  COLUMNS.find(({ key }) => key === 'sblimp'),
  RUNS,
);
const idsIn = (groups) => groups.map(({ label, runs }) => [label, runs.map(({ id }) => id)]);
const named = (items) => items.map((item) => (isGroup(item) ? `[${item.label}]` : item.id));

test('groups stand in the order of their first runs, and keep the order of the runs', () => {
  assert.deepEqual(idsIn(groupsOf(RUNS, 'experiment', SBLIMP)), [
    ['a', ['a_cp300', 'a_cp200']],
    ['b', ['b_cp300', 'b_cp200']],
    ['c', ['c_cp100']],
    ['Pretrained', ['base']],
  ]);
  assert.deepEqual(
    groupsOf(RUNS, 'training', SBLIMP).map(({ label, runs }) => [label, runs.length]),
    [
      ['TTT', 3],
      ['LoRA', 2],
      ['Not trained', 1],
    ],
  );
  assert.deepEqual(
    groupsOf(RUNS, 'tag', SBLIMP).map(({ label, runs }) => [label, runs.length]),
    [
      ['daily · ttt', 3],
      ['lora', 2],
      ['No tags', 1],
    ],
    'whatever the order of the tags',
  );
});

test('two experiments of one name are two groups', () => {
  const path = (root) => `/${root}/x/checkpoints/checkpoint_100`;
  const runs = ['one', 'two'].map((root) => run(root, { checkpoint_path: path(root) }));
  assert.deepEqual(
    groupsOf(runs, 'experiment', SBLIMP).map(({ label }) => label),
    ['x · /one', 'x · /two'],
  );
});

test('the best of a group is that of the metric sorted by, else of the average', () => {
  const key = (sorted) => rankedColumn({ key: sorted, direction: 'ascending' }, COLUMNS).key;
  assert.deepEqual(
    ['swuggy', 'metrics.wer', 'metrics.f1', 'context_8k', 'step', 'name', 'training', 'gone'].map(
      key,
    ),
    ['swuggy', 'metrics.wer', 'metrics.f1', 'context_8k', 'avg', 'avg', 'avg', 'avg'],
  );
  const groups = groupsOf(RUNS, 'experiment', SBLIMP);
  assert.deepEqual(
    groups.map(({ best }) => best?.id ?? null),
    ['a_cp200', 'b_cp300', 'c_cp100', null],
  );
  assert.deepEqual(bestOfEach(groups, null), ['a_cp200', 'b_cp300', 'c_cp100']);
  assert.deepEqual(bestOfEach(groups, RUNS[2]), ['b_cp300', 'c_cp100'], 'without the reference');
});

test('less is better where it is so, and curves of another length take no part', () => {
  const wer = (id, value) => run(id, { metrics: { wer: value } });
  const ranking = rankingBy(
    COLUMNS.find(({ key }) => key === 'metrics.wer'),
    [],
  );
  assert.equal(ranking.best([wer('x', 3), wer('y', 2), wer('z', 2), run('none')]).id, 'y');
  const curve = (id, position, value) =>
    run(id, { prefix_perplexity: { last: { position, value } } });
  const runs = [curve('p', 9000, 500), curve('q', 9000, 400), curve('short', 1000, 100)];
  const end = rankingBy(
    COLUMNS.find(({ key }) => key === 'context_end'),
    runs,
  );
  assert.equal(end.best(runs).id, 'q');
});

test('rows are pinned runs, then heads with their runs, and no runs of those that are folded', () => {
  const groups = groupsOf(RUNS, 'experiment', SBLIMP);
  const pins = new Set(['b_cp200']);
  const runs = inGroups(groups, pins, RUNS);
  assert.deepEqual(
    runs.map(({ id }) => id),
    ['b_cp200', 'a_cp300', 'a_cp200', 'b_cp300', 'c_cp100', 'base'],
  );
  const folded = withFolded(new Set(), groupIdOf(RUNS[0], 'experiment'), true);
  assert.deepEqual(named(itemsOf(runs, groups, pins, folded)), [
    'b_cp200',
    '[a]',
    '[b]',
    'b_cp300',
    '[c]',
    'c_cp100',
    '[Pretrained]',
    'base',
  ]);
  assert.equal(groups[1].runs.length, 2, 'the pinned run belongs to its group');
  assert.equal(withFolded(folded, groups[0].id, true), folded);
  assert.equal(withFolded(folded, groups[0].id, false).size, 0);
});

test('grouping stands in the address, and folding and the cursor outlast what comes', () => {
  const board = (revision, runs) => ({
    epoch: 'e',
    revision,
    runs: byId(...runs),
    metrics: [],
    evaluating: [],
    baseline: null,
  });
  const id = groupIdOf(RUNS[1], 'experiment');
  const opened = withView(
    { ...START, board: board(1, RUNS) },
    parse('#group=experiment&sort=-sblimp'),
  );
  const state = { ...opened, folded: new Set([id]), cursor: id };
  assert.equal(fragmentOf(state), '#group=experiment&sort=-sblimp&fold=%2Fc%2Fb');
  assert.equal(parse('#group=name').group, 'none');
  assert.ok(isGroupId(id) && !isGroupId(RUNS[1].id));
  const rows = createSelectors();
  assert.deepEqual(named(rows(state).items), [
    '[a]',
    'a_cp200',
    'a_cp300',
    '[c]',
    'c_cp100',
    '[b]',
    '[Pretrained]',
    'base',
  ]);
  const update = { epoch: 'e', revision: 2, changed: [at('b', 400, 0.9, LORA)], removed: [] };
  const next = withUpdate(state, { ...update, runs: 7, baseline: null, problems: 0 });
  assert.equal(next.cursor, id);
  assert.deepEqual(named(rows(next).items).slice(0, 3), ['[b]', '[a]', 'a_cp200']);
});

test('a sparkline has the best value at each step, never more points than pixels', () => {
  const [a, b, c] = groupsOf(
    [
      at('a', 100, 0.5),
      at('a', 200, 0.7),
      at('a', 300, 0.6),
      at('b', 100, 0.5),
      at('c', 100, null),
    ],
    'experiment',
    SBLIMP,
  );
  assert.deepEqual(sparklineOf(a), {
    path: 'M3 17L40 3L77 10',
    top: [40, 3],
    steps: [100, 300],
  });
  assert.equal(sparklineOf(b), null, 'one step is no line');
  assert.equal(sparklineOf(c), null);
  const twice = [at('x', 100, 0.5, TTT), at('y', 100, 0.6, TTT), at('x', 200, 0.6, TTT)];
  assert.equal(sparklineOf(groupsOf(twice, 'training', SBLIMP)[0]).path, 'M3 10L77 10');
  const many = Array.from({ length: 5000 }, (_, i) => at('x', i, Math.sin(i), TTT));
  const line = sparklineOf(groupsOf(many, 'training', SBLIMP)[0]);
  assert.ok(line.path.split('L').length <= 75);
});

test('rows are worked out once while nothing changes what they are', () => {
  const board = { runs: byId(...RUNS), metrics: [], evaluating: [], baseline: null };
  const rows = createSelectors();
  const state = { ...START, board, group: /** @type {const} */ ('experiment') };
  const { items, groups } = rows(state);
  const next = rows({ ...state, cursor: 'a_cp200', selected: new Map([['a_cp200', 0]]) });
  assert.equal(next.items, items);
  assert.equal(next.groups, groups);
  const folded = rows({ ...state, folded: new Set([groups[0].id]) });
  assert.equal(folded.groups, groups);
  assert.equal(folded.items.length, items.length - 2);
  assert.deepEqual(folded.runs, next.runs, 'runs of folded groups are shown, as far as exports go');
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MODES } from 'app/model/chart-options.js';
import { COLUMNS } from 'app/model/columns.js';
import { participantsOf, referenceOf } from 'app/model/comparison.js';
import { LIMIT } from 'app/model/palette.js';
import { NONE, onlyRuns, placesOf, selectionOf, withRuns } from 'app/model/selection.js';
import { createSelectors } from 'app/model/selectors.js';
import { toggled } from 'app/model/sort.js';
import { START, withSelection, withView } from 'app/model/state.js';
import { fragmentOf, parse } from 'app/model/view-url.js';
import { byId, run } from './runs.js';

const without = (selection, ...ids) => onlyRuns(selection, (id) => !ids.includes(id));

test('a run keeps its slot while others come and go, and a new one gets the lowest that is free', () => {
  const three = withRuns(NONE, ['a', 'b', 'c']);
  assert.deepEqual(placesOf(three), ['a', 'b', 'c']);
  const two = without(three, 'b');
  assert.deepEqual(placesOf(two), ['a', '', 'c']);
  assert.deepEqual(placesOf(withRuns(two, ['c', 'd', 'e'])), ['a', 'd', 'c', 'e']);
  assert.deepEqual(placesOf(without(three, 'c')), ['a', 'b'], 'no free slots at the end');
  assert.equal(without(three, 'c', 'a', 'b').size, 0);
  assert.equal(without(three, 'x'), three, 'the same object when all stay');
});

test('a run that waits for a slot gets the one that becomes free', () => {
  const many = withRuns(
    NONE,
    Array.from({ length: LIMIT + 3 }, (_, i) => `r${i}`),
  );
  const fewer = without(many, 'r2', 'r7');
  assert.equal(fewer.get(`r${LIMIT}`), 2);
  assert.equal(fewer.get(`r${LIMIT + 1}`), 7);
  assert.equal(fewer.get(`r${LIMIT + 2}`), LIMIT);
  assert.equal(fewer.get('r8'), 8);
});

test('a list makes a selection, whatever it says', () => {
  assert.deepEqual(placesOf(selectionOf(['', 'a', '', 'a', 'b', ''])), ['', 'a', '', '', 'b']);
  const far = selectionOf([...new Array(40).fill(''), 'x', 'x', 'y']);
  assert.deepEqual(placesOf(far), ['x', 'y']);
});

/** Numbers that look random and are the same in every run of the test. */
function randomly(seed) {
  let state = seed;
  return (below) => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return Math.floor((state / 2147483648) * below);
  };
}

const RUNS = Array.from({ length: 40 }, (_, i) =>
  run(`r${i}`, {
    checkpoint_step: 100 * (i % 7),
    metrics: {
      sblimp_accuracy: ((i * 37) % 40) / 40,
      swuggy_accuracy: ((i * 11) % 40) / 40,
    },
  }),
);
const BOARD = { runs: byId(...RUNS), baseline: 'r3', metrics: [], evaluating: [] };
const LOADED = /** @type {any} */ ({ ...START, board: BOARD });

/** One thing that a user does. */
function step(state, random) {
  const id = `r${random(RUNS.length)}`;
  const modes = (change) => ({ ...state, modes: { ...state.modes, ...change } });
  switch (random(9)) {
    case 0:
      return {
        ...state,
        sort: toggled(state.sort, COLUMNS[random(4)]),
      };
    case 1:
      return modes({ values: ['absolute', 'points', 'relative'][random(3)] });
    case 2:
      return modes({ baseline: random(2) === 0 });
    case 3:
      return { ...state, query: ['', 'r1', 'r2'][random(3)] };
    case 4:
      return withSelection(
        state,
        RUNS.slice(0, random(40)).map((one) => one.id),
        random(3) > 0,
      );
    case 5:
      return modes({ reference: random(2) === 0 ? id : null });
    default:
      return withSelection(state, [id], !state.selected.has(id) || random(3) === 0);
  }
}

/** What charts, legend and table show of a state, drawn by a page with this memory. */
function drawn(state, selectors) {
  const { order } = selectors(state);
  const { selected, modes } = state;
  const all = participantsOf(BOARD, selected, order, new Map(), modes);
  return {
    who: all.map(({ run: { id }, mark, baseline }) => ({ id, mark, baseline })),
    reference: referenceOf(BOARD, all, selected, new Map(), modes)?.run.id,
  };
}

test('order and colours are the same for the same address after any history', () => {
  for (let seed = 1; seed <= 200; seed++) {
    const random = randomly(seed);
    const selectors = createSelectors();
    let state = LOADED;
    for (let i = 0; i < 30; i++) {
      state = step(state, random);
      const link = fragmentOf(state);
      const opened = withView(LOADED, parse(link));
      const there = drawn(state, selectors);
      assert.deepEqual(drawn(opened, createSelectors()), there, `${seed}, ${i}: ${link}`);
      assert.equal(fragmentOf(opened), link);
      const marks = new Set(there.who.map(({ mark }) => JSON.stringify(mark)));
      assert.equal(marks.size, there.who.length, 'no two look the same');
    }
  }
});

test('runs are drawn in the order of the table, the baseline first', () => {
  const selected = withRuns(NONE, ['r9', 'r2', 'r3', 'r30', 'r1']);
  for (const key of ['sblimp', 'swuggy', 'step', 'name']) {
    for (const direction of /** @type {const} */ (['ascending', 'descending'])) {
      const state = { ...LOADED, selected, sort: { key, direction } };
      const { runs, order } = createSelectors()(state);
      const all = participantsOf(BOARD, selected, order, new Map(), MODES);
      const table = runs.map(({ id }) => id).filter((id) => selected.has(id) && id !== 'r3');
      assert.deepEqual(
        all.map(({ run: { id } }) => id),
        ['r3', ...table],
      );
    }
  }
});

test('a search that leaves selected runs out of the table changes nothing in the charts', () => {
  const selected = withRuns(NONE, ['r9', 'r2', 'r30', 'r1']);
  const before = drawn({ ...LOADED, selected }, createSelectors());
  assert.deepEqual(drawn({ ...LOADED, selected, query: 'r1' }, createSelectors()), before);
});

test('the slot of a selected baseline goes to the first run that would have none', () => {
  const ids = RUNS.slice(0, LIMIT + 2).map(({ id }) => id);
  const selected = withRuns(NONE, ids);
  const all = participantsOf(BOARD, selected, RUNS, new Map(), MODES);
  assert.equal(all.length, LIMIT + 1);
  assert.equal(new Set(all.map(({ mark }) => mark)).size, LIMIT + 1);
  assert.equal(all.at(-1)?.run.id, `r${LIMIT}`);
});

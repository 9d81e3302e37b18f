import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  changedModes,
  MODES,
  modesFrom,
  panelShown,
  switched,
  writeModes,
} from 'app/model/chart-options.js';
import { withFile } from 'app/model/audio-files.js';

const written = (modes) => {
  const values = new URLSearchParams();
  writeModes({ ...MODES, ...modes }, values);
  return values;
};

test('modes as at the start leave the address alone', () => {
  assert.equal(written({}).toString(), '');
  assert.deepEqual(modesFrom(new URLSearchParams()), MODES);
});

test('an address reproduces every mode but what is hidden', () => {
  const modes = {
    panel: 'full',
    split: 40,
    tab: 'context',
    values: 'points',
    autoscale: false,
    reference: 'a b&c~1',
    base: 'x y~2',
    baseline: false,
    delta: 'metrics.own a',
    overall: true,
    view: 'files',
    quantity: 'local',
    spread: 'bars',
    files: [0, 2],
    lines: { uniform: null, trained: 4096 },
    x: 'log',
    y: 'log',
    zoom: [1000, 5000],
    uncertainty: 'hidden',
    allkeys: true,
    picture: 'column',
    ground: 'none',
    tables: ['bars', 'context'],
    hidden: [],
    options: false,
    whole: false,
  };
  assert.deepEqual(modesFrom(new URLSearchParams(written(modes).toString())), modes);
  assert.equal(written({ hidden: ['a'], options: true }).toString(), '');
});

test('what makes no sense in an address is as at the start', () => {
  for (const wrong of [
    'tab=secret',
    'values=percent',
    'uniform=0',
    'uniform=x',
    'trained=-1',
    'file=0',
    'file=1.5',
    'file=x',
    'file=1~x',
    'file=2~0',
    'zoom=5000~1000',
    'zoom=5000',
    'zoom=a~b',
    'zoom=-5~7',
    'tables=',
    'reference=',
    'panel=constructor',
  ]) {
    assert.deepEqual(modesFrom(new URLSearchParams(wrong)), MODES, wrong);
  }
});

test('the panel opens by itself when there are two runs and room, until the user decides', () => {
  assert.equal(panelShown(MODES, 1, true), false);
  assert.equal(panelShown(MODES, 2, true), true);
  assert.equal(panelShown(MODES, 2, false), false);
  assert.equal(panelShown({ ...MODES, panel: 'closed' }, 5, true), false);
  assert.equal(panelShown({ ...MODES, panel: 'open' }, 0, false), true);
});

test('an entry of a list is switched in and out', () => {
  assert.deepEqual(switched(['a'], 'b'), ['a', 'b']);
  assert.deepEqual(switched(['a', 'b'], 'a'), ['b']);
});

test('a panel that opened by itself stays open once it was worked in', () => {
  assert.equal(changedModes(MODES, { view: 'median' }).panel, 'open');
  assert.equal(changedModes(MODES, { panel: 'closed' }).panel, 'closed');
  assert.equal(changedModes({ ...MODES, panel: 'full' }, { view: 'median' }).panel, 'full');
});

test('an address names one audio file or several', () => {
  const files = (text) => modesFrom(new URLSearchParams(text)).files;
  assert.deepEqual(files('file=2'), [1]);
  assert.deepEqual(files('file=3~1~3'), [0, 2]);
  assert.equal(written({ files: [0, 2] }).toString(), 'file=1%7E3');
});

test('audio files are switched one by one, and never none is shown', () => {
  assert.deepEqual(withFile([], 1, 3), [0, 2]);
  assert.deepEqual(withFile([0, 2], 0, 3), [2]);
  assert.deepEqual(withFile([2], 2, 3), []);
  assert.deepEqual(withFile([0, 2], 1, 3), [], 'all is the same as none left out');
  assert.deepEqual(withFile([6], 0, 3), [0, 6], 'a file that no run has stays');
});

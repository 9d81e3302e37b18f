import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fittingName } from 'app/charts/fitting-name.js';

const widthOf = (text) => text.length;
const name = (...parts) => parts.map((text, i) => ({ text, kept: i % 2 === 1 }));
const fitting = (parts, width) =>
  fittingName(parts.map(({ text }) => text).join(''), parts, width, widthOf);

test('a name that fits stays whole', () => {
  assert.equal(fitting(name('finetune_from_', 'lora_c1'), 21), 'finetune_from_lora_c1');
});

test('what all names share is cut first', () => {
  assert.equal(fitting(name('finetune_from_', 'lora_c1'), 14), 'finetu…lora_c1');
});

test('what tells a name from the others is cut inside, so that its end is seen', () => {
  const [one, other] = ['conservative4', 'conservative4_c1'].map((own) =>
    fitting(name('from_', own), 10),
  );
  assert.deepEqual([one, other], ['from…tive4', 'from…e4_c1']);
});

test('with hardly any room a beginning and an end are left', () => {
  assert.equal(fitting(name('from_', 'conservative4'), 1), 'f…e4');
});

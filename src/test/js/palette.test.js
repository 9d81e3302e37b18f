import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { dashOf, HUES, LIMIT, markOf } from 'app/model/palette.js';

test('no two runs in a chart look the same', () => {
  const marks = Array.from({ length: LIMIT }, (_, slot) => JSON.stringify(markOf(slot)));
  assert.equal(new Set(marks).size, LIMIT);
});

test('neighbours differ in shape as well as in colour', () => {
  for (let slot = 1; slot < HUES; slot++) {
    assert.notEqual(markOf(slot).symbol, markOf(slot - 1).symbol);
  }
});

test('dashes tell files apart, and a line over all files has none', () => {
  assert.deepEqual(dashOf(null), []);
  assert.equal(new Set([0, 1, 2, 3, 4].map((file) => String(dashOf(file)))).size, 5);
});

// Machado, Oliveira and Fernandes 2009, severity 1.
const VISIONS = {
  usual: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

const theme = readFileSync(new URL('../../../static/css/tokens.css', import.meta.url), 'utf8');
const variable = (name, dark) =>
  new RegExp(`--${name}: light-dark\\((#\\w+), (#\\w+)\\)`).exec(theme)[dark ? 2 : 1];
const linear = (hex) =>
  [1, 3, 5].map((i) => {
    const part = parseInt(hex.slice(i, i + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
const seen = (rgb, matrix) =>
  matrix.map((row) =>
    Math.min(
      1,
      Math.max(
        0,
        row.reduce((sum, w, i) => sum + w * rgb[i], 0),
      ),
    ),
  );
// Oklab (Ottosson 2020), in which equal distances look equally far.
const oklab = ([r, g, b]) => {
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
};
const luminance = ([r, g, b]) => 0.2126 * r + 0.7152 * g + 0.0722 * b;
const contrast = (a, b) => {
  const [low, high] = [luminance(linear(a)), luminance(linear(b))].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
};

for (const dark of [false, true]) {
  const words = dark ? 'dark' : 'light';
  const names = [...Array.from({ length: HUES }, (_, i) => `run-${i}`), 'run-baseline'];
  const colours = names.map((name) => variable(name, dark));

  test(`runs can be told apart in the ${words} theme, whatever colours one sees`, () => {
    for (const [vision, matrix] of Object.entries(VISIONS)) {
      const places = colours.map((colour) => oklab(seen(linear(colour), matrix)));
      for (let i = 0; i < places.length; i++) {
        for (let j = 0; j < i; j++) {
          const away = Math.hypot(...places[i].map((part, k) => part - places[j][k]));
          assert.ok(away > 0.055, `${names[i]} and ${names[j]} with ${vision}: ${away}`);
        }
      }
    }
  });

  test(`lines stand out from the ground of the ${words} theme`, () => {
    for (const colour of colours) {
      assert.ok(contrast(colour, variable('surface', dark)) >= 3, colour);
    }
  });

  test(`words can be read on every ground of the ${words} theme`, () => {
    /** @type {readonly (readonly [string, readonly string[]])[]} */
    const pairs = [
      [
        'ink',
        ['ground', 'surface', 'raised', 'hover', 'accent-ground', 'fresh', 'differs', 'bad-ground'],
      ],
      ['quiet', ['ground', 'surface', 'raised', 'hover', 'accent-ground', 'fresh']],
      ['accent', ['ground', 'surface', 'raised', 'hover', 'accent-ground']],
      ['surface', ['accent']],
      ['good', ['surface', 'raised']],
      ['warn', ['surface', 'warn-ground']],
      ['bad', ['surface', 'bad-ground']],
      ['ttt', ['ttt-ground']],
      ['lora', ['lora-ground']],
      ['full', ['full-ground']],
    ];
    for (const [ink, grounds] of pairs) {
      for (const ground of grounds) {
        const found = contrast(variable(ink, dark), variable(ground, dark));
        assert.ok(found >= 4.5, `${ink} on ${ground}: ${found.toFixed(2)}`);
      }
    }
  });
}

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { crc32 } from 'node:zlib';
import { barsFigure } from 'app/charts/bars.js';
import { roomFor, valueLabels } from 'app/charts/bar-labels.js';
import { contextFigure } from 'app/charts/long-context.js';
import { decalOf, stripesOf } from 'app/charts/pattern.js';
import { pictureLegend } from 'app/charts/picture-legend.js';
import { described } from 'app/charts/png.js';
import { radarFigure } from 'app/charts/radar.js';
import { radarLayout } from 'app/charts/radar-layout.js';
import { onPaper, withFacts } from 'app/charts/svg.js';
import { textLines } from 'app/charts/text-lines.js';
import { comparison, participantsOf } from 'app/model/comparison.js';
import { measuresWith } from 'app/model/measures.js';
import { MODES } from 'app/model/chart-options.js';
import { curvesOf } from 'app/model/curves.js';
import { LIMIT } from 'app/model/palette.js';
import { perInch, PICTURE_SIZES, SHEETS } from 'app/model/picture-size.js';
import { byId, run } from './runs.js';

const LOOK = {
  ink: 'ink',
  quiet: 'quiet',
  line: 'line',
  edge: 'edge',
  surface: 'surface',
  neutral: 'grey',
  hues: ['h0', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'h7'],
  font: 'sans',
};
const SIZE = { width: 1200, height: 560 };
const widthOf = (text, size) => text.length * size * 0.6;
const letters = (text) => text.length;

const METRICS = Object.fromEntries(
  ['sblimp', 'swuggy', 'tstory', 'sstory'].map((task) => [`${task}_accuracy`, 0.5]),
);
const file = (level) => [1, 2, 3].map((i) => ({ position: 1000 * i, perplexity: level + i }));
const ALL = Array.from({ length: LIMIT + 1 }, (_, i) =>
  run(i === 0 ? 'base' : `r${i}`, {
    metrics: METRICS,
    librilight_progression: file(5),
    librilight_progression_individual: [file(5), file(6), file(7)],
  }),
);
const board = { runs: byId(...ALL), baseline: 'base', metrics: [] };
const slots = new Map(ALL.slice(1).map(({ id }, i) => [id, i]));
const participants = participantsOf(board, slots, ALL, new Map(), MODES);
const compared = comparison(participants, measuresWith([]), 'absolute', null);
const seriesOf = (figure) => figure.option(LOOK, SIZE).series;

function allDiffer(looks) {
  assert.equal(new Set(looks.map((look) => JSON.stringify(look))).size, looks.length);
}

test('24 runs and the baseline with three files each have lines that differ', () => {
  const lines = seriesOf(
    contextFigure(
      participants.map((who) => ({ who, curves: curvesOf(who.run) })),
      { ...MODES, view: 'files' },
    ),
  );
  assert.equal(lines.length, 75);
  allDiffer(lines.map(({ symbol, lineStyle }) => [symbol, lineStyle.color, lineStyle.type]));
});

test('24 runs and the baseline have bars that differ, in picture and legend, and outlines', () => {
  const bars = barsFigure(compared, true, widthOf);
  const series = seriesOf(bars);
  assert.equal(series.length, 25);
  allDiffer(series.map(({ itemStyle: { color, decal } }) => [color, decal]));
  allDiffer(bars.key.map(({ mark }) => [mark.hue, stripesOf(mark, 12)]));
  assert.equal(decalOf(bars.key[1].mark, 'white'), undefined, 'the first of a colour is plain');
  const outlines = seriesOf(radarFigure(compared, true, widthOf));
  allDiffer(outlines.map(({ symbol, itemStyle }) => [symbol, itemStyle.color]));
});

test('a picture is so wide that no bar is thinner than its stripes', () => {
  const { leastWidth } = barsFigure(compared, true, widthOf);
  assert.ok(((leastWidth - 76) * 0.74) / (5 * 25) >= 8);
});

test('a legend names runs and files once, and one file with its run', () => {
  const labels = (modes) =>
    contextFigure(
      participants.slice(0, 2).map((who) => ({ who, curves: curvesOf(who.run) })),
      { ...MODES, ...modes },
    ).key.map(({ label, dash }) => [label, dash.length]);
  assert.deepEqual(labels({ view: 'files' }), [
    ['base', 0],
    ['r1', 0],
    ['File 1', 0],
    ['File 2', 2],
    ['File 3', 2],
  ]);
  assert.deepEqual(labels({ view: 'files', files: [1] }), [
    ['base, file 2', 2],
    ['r1, file 2', 2],
  ]);
});

test('a legend is as high as its entries need, and none of its texts meet', () => {
  const entries = (label) =>
    participants.map(({ mark }) => ({ mark, dash: [], shape: 'line', label }));
  for (const label of ['r', 'a name of a run '.repeat(9).trim(), 'x'.repeat(300)]) {
    const { height, elements } = pictureLegend(entries(label), 1160, LOOK, widthOf);
    const boxes = elements
      .filter(({ type }) => type === 'text')
      .map(({ style: { text, x, y } }) => [x, y - 8, x + widthOf(text, 12), y + 8]);
    assert.ok(boxes.every(([, , right, bottom]) => right <= 1160 && bottom <= height));
    boxes.forEach(([left, top, right, bottom], i) =>
      boxes.slice(i + 1).forEach((other) => {
        const apart =
          other[0] >= right || other[2] <= left || other[1] >= bottom || other[3] <= top;
        assert.ok(apart, label);
      }),
    );
  }
});

test('lines break at spaces, and in words that are too long', () => {
  assert.deepEqual(textLines('one two three', 7, letters), ['one two', 'three']);
  assert.deepEqual(textLines('a checkpoint', 5, letters), ['a', 'check', 'point']);
  assert.deepEqual(textLines('one two three four', 7, letters, 2), ['one two', 'three…']);
  assert.deepEqual(textLines('', 7, letters), ['']);
});

test('the names around a radar lie inside at every size', () => {
  const axes = ['sBLIMP', 'sWUGGY', 'tStory', 'sStory', 'My own score of dialogue'].map((name) => ({
    name,
    below: '62.5 to 100.0',
  }));
  for (const width of [218, 288, 366, 480, 1200]) {
    for (const count of [3, 4, 5]) {
      const size = { width, height: 300 };
      const { x, radius, names, fontSize } = radarLayout(size, axes.slice(0, count), widthOf);
      const side = names[1].split('\n');
      const wide = Math.max(...side.map((line) => widthOf(line, fontSize)));
      const across = Math.abs(Math.cos(Math.PI / 2 + (2 * Math.PI) / count));
      assert.ok(x - (radius + 12) * across - wide >= 0, `${count} axes on ${width}`);
      assert.ok(radius >= 36);
    }
  }
});

test('an axis leaves room for the values at the ends of bars', () => {
  const rows = [
    {
      cells: [
        { value: 9, text: '+9.00 pts' },
        { value: -9, text: '−9.00 pts' },
      ],
    },
  ];
  const axis = { range: [-10, 10], ticks: [-10, 0, 10] };
  const level = valueLabels(rows, 60, widthOf);
  const upright = valueLabels(rows, 20, widthOf);
  assert.ok(level.length < upright.length);
  const { range, ticks } = roomFor(axis, rows, 200, upright);
  const pixel = (range[1] - range[0]) / 200;
  assert.ok((range[1] - 9) / pixel >= upright.length - 0.1);
  assert.ok((-9 - range[0]) / pixel >= upright.length - 0.1);
  assert.deepEqual(ticks, axis.ticks);
  assert.equal(valueLabels(rows, 10, widthOf).shown, false);
});

test('a PNG is given its resolution after its first chunk, with a right checksum', () => {
  const png = Uint8Array.from({ length: 60 }, (_, i) => i);
  const out = described(png, 300, {});
  assert.deepEqual(out.subarray(0, 33), png.subarray(0, 33));
  assert.deepEqual(out.subarray(54), png.subarray(33));
  // As ImageMagick writes it for 300 dpi.
  const chunk = '000000097048597300002e2300002e230178a53f76';
  assert.equal(Buffer.from(out.subarray(33, 54)).toString('hex'), chunk);
});

test('a PNG says what it shows in texts of any letters, with a right checksum', () => {
  const png = Uint8Array.from({ length: 60 }, (_, i) => i);
  const out = Buffer.from(described(png, 300, { Title: 'Δ sBLIMP' }));
  const at = out.indexOf('iTXt');
  const length = out.readUInt32BE(at - 4);
  assert.equal(out.subarray(at + 4, at + 4 + length).toString(), 'Title\0\0\0\0\0Δ sBLIMP');
  assert.equal(out.readUInt32BE(at + 4 + length), crc32(out.subarray(at, at + 4 + length)));
});

test('an SVG says what it shows, whatever is in a name', () => {
  const facts = {
    title: 'a < b & \u0001 \ud800',
    description: 'Accuracy, %',
    source: '{"a":"$&"}',
  };
  assert.equal(
    withFacts('<svg width="1"><text>a</text></svg>', facts),
    '<svg width="1"><title>a &lt; b &amp; \ufffd \ufffd</title><desc>Accuracy, %</desc>' +
      '<metadata>{"a":"$&amp;"}</metadata><text>a</text></svg>',
  );
});

test('a drawing has the width of its place on paper, whatever else is as wide', () => {
  const svg = '<svg width="357" height="178.5" viewBox="0 0 357 178.5"><rect width="357"/></svg>';
  assert.equal(
    onPaper(svg, perInch('column', 357)),
    '<svg width="84.00mm" height="42.00mm" viewBox="0 0 357 178.5"><rect width="357"/></svg>',
  );
});

test('letters of twelve pixels can be read in papers and on slides', () => {
  for (const size of PICTURE_SIZES) {
    const points = (12 / perInch(size, SHEETS[size].width)) * 72;
    assert.ok(points >= (size === 'slide' ? 13.9 : 5.7), `${size}: ${points}`);
  }
});

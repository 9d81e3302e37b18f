import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { linesOf } from 'app/model/curves.js';
import { fileDifferences, localCurves, localLosses } from 'app/model/local-loss.js';
import { REFERENCE_LINES, withLine } from 'app/model/reference-lines.js';

const FIXTURE = JSON.parse(
  readFileSync(new URL('../resources/wire/statistics.json', import.meta.url), 'utf8'),
);
const file = (...perplexities) =>
  perplexities.map((perplexity, i) => ({ position: 1000 * (i + 1), loss: 1, perplexity }));
const curves = (...files) => ({ raw: files.flat(), mean: [], median: [], files });
const near = (a, b) =>
  assert.ok(Math.abs(a - b) <= 1e-12 * Math.max(1, Math.abs(b)), `${a} ≉ ${b}`);

test('the local loss is that of the tokens between two points, as the daemon has it', () => {
  for (const { positions, perplexities, losses } of FIXTURE.localLoss) {
    const readings = perplexities.map((perplexity, i) => ({ position: positions[i], perplexity }));
    const found = localLosses(readings);
    assert.equal(found.length, losses.length);
    found.forEach(({ loss }, i) => near(loss, losses[i]));
  }
});

test('a point without a perplexity is none, and the next one reaches over it', () => {
  const e = Math.E;
  const readings = [...file(e, 1, e ** 3), { position: 4000, perplexity: null }];
  const found = localLosses(readings);
  assert.deepEqual(
    found.map(({ position }) => position),
    [1000, 3000],
  );
  near(found[1].loss, (3000 * 3 - 1000 * 1) / 2000);
});

test('means and medians of local losses are over the files that reach a position', () => {
  const e = Math.E;
  const local = localCurves(curves(file(e, e), file(e ** 3, e ** 3), file(e ** 8)));
  near(local.mean[0].loss, 4);
  near(local.mean[0].loss_std, Math.sqrt(13));
  near(local.median[0].loss, 3);
  near(local.mean[1].loss, 2);
  assert.deepEqual(
    local.mean.map(({ n_samples }) => n_samples),
    [3, 2],
  );
  const modes = { quantity: 'local', files: [] };
  const [line] = linesOf(curves(file(e, e ** 2)), { ...modes, view: 'mean' });
  near(line.points[1].y, 3);
  assert.equal(linesOf(curves(file(e), file(e)), { ...modes, view: 'files' }).length, 2);
  assert.equal(linesOf(curves(file(e), file(e)), { ...modes, view: 'points' })[0].points.length, 2);
});

test('files are compared where both have their last position', () => {
  const e = Math.E;
  const own = curves(file(e ** 2, e ** 2, e ** 2), file(e), file(e));
  const other = curves(file(e, e), file(e ** 2, e ** 2));
  const found = fileDifferences(own, other);
  assert.deepEqual(
    found.map(({ file: i, position }) => [i, position]),
    [
      [0, 2000],
      [1, 1000],
    ],
  );
  near(found[0].value, 1);
  near(found[1].value, -1);
  assert.deepEqual(fileDifferences(own, curves()), []);
});

test('a reference line goes with one press, and comes back where it usually is', () => {
  const without = withLine({ ...REFERENCE_LINES, uniform: 4096 }, 'uniform');
  assert.deepEqual(without, { uniform: null, trained: 3000 });
  assert.deepEqual(withLine(without, 'uniform'), REFERENCE_LINES);
});

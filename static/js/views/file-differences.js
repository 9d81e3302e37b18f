// @ts-check
/** How the runs drawn differ from the reference run in each audio file of long context. */
import { differencesFigure } from 'app/charts/file-differences.js';
import { known } from 'app/data/curve-cache.js';
import { counted, integer } from 'app/lib/format.js';
import { memoize } from 'app/lib/memoize.js';
import { fileDifferences } from 'app/model/local-loss.js';
import { createChartCard } from 'app/views/chart-card.js';
import { html, nothing } from 'lit-html';

/** @typedef {import('app/model/comparison.js').Participant} Participant */
/** @typedef {import('app/model/curves.js').Curves} Curves */
/** @typedef {readonly {who: Participant, curves: Curves}[]} Ready */

/**
 * @param {import('app/charts/theme-colors.js').ThemeColors} themeColors
 * @param {import('app/app/actions.js').Actions} actions
 */
export function createDifferences(themeColors, actions) {
  const box = createChartCard('files', 'Audio file chart', themeColors, actions);
  const compared = memoize(comparedWith);
  const drawn = memoize(differencesFigure);

  return Object.freeze({
    /**
     * @param {import('app/model/chart-options.js').Modes} modes
     * @param {Ready} ready
     * @param {Participant | null} reference
     * @param {ReadonlyMap<string, import('app/data/curve-cache.js').Fetched>} fetched
     */
    view(modes, ready, reference, fetched) {
      const theirs = reference && (known(reference.run, fetched)?.curves ?? null);
      const rows = reference && theirs ? compared(ready, reference.run.id, theirs) : [];
      return reference && rows.length > 0
        ? box.view(drawn(rows, reference), modes, { remarks: caption(rows) })
        : nothing;
    },
  });
}

/** @param {Ready} ready @param {string} reference its id @param {Curves} theirs */
function comparedWith(ready, reference, theirs) {
  return ready
    .filter(({ who }) => who.run.id !== reference)
    .map(({ who, curves }) => ({ who, differences: fileDifferences(curves, theirs) }))
    .filter(({ differences }) => differences.length > 0);
}

/** @param {readonly import('app/charts/file-differences.js').Compared[]} rows */
function caption(rows) {
  const all = rows.flatMap(({ differences }) => differences);
  const ends = all.map(({ position }) => position);
  const [from, to] = [Math.min(...ends), Math.max(...ends)];
  const files = 1 + Math.max(...all.map(({ file }) => file));
  const where = from === to ? integer(to) : `${integer(from)} to ${integer(to)}`;
  return html`<p class="remark">
    Each dot is one audio file: the loss at the last position that both runs have of it (${where}),
    which is over all tokens before, minus that of the reference. Below 0 is better.
    ${counted(files, 'file')} ${files === 1 ? 'is' : 'are'} too few for a p-value, and positions are no
    samples.
  </p>`;
}

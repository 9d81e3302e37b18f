// @ts-check
/** Why a run is the baseline, where there are several that could be. Pure. */
import { counted } from 'app/format.js';
import { quoted } from 'app/names.js';

/** @typedef {import('app/board.js').Board} Board */

const PRETRAINED = 'baseline_pretrained';

/**
 * One sentence on the choice.
 *
 * @param {Board} board
 * @returns {string | null} null when there is nothing to choose between
 */
export function whyBaseline({ runs, baseline }) {
  const tagged = [...runs.values()].filter(({ tags }) => tags.includes('baseline'));
  const chosen = baseline === null ? undefined : runs.get(baseline);
  if (!chosen || tagged.length + Number(!tagged.includes(chosen)) < 2) {
    return null;
  }
  const which = `${counted(tagged.length, 'run')} ${tagged.length === 1 ? 'is' : 'are'} tagged baseline; “${quoted(chosen.name)}” is used`;
  if (baseline === PRETRAINED) {
    return `${which}, for it is the registered pretrained model. To use another, name it under baseline in the configuration.`;
  }
  if (!runs.has(PRETRAINED) && tagged[0] === chosen) {
    return `${which}, the first of them. To use another, name it under baseline in the configuration.`;
  }
  return `${which}, for the configuration names it.`;
}

// @ts-check
/** What the long-context chart says of what it shows. Pure. */
import { fixed, integer, perplexity } from 'app/lib/format.js';

/** @typedef {import('app/model/chart-options.js').Modes} Modes */

/** @type {Readonly<Record<Modes['view'], string>>} */
const VIEW_NAMES = Object.freeze({
  mean: 'mean over files',
  median: 'median over files',
  files: 'individual files',
  points: 'all points',
});

/** @param {Modes} modes */
export function viewName({ view, files }) {
  if (view !== 'files' || files.length === 0) {
    return VIEW_NAMES[view];
  }
  const numbers = files.map((file) => String(file + 1));
  const last = numbers.pop();
  return numbers.length === 0 ? `file ${last}` : `files ${numbers.join(', ')} and ${last}`;
}

/** @param {number} x @param {Modes} modes */
export function spotTitle(x, { quantity }) {
  return quantity === 'local'
    ? `Position ${integer(x)}: loss of the tokens since the point before, derived`
    : `Position ${integer(x)}`;
}

/** @type {Readonly<Record<Modes['quantity'], string>>} */
const QUANTITY_NAMES = Object.freeze({
  perplexity: 'Perplexity',
  loss: 'Loss (nats)',
  local: 'Local loss (nats), derived',
});

/** @param {Pick<Modes, 'quantity'>} modes */
export function quantityName({ quantity }) {
  return QUANTITY_NAMES[quantity];
}

/** @param {Modes['quantity']} quantity */
export function valueText(quantity) {
  return quantity === 'perplexity' ? perplexity : (/** @type {number} */ value) => fixed(value, 3);
}

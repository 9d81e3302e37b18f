// @ts-check
/** The name of a run, of which what is alike among those shown is cut before what tells it apart. */
import { JOINED } from 'app/model/name-parts.js';
import { quoted } from 'app/model/run-labels.js';
import { html } from 'lit-html';

/** @typedef {import('app/model/name-parts.js').Part} Part */

/**
 * @param {readonly Part[]} parts
 * @param {string} kind its class
 */
export function nameParts(parts, kind) {
  return parts.length === 1
    ? html`<span class=${kind}><bdi>${parts[0].text}</bdi></span>`
    : html`<span class="${kind} parts"
        >${parts.map(
          ({ text, kept }) =>
            html`<span class=${kept ? (text.length > JOINED ? 'kept' : 'kept short') : ''}>${text}</span>`,
        )}</span
      >`;
}

/**
 * Parts that stand among words of ours.
 *
 * @param {readonly Part[]} parts
 */
export function quotedParts(parts) {
  return parts.map(({ text, kept }) => ({ text: quoted(text), kept }));
}

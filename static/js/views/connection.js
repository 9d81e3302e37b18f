// @ts-check
/** Whether the page follows the runs, in one pill. */
import { moment } from 'app/format.js';
import { html, nothing } from 'lit-html';

/** @typedef {import('app/reduce.js').State} State */

const WORDS = Object.freeze({
  connecting: ['Connecting…', 'The page is asking the daemon for the runs.'],
  live: ['Live', 'New results appear by themselves.'],
  waiting: ['Reconnecting…', 'The daemon does not answer; the page goes on trying by itself.'],
  token: ['Token needed', 'The daemon asks for its token.'],
  refused: ['Not connected', 'The daemon does not let this page in.'],
});

/**
 * @param {State} state
 * @param {import('app/main.js').Actions} actions
 */
export function connection({ connection: now, board, trouble }, actions) {
  if (now === 'file') {
    const made = board?.generatedAt;
    const text = made ? `File of ${moment(made)}` : 'File';
    return pill(now, text, 'This page shows a file and does not follow changes.');
  }
  const asked = now === 'refused' && trouble?.kind === 'refused';
  const [text, more] = asked ? WORDS.token : WORDS[now];
  return html`${pill(now, text, more)}
  ${now === 'waiting' || now === 'refused'
    ? html`<button type="button" class="plain" @click=${actions.retry}>Try now</button>`
    : nothing}`;
}

/**
 * @param {string} kind
 * @param {string} text
 * @param {string} more
 */
function pill(kind, text, more) {
  return html`<p class="pill connection ${kind}" role="status" title=${more}>
    <span class="dot" aria-hidden="true"></span>${text}
  </p>`;
}

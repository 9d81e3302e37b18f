// @ts-check
/** Whether the page follows the runs, in one pill. */
import { integer } from 'app/lib/format.js';
import { exact, moment } from 'app/lib/times.js';
import { newest } from 'app/model/board.js';
import { isLive } from 'app/model/state.js';
import { timeAgo } from 'app/views/age.js';
import { html, nothing } from 'lit-html';

/** @typedef {import('app/model/state.js').State} State */

const WORDS = Object.freeze({
  connecting: ['Connecting…', 'The page is asking the daemon for the runs.'],
  live: ['Live', 'New results appear by themselves.'],
  asking: [
    'Live, by requests',
    'No WebSocket gets through to the daemon here, so the page asks for new results every 3 seconds.',
  ],
  waiting: [
    'Reconnecting…',
    'The daemon does not answer. The runs are as they were; the page goes on trying by itself, and then shows what it missed.',
  ],
  unproven: [
    'Reconnecting…',
    'Another program may be using the daemon’s port. The page goes on trying by itself.',
  ],
  stalled: ['Not up to date', 'The daemon runs, but something prevents it from reading results.'],
  token: ['Token needed', 'The daemon asks for its token.'],
  refused: ['Not connected', 'The daemon does not let this page in.'],
});

const KNOWN_BEFORE =
  'The runs are those that the daemon knew last. It has not said yet whether they are still so.';

/**
 * @param {State} state
 * @param {import('app/app/actions.js').Actions} actions
 */
export function connection({ connection: now, board, error, lostAt, reading, version }, actions) {
  if (now === 'file') {
    const made = board?.generatedAt;
    const text = made ? `File of ${moment(made)}` : 'File';
    const by = version === null ? '' : ` by paper-metrics ${version}`;
    const of = board?.epoch ? `, of revision ${board.revision}` : '';
    const when = made ? ` It was made at ${exact(made)}${by}${of}.` : '';
    return pill(now, text, `This page shows a file and does not follow changes.${when}`);
  }
  if (isLive(now) && reading) {
    const known = board !== null && board.runs.size > 0;
    return pill(
      'reading',
      reading.total > 0
        ? `${known ? 'Checking' : 'Reading'}: ${integer(reading.done)} of ${integer(reading.total)} runs`
        : 'Reading…',
      known
        ? 'The daemon has just started. The runs are as it knew them before, until their files are checked.'
        : 'The daemon has just started. The runs appear when their files are read.',
    );
  }
  const asked = now === 'refused' && error?.kind === 'refused';
  const waitsFor = now === 'waiting' ? error?.kind : undefined;
  const [text, more] = asked
    ? WORDS.token
    : now === 'connecting' && board
      ? [WORDS.connecting[0], KNOWN_BEFORE]
      : waitsFor === 'unproven'
        ? WORDS.unproven
        : waitsFor === 'stalled'
          ? [WORDS.stalled[0], error?.message ?? WORDS.stalled[1]]
          : WORDS[now];
  const since =
    now === 'waiting' && board && lostAt !== null
      ? ` (lost ${moment(new Date(lostAt).toISOString()).slice(-5)})`
      : '';
  return html`${pill(now, text + since, more)}
  ${
    now === 'waiting' || now === 'refused'
      ? html`<button type="button" class="plain" @click=${actions.retry}>Try now</button>`
      : nothing
  }`;
}

/**
 * When results came last, while the page follows them.
 *
 * @param {State} state
 */
export function newestResults({ connection: now, board, reading }) {
  const run = board && isLive(now) && !reading ? newest(board) : null;
  return run
    ? html`<p class="newest" title="${run.name}, ${exact(run.evaluation_timestamp)}">
      Newest results ${timeAgo(run.evaluation_timestamp)}
    </p>`
    : nothing;
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

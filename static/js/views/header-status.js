// @ts-check
/** What stands in the head of the page: news, unavailable runs, theme and help. */
import { integer } from 'app/lib/format.js';
import { quoted } from 'app/model/run-labels.js';
import { summary } from 'app/model/changes.js';
import { unavailableRuns, unavailableSummary } from 'app/views/unavailable.js';
import { html, nothing } from 'lit-html';

/** @typedef {import('app/app/actions.js').Actions} Actions */
/** @typedef {import('app/model/changes.js').News} News */

/** @type {Readonly<Record<import('app/app/theme.js').Theme, string>>} */
const THEME_WORDS = { auto: 'Auto', light: 'Light', dark: 'Dark' };

/** The most names that are read out. */
const SAID = 3;

/**
 * What changed since the last visit, in a few words.
 *
 * @param {readonly News[]} news
 * @param {Actions} actions
 */
export function newsButton(news, actions) {
  const gone = news.filter(({ kind }) => kind === 'gone').map(({ run }) => quoted(run.name));
  const more = gone.length > SAID ? ` and ${gone.length - SAID} more` : '';
  return html`<p class="spoken" role="status">
      ${gone.length > 0 ? `${gone.slice(0, SAID).join(', ')}${more} removed.` : ''}
    </p>
    ${
      news.length > 0
        ? html`<button
            type="button"
            class="pill news"
            aria-haspopup="dialog"
            title="What changed since your last visit"
            @click=${actions.openNews}
          >
            <span class="spoken">Since your last visit: </span>${summary(news)}
          </button>`
        : nothing
    }`;
}

/**
 * How many runs are unavailable.
 *
 * @param {import('app/model/board.js').Board | null} board
 * @param {Actions} actions
 */
export function unavailablePill(board, actions) {
  const unavailable = board ? unavailableRuns(board.runs) : [];
  if (unavailable.length === 0) {
    return nothing;
  }
  const text = `${integer(unavailable.length)} unavailable`;
  const title = unavailableSummary(unavailable);
  return board?.problems
    ? html`<button
        type="button"
        class="pill away"
        aria-haspopup="dialog"
        title=${title}
        @click=${actions.openProblems}
      >
        ${text}
      </button>`
    : html`<p class="pill away" title=${title}>${text}<span class="spoken">. ${title}</span></p>`;
}

/**
 * The switch of the theme, and the button of the keyboard shortcuts.
 *
 * @param {import('app/app/theme.js').Theme} theme
 * @param {Actions} actions
 */
export function aids(theme, actions) {
  const word = THEME_WORDS[theme];
  return html`<div class="aids">
    <button
      type="button"
      class="theme"
      aria-label="Theme: ${word}"
      aria-keyshortcuts="t"
      title="Theme: ${theme === 'auto' ? 'as the system has it' : word.toLowerCase()} (t)"
      @click=${actions.nextTheme}
    >
      <svg class="moon ${theme}" viewBox="0 0 16 16" aria-hidden="true">
        <circle cx="8" cy="8" r="6"></circle>
        <path d="M8 2a6 6 0 0 1 0 12z"></path></svg
      ><span class="word">${word}</span>
    </button>
    <button
      type="button"
      class="help"
      aria-label="Keyboard shortcuts"
      aria-keyshortcuts="?"
      aria-haspopup="dialog"
      title="Keyboard shortcuts (?)"
      @click=${actions.openHelp}
    >
      ?
    </button>
  </div>`;
}

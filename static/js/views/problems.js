// @ts-check
/** The list of everything that could not be used. */
import { counted, moment } from 'app/format.js';
import { html, render } from 'lit-html';

/** @typedef {import('app/reduce.js').State} State */
/** @typedef {import('app/reduce.js').Problem} Problem */

/**
 * @param {import('app/main.js').Actions} actions
 */
export function createProblems(actions) {
  const dialog = document.createElement('dialog');
  dialog.className = 'sheet';
  dialog.setAttribute('aria-labelledby', 'problems-title');
  dialog.addEventListener('close', actions.closeProblems);
  dialog.addEventListener('click', (event) => {
    // The dialog's own box is covered by its content, so this is the space around it.
    if (event.target === dialog) {
      dialog.close();
    }
  });
  document.body.append(dialog);

  return Object.freeze({
    /** @param {State} state */
    draw({ problemsOpen, problems }) {
      if (!problemsOpen) {
        return;
      }
      render(sheet(problems, () => dialog.close()), dialog);
      if (!dialog.open) {
        dialog.showModal();
      }
    },
  });
}

/**
 * @param {State['problems']} problems
 * @param {() => void} close
 */
function sheet(problems, close) {
  return html`<div class="content">
    <header>
      <h2 id="problems-title">
        ${Array.isArray(problems) ? counted(problems.length, 'problem') : 'Problems'}
      </h2>
      <button type="button" @click=${close}>Close</button>
    </header>
    ${body(problems)}
  </div>`;
}

/** @param {State['problems']} problems */
function body(problems) {
  if (problems === null) {
    return html`<p role="status">Loading…</p>`;
  }
  if (typeof problems === 'string') {
    return html`<p role="alert">${problems} Close this list and open it again.</p>`;
  }
  if (problems.length === 0) {
    return html`<p role="status">Everything that was found could be used.</p>`;
  }
  return html`<ol class="problems">
    ${problems.map(item)}
  </ol>`;
}

/** @param {Problem} problem */
function item({ path, message, since }) {
  return html`<li>
    <p>${message}</p>
    <p class="path"><code>${path}</code></p>
    <p class="since">since <time datetime=${since}>${moment(since)}</time></p>
  </li>`;
}

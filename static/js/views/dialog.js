// @ts-check
/** A sheet over the page, with a title and a way to close it. */
import { html, nothing, render } from 'lit-html';

/**
 * @param {string} name of the sheet, unique in the page
 * @param {() => void} onClose called whatever closed it, also more than once
 */
export function createSheet(name, onClose) {
  const dialog = document.createElement('dialog');
  const title = `${name}-title`;
  const close = () => {
    // The event comes later: what is drawn until then must not open the sheet again.
    onClose();
    dialog.close();
  };
  dialog.className = `sheet ${name}-sheet`;
  dialog.setAttribute('aria-labelledby', title);
  dialog.addEventListener('cancel', onClose);
  dialog.addEventListener('close', onClose);
  dialog.addEventListener('click', (event) => {
    // The dialog's own box is covered by its content, so this is the space around it.
    if (event.target === dialog) {
      close();
    }
  });
  document.body.append(dialog);
  return Object.freeze({
    close,

    /**
     * Shows the sheet, or shows it anew.
     *
     * @param {unknown} heading
     * @param {unknown} body
     * @param {unknown} [tools] beside the heading
     */
    show(heading, body, tools = nothing) {
      render(
        html`<div class="content">
          <header>
            <h2 id=${title}>${heading}</h2>
            <div class="buttons">
              ${tools}
              <button type="button" autofocus @click=${close}>Close</button>
            </div>
          </header>
          ${body}
        </div>`,
        dialog,
      );
      if (!dialog.open) {
        dialog.showModal();
      }
    },
  });
}

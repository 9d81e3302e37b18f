// @ts-check
/** How long ago something was, as an element that counts by itself. */
import { age, ago, agoLasts } from 'app/lib/times.js';
import { html } from 'lit-html';

class TimeAgo extends HTMLElement {
  static observedAttributes = ['at'];

  /** @type {number | undefined} */
  #timer;
  #written = '';

  connectedCallback() {
    this.#write();
  }

  attributeChangedCallback() {
    this.#write();
  }

  disconnectedCallback() {
    window.clearTimeout(this.#timer);
  }

  #write() {
    window.clearTimeout(this.#timer);
    const millis = age(this.getAttribute('at') ?? '', Date.now());
    const text = millis === null ? '' : ago(millis);
    if (text !== this.#written) {
      this.#written = text;
      this.replaceChildren(text);
    }
    if (millis !== null && this.isConnected) {
      this.#timer = window.setTimeout(() => this.#write(), agoLasts(millis));
    }
  }
}

customElements.define('time-ago', TimeAgo);

/** @param {string} at ISO 8601 */
export function timeAgo(at) {
  return html`<time-ago at=${at}></time-ago>`;
}

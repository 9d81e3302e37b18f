// @ts-check
/**
 * Starts the page that is one file: unpacks the modules that the document carries, gives them their
 * names through an import map, and imports the first. A classic script, for there is nothing yet to
 * import from.
 */
(async (nonce) => {
  /** @param {string} words */
  const say = (words) => {
    const text = document.createElement('p');
    text.textContent = words;
    document.getElementById('page')?.replaceChildren(text);
    document.querySelector('.unstarted')?.remove();
  };

  /**
   * The text of an element that holds base64 of gzip. The element is emptied.
   *
   * @param {Element | null} element
   */
  async function unpack(element) {
    const packed = atob(element?.textContent ?? '');
    element?.replaceChildren();
    const bytes = Uint8Array.from(packed, (char) => char.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
    return new Response(stream).text();
  }

  /** @param {Record<string, string>} attributes @param {string} content */
  function run(attributes, content) {
    const script = Object.assign(document.createElement('script'), attributes);
    script.nonce = nonce;
    script.textContent = content;
    document.head.append(script);
  }

  if (!('DecompressionStream' in window) || !HTMLScriptElement.supports?.('importmap')) {
    say('This file needs a newer browser: Chrome or Edge 89, Firefox 113, Safari 16.4, or later.');
    return;
  }
  // What the document carries says what it is: hosts that show it may drop the attributes of `<html>`.
  const data = document.querySelector('script#data[type="text/plain"]');
  Object.assign(window, { paperMetrics: data ? { data: () => unpack(data) } : {} });
  /** @type {Record<string, string>} */
  const imports = {};
  for (const element of document.querySelectorAll('script[data-module]')) {
    const source = await unpack(element);
    const blob = new Blob([source], { type: 'text/javascript' });
    imports[/** @type {HTMLElement} */ (element).dataset.module ?? ''] = URL.createObjectURL(blob);
  }
  run({ type: 'importmap' }, JSON.stringify({ imports }));
  run({ type: 'module' }, 'import "page";');
})(document.currentScript?.nonce ?? '');

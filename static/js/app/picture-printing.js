// @ts-check
/** One picture on paper of its own size, which browsers also save as a PDF file. */

/**
 * Opens the browser's dialog for printing. A frame of its own leaves the page as it is.
 *
 * @param {Document} document
 * @param {import('app/charts/image-export.js').Picture} picture
 * @param {string} name of the file that the browser offers
 */
export async function printPicture(document, { blob, width, height }, name) {
  const frame = document.createElement('iframe');
  frame.className = 'spoken';
  frame.tabIndex = -1;
  frame.setAttribute('aria-hidden', 'true');
  document.body.append(frame);
  const inner = /** @type {Window & typeof globalThis} */ (frame.contentWindow);
  const image = inner.document.createElement('img');
  image.src = URL.createObjectURL(blob);
  const size = `${width.toFixed(2)}mm ${height.toFixed(2)}mm`;
  const sheet = new inner.CSSStyleSheet();
  // In flow, a picture that is rounded up would go on to a second page.
  sheet.replaceSync(
    `@page { size: ${size}; margin: 0 } img { position: fixed; inset: 0; width: 100%; height: 100% }`,
  );
  inner.document.adoptedStyleSheets = [sheet];
  inner.document.title = name;
  inner.document.body.append(image);
  inner.addEventListener('afterprint', () => {
    URL.revokeObjectURL(image.src);
    frame.remove();
  });
  await image.decode();
  inner.focus();
  inner.print();
}

// @ts-check
/** Text within markup. */

/** What XML has no way to write. */
const UNWRITABLE = /[^\t\n\r\u0020-\uFFFD\u{10000}-\u{10FFFF}]|\p{Cs}/gu;

/**
 * Text as HTML and XML write it within elements.
 *
 * @param {string} text
 */
export function escaped(text) {
  return text
    .replace(UNWRITABLE, '\uFFFD')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}

/**
 * The same within quotes.
 *
 * @param {string} text
 */
export function inQuotes(text) {
  return escaped(text).replaceAll('"', '&quot;');
}

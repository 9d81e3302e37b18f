// @ts-check
/** A comparison of runs as one HTML page without scripts, to be kept, read and printed. Pure. */
import { escaped, inQuotes } from 'app/lib/markup.js';
import { letters } from 'app/model/paper-table.js';
import { commentsOf } from 'app/model/table-text.js';

/**
 * A part of a report.
 *
 * @typedef {object} Part
 * @property {string} heading
 * @property {readonly string[]} words paragraphs below the rest
 * @property {string} [body] markup
 */

/** @typedef {{head: readonly string[], rows: readonly (readonly string[])[]}} Sheet */

/** Words of more characters are broken anywhere, so that a path does not make its column as wide as itself. */
const LONG = 24;

const STYLE = `
:root { color-scheme: light; }
body { max-width: 190mm; margin: 8mm auto; padding: 0 5mm; color: #1b1e24; font: 10.5pt/1.45 system-ui, sans-serif; background: #fff; }
h1 { margin: 0; font-size: 17pt; line-height: 1.25; }
h2 { margin: 9mm 0 2mm; font-size: 13pt; }
p { margin: 0 0 2mm; }
.quiet, caption, small { color: #555e6b; font-size: 9pt; }
img { display: block; max-width: 100%; height: auto; margin: 2mm 0 3mm; }
.scroll { overflow-x: auto; }
td small { display: block; }
td:first-child, tbody th { min-width: 30mm; overflow-wrap: anywhere; }
table { margin: 2mm 0; font-size: 9pt; border-collapse: collapse; }
th, td { padding: 1mm 2mm; text-align: left; vertical-align: top; border-bottom: 1px solid #dde1e7; }
thead th { border-bottom: 1.5px solid #1b1e24; }
.number { font-variant-numeric: tabular-nums; text-align: right; white-space: nowrap; }
.second { text-decoration: underline; }
pre { margin: 0; font: inherit; white-space: pre-wrap; }
.long { overflow-wrap: anywhere; }
@page { margin: 15mm; }
@media print {
  body { max-width: none; margin: 0; padding: 0; }
  h2 { break-after: avoid; }
  img, tr { break-inside: avoid; }
  img + .scroll { break-before: avoid; }
  thead { display: table-header-group; }
  .scroll { overflow: visible; }
}
`;

/**
 * @param {object} report
 * @param {string} report.title
 * @param {readonly string[]} report.words paragraphs below the title
 * @param {readonly Part[]} report.parts
 * @param {import('app/model/table-text.js').Origin} report.origin for `paper-metrics verify`
 */
export function reportOf({ title, words, parts, origin }) {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<h1>${escaped(title)}</h1>
${paragraphs(words, 'quiet')}
${parts.map(part).join('')}
${commentsOf(origin).join('\n')}
</body>
</html>
`;
}

/** @param {readonly string[]} words @param {string} kind */
function paragraphs(words, kind = '') {
  return words.map((text) => `<p${kind && ` class="${kind}"`}>${escaped(text)}</p>\n`).join('');
}

/** @param {Part} part */
function part({ heading, words, body = '' }) {
  return `<section>
<h2>${escaped(heading)}</h2>
${body}${paragraphs(words)}</section>
`;
}

/**
 * A picture whose values are in a table below it.
 *
 * @param {string} address which holds the picture itself
 * @param {string} title
 */
export function pictureMarkup(address, title) {
  return `<img src="${address}" alt="${inQuotes(title)}, as the table below">\n`;
}

/**
 * A table for papers, with its remarks below.
 *
 * @param {import('app/model/paper-table.js').PaperTable} table
 */
export function paperMarkup({ columns, rows, legend, notes }) {
  const head = columns.map(
    ({ label, numeric, direction }) =>
      `<th scope="col"${numeric ? ' class="number"' : ''}>${escaped(label)}${direction > 0 ? ' ↑' : direction < 0 ? ' ↓' : ''}</th>`,
  );
  const body = rows.map(
    (row) =>
      `<tr>${row.cells
        .map(({ text, mark, spread }, i) => {
          const value = text === '' ? '–' : escaped(text);
          const shown = mark === 'best' ? `<b>${value}</b>` : value;
          const note =
            i === 0 && row.notes.length > 0
              ? ` <sup>${row.notes.map(letters).join(',')}</sup>`
              : '';
          const kinds = [columns[i].numeric ? 'number' : '', mark === 'second' ? 'second' : ''];
          const kind = kinds.filter(Boolean).join(' ');
          return `<td${kind && ` class="${kind}"`}>${shown}${text && spread ? ` <small>±${escaped(spread)}</small>` : ''}${note}</td>`;
        })
        .join('')}</tr>\n`,
  );
  const remarks = notes.map(
    (text, i) => `<p class="quiet"><sup>${letters(i)}</sup> ${escaped(text)}</p>\n`,
  );
  return `${tableMarkup(head, body)}${remarks.join('')}${paragraphs([legend.join(' ')], 'quiet')}`;
}

/**
 * Rows of text, the first cell of each its name.
 *
 * @param {Sheet} sheet
 */
export function sheetMarkup({ head, rows }) {
  return tableMarkup(
    head.map((text) => `<th scope="col">${escaped(text)}</th>`),
    rows.map(
      ([first, ...rest]) =>
        `<tr><th scope="row">${escaped(first)}</th>${rest
          .map(
            (text) =>
              `<td${text.length > LONG ? ' class="long"' : ''}><pre>${escaped(text)}</pre></td>`,
          )
          .join('')}</tr>\n`,
    ),
  );
}

/** @param {readonly string[]} head @param {readonly string[]} rows in markup */
function tableMarkup(head, rows) {
  return `<div class="scroll"><table>
<thead><tr>${head.join('')}</tr></thead>
<tbody>
${rows.join('')}</tbody>
</table></div>
`;
}

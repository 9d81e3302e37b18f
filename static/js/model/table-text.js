// @ts-check
/**
 * Tables for papers as LaTeX with `booktabs` and as Markdown of GitHub; where they come from stands in comments. The
 * daemon writes the same. Pure.
 */
import { cleanText } from 'app/model/clean-text.js';
import { latexText } from 'app/model/latex-text.js';
import { letters, NOTHING } from 'app/model/paper-table.js';

/** @typedef {import('app/model/paper-table.js').PaperTable} PaperTable */
/** @typedef {readonly (readonly [string, Readonly<Record<string, unknown>>])[]} Origin kinds and contents of comments */

const PREAMBLE = [
  '% The preamble needs:',
  '%   \\usepackage[utf8]{inputenc}',
  '%   \\usepackage[T1]{fontenc}',
  '%   \\usepackage{booktabs}',
];

const LONGEST = 1000;

/**
 * The content of a comment: JSON in ASCII, in which nothing ends a comment of LaTeX, HTML or Markdown.
 *
 * @param {readonly [string, Readonly<Record<string, unknown>>]} line
 */
function comment([kind, content]) {
  const ascii = (/** @type {string} */ char) =>
    `\\u${char.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
  const json = JSON.stringify(content, (_, value) =>
    typeof value === 'string' && value.length > LONGEST * 5 ? value.slice(0, LONGEST * 5) : value,
  );
  return `${kind} ${json
    .replace(/[\u007F-\uFFFF]/g, ascii)
    .replaceAll('--', '-\\u002d')
    .replaceAll('<', '\\u003c')
    .replaceAll('>', '\\u003e')}`;
}

/** @param {ReadonlySet<string>} originals @returns {Origin} */
const replaced = (originals) =>
  [...originals].map((text) => [
    'original',
    { text: text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text },
  ]);

/**
 * Remembers which texts could not be written as they are.
 *
 * @param {(original: string) => {text: string, exact: boolean}} write
 */
function remembering(write) {
  /** @type {Set<string>} */
  const originals = new Set();
  const text = (/** @type {string} */ original) => {
    const written = write(original);
    if (!written.exact) {
      originals.add(original);
    }
    return written.text;
  };
  return { text, originals };
}

/** @param {PaperTable} table @param {Origin} origin */
export function latexOf(table, origin) {
  const { text, originals } = remembering(latexText);
  const body = latexBody(table, text);
  return [
    ...PREAMBLE,
    ...origin.map((line) => `% ${comment(line)}`),
    ...(originals.size > 0
      ? ['% These texts have characters that are left out or replaced by ?:']
      : []),
    ...replaced(originals).map((line) => `% ${comment(line)}`),
    ...body,
    '',
  ].join('\n');
}

/** @param {PaperTable} table @param {(original: string) => string} text */
function latexBody({ columns, rows, legend, notes }, text) {
  if (rows.length === 0 || columns.length === 0) {
    return [`% ${NOTHING}`];
  }
  const row = (/** @type {readonly string[]} */ cells) => `${cells.join(' & ')} \\\\`;
  const value = (/** @type {string} */ one) =>
    /^-[0-9.,]+(e[+-]?[0-9]+)?$/.test(one) ? `$-$${one.slice(1)}` : text(one);
  const marked = { best: '\\textbf', second: '\\underline', '': '' };
  return [
    `\\begin{tabular}{${columns.map(({ numeric }) => (numeric ? 'r' : 'l')).join('')}}`,
    '\\toprule',
    row(
      columns.map(({ label, direction }) => {
        const arrow = direction > 0 ? ' $\\uparrow$' : direction < 0 ? ' $\\downarrow$' : '';
        return text(label) + arrow;
      }),
    ),
    '\\midrule',
    ...rows.flatMap(({ cells, notes: marks, starts }) => [
      ...(starts ? ['\\midrule'] : []),
      row(
        cells.map(({ text: one, mark, spread }, i) => {
          const note = i === 0 && marks.length > 0 ? `$^{${marks.map(letters).join(',')}}$` : '';
          if (one === '') {
            return `--${note}`;
          }
          const command = marked[mark];
          const shown = command ? `${command}{${value(one)}}` : value(one);
          return shown + (spread ? ` {\\scriptsize$\\pm$${spread}}` : '') + note;
        }),
      ),
    ]),
    '\\bottomrule',
    '\\end{tabular}',
    '',
    '\\smallskip',
    '{\\footnotesize',
    ...notes.map((sentence, i) => `$^{${letters(i)}}$ ${text(sentence)}`),
    ...legend.map(text),
    '\\par}',
  ];
}

/** @param {string} original */
function markdownText(original) {
  const { text, exact } = cleanText(original);
  return {
    text: text
      .replace(/[\\`*_~[\]|$!#]/g, '\\$&')
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;'),
    exact,
  };
}

/** @param {PaperTable} table @param {Origin} origin */
export function markdownOf(table, origin) {
  const { text, originals } = remembering(markdownText);
  const body = markdownBody(table, text);
  return [...body, '', ...commentsOf([...origin, ...replaced(originals)]), ''].join('\n');
}

/**
 * Comments as Markdown and HTML have them, by lines.
 *
 * @param {Origin} origin
 */
export function commentsOf(origin) {
  return origin.map((line) => `<!-- ${comment(line)} -->`);
}

/** @param {PaperTable} table @param {(original: string) => string} text */
function markdownBody({ columns, rows, legend, notes }, text) {
  if (rows.length === 0 || columns.length === 0) {
    return [NOTHING];
  }
  const row = (/** @type {readonly string[]} */ cells) => `| ${cells.join(' | ')} |`;
  const marked = { best: ['**', '**'], second: ['<ins>', '</ins>'], '': ['', ''] };
  return [
    row(
      columns.map(
        ({ label, direction }) => text(label) + (direction > 0 ? ' ↑' : direction < 0 ? ' ↓' : ''),
      ),
    ),
    row(columns.map(({ numeric }) => (numeric ? '--:' : ':--'))),
    ...rows.flatMap(({ cells, notes: marks, starts }) => [
      // Markdown has no rules within a table.
      ...(starts ? [row(columns.map(() => ''))] : []),
      row(
        cells.map(({ text: one, mark, spread }, i) => {
          const note =
            i === 0 && marks.length > 0 ? ` <sup>${marks.map(letters).join(',')}</sup>` : '';
          const [before, after] = marked[mark];
          const shown = one === '' ? '–' : `${before}${text(one)}${after}`;
          return shown + (one && spread ? ` ±${spread}` : '') + note;
        }),
      ),
    ]),
    ...notes.flatMap((sentence, i) => ['', `<sup>${letters(i)}</sup> ${text(sentence)}`]),
    '',
    legend.map(text).join(' '),
  ];
}

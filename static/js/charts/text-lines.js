// @ts-check
/** Texts broken into lines that fit a width. Pure. */

/**
 * Breaks a text at spaces, and inside a word that is too long for a line of its own.
 *
 * @param {string} text
 * @param {number} width of a line
 * @param {(text: string) => number} widthOf
 * @param {number} [most] lines; what is left of the text becomes an ellipsis
 * @returns {readonly string[]} one or more
 */
export function textLines(text, width, widthOf, most = Infinity) {
  /** @type {string[]} */
  const lines = [];
  let line = '';
  for (const word of text.split(' ').flatMap((part) => pieces(part, width, widthOf))) {
    const longer = line === '' || word.joined ? line + word.text : `${line} ${word.text}`;
    if (line !== '' && widthOf(longer) > width) {
      lines.push(line);
      line = word.text;
    } else {
      line = longer;
    }
  }
  lines.push(line);
  if (lines.length <= most) {
    return lines;
  }
  return [...lines.slice(0, most - 1), shortened(lines[most - 1], width, widthOf)];
}

/**
 * A word as pieces that each fit a line; all but the first are joined to the one before.
 *
 * @param {string} word
 * @param {number} width
 * @param {(text: string) => number} widthOf
 * @returns {readonly {text: string, joined: boolean}[]}
 */
function pieces(word, width, widthOf) {
  if (widthOf(word) <= width) {
    return [{ text: word, joined: false }];
  }
  const found = [];
  let piece = '';
  for (const letter of word) {
    if (piece !== '' && widthOf(piece + letter) > width) {
      found.push({ text: piece, joined: found.length > 0 });
      piece = '';
    }
    piece += letter;
  }
  return [...found, { text: piece, joined: found.length > 0 }];
}

/** @param {string} line @param {number} width @param {(text: string) => number} widthOf */
function shortened(line, width, widthOf) {
  const letters = [...line];
  while (letters.length > 1 && widthOf(`${letters.join('')}…`) > width) {
    letters.pop();
  }
  return `${letters.join('')}…`;
}

// @ts-check
/**
 * Text of one line that means what it looks like: white space is a space, and characters that are seen only by what
 * they do to others, such as those that turn the direction, are left out. The daemon has the same rules. Pure.
 */

const LONGEST = 200;
const SPACE = /[\t-\r\p{Z}]/u;
const UNSEEN = /[\p{Cc}\p{Cf}]/u;
const HALF = /\p{Cs}/u;

/**
 * @param {string} original
 * @returns {{text: string, exact: boolean}} at most so many characters, and whether it is the original but for white
 *     space
 */
export function cleanText(original) {
  let text = '';
  let exact = true;
  let length = 0;
  for (const char of original) {
    if (length === LONGEST && !SPACE.test(char)) {
      return { text: `${text}…`, exact: false };
    }
    if (SPACE.test(char)) {
      text += text === '' || text.endsWith(' ') ? '' : ' ';
    } else if (UNSEEN.test(char)) {
      exact = false;
    } else {
      text += HALF.test(char) ? '\uFFFD' : char;
      exact &&= !HALF.test(char);
      length++;
    }
  }
  return { text: text.trim(), exact };
}

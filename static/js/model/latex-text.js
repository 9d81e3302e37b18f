// @ts-check
/**
 * Text as pdfLaTeX sets it, with `inputenc` for UTF-8 and `fontenc` for T1. What these have no letter for is a question
 * mark. The daemon has the same rules. Pure.
 */
import { cleanText } from 'app/model/clean-text.js';

/** The letters beyond ASCII that T1 fonts have. */
const LETTER = /[\u00C0-\u00FFĂ-ćČ-đĘ-ěĞ-ğİ-ĳĹ-ĺĽ-ľŁ-ńŇ-ňŊ-ŋŐ-ŕŘ-śŞ-ťŮ-űŸ-ž]/;

const MATH =
  'α alpha β beta γ gamma δ delta ε varepsilon ζ zeta η eta θ theta ι iota κ kappa λ lambda' +
  ' μ mu µ mu ν nu ξ xi π pi ρ rho σ sigma τ tau υ upsilon φ varphi χ chi ψ psi ω omega' +
  ' Γ Gamma Δ Delta Θ Theta Λ Lambda Ξ Xi Π Pi Σ Sigma Υ Upsilon Φ Phi Ψ Psi Ω Omega' +
  ' × times ÷ div ± pm · cdot → rightarrow ← leftarrow ↑ uparrow ↓ downarrow ≤ leq ≥ geq' +
  ' ≠ neq ≈ approx ∞ infty √ surd ∈ in';

/** Letters that two of make a ligature. */
const LIGATURES = "-',";

/** @type {ReadonlyMap<string, string>} */
const WRITTEN = new Map([
  ...[...MATH.matchAll(/(\S+) (\S+)/g)].map(
    ([, char, name]) => /** @type {[string, string]} */ ([char, `$\\${name}$`]),
  ),
  ...[...'&%$#_{}'].map((char) => /** @type {[string, string]} */ ([char, `\\${char}`])),
  ['~', '\\textasciitilde{}'],
  ['^', '\\textasciicircum{}'],
  ['\\', '\\textbackslash{}'],
  ['<', '\\textless{}'],
  ['>', '\\textgreater{}'],
  ['|', '\\textbar{}'],
  ['"', '{\\ttfamily\\char34}'],
  ['`', '\\`{}'],
  // After the end of a row these would be its options.
  ['[', '{[}'],
  [']', '{]}'],
  ['*', '{*}'],
  ['-', '-{}'],
  ["'", "'{}"],
  [',', ',{}'],
  ['–', '--'],
  ['—', '---'],
  ['−', '$-$'],
  ['…', '\\ldots{}'],
  ['‘', '`{}'],
  ['’', "'{}"],
  ['“', '``{}'],
  ['”', "''{}"],
  ['²', '$^2$'],
  ['³', '$^3$'],
  ['°', '$^\\circ$'],
]);

/**
 * @param {string} original
 * @returns {{text: string, exact: boolean}} whether it says all of the original
 */
export function latexText(original) {
  const clean = cleanText(original.normalize('NFC'));
  let { exact } = clean;
  const chars = [...clean.text];
  const text = chars.map((char, i) => {
    const written = WRITTEN.get(char);
    if (written !== undefined) {
      return LIGATURES.includes(char) && chars[i + 1] !== char ? char : written;
    }
    if (LETTER.test(char) || (char >= ' ' && char < '\u007F')) {
      return char;
    }
    exact = false;
    return '?';
  });
  return { text: text.join(''), exact };
}

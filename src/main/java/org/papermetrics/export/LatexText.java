package org.papermetrics.export;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.Map;

/**
 * Text as pdfLaTeX sets it, with {@code inputenc} for UTF-8 and {@code fontenc} for T1. What these
 * have no letter for is a question mark.
 *
 * @param text escaped
 * @param exact whether it says all of the original
 */
record LatexText(String text, boolean exact) {
  /** The letters beyond Latin-1 that T1 fonts have, as first and last of each range. */
  private static final String T1 = "ĂćČđĘěĞğİĳĹĺĽľŁńŇňŊŋŐŕŘśŞťŮűŸž";

  private static final String GREEK =
      "α alpha β beta γ gamma δ delta ε varepsilon ζ zeta η eta θ theta ι iota κ kappa λ lambda"
          + " μ mu µ mu ν nu ξ xi π pi ρ rho σ sigma τ tau υ upsilon φ varphi χ chi ψ psi ω omega"
          + " Γ Gamma Δ Delta Θ Theta Λ Lambda Ξ Xi Π Pi Σ Sigma Υ Upsilon Φ Phi Ψ Psi Ω Omega"
          + " × times ÷ div ± pm · cdot → rightarrow ← leftarrow ↑ uparrow ↓ downarrow ≤ leq ≥ geq"
          + " ≠ neq ≈ approx ∞ infty √ surd ∈ in";

  private static final Map<Integer, String> WRITTEN = new HashMap<>();

  static {
    String[] words = GREEK.split(" ", -1);
    for (int i = 0; i < words.length; i += 2) {
      WRITTEN.put(words[i].codePointAt(0), "$\\" + words[i + 1] + "$");
    }
    "&%$#_{}".chars().forEach(c -> WRITTEN.put(c, "\\" + (char) c));
    WRITTEN.put((int) '~', "\\textasciitilde{}");
    WRITTEN.put((int) '^', "\\textasciicircum{}");
    WRITTEN.put((int) '\\', "\\textbackslash{}");
    WRITTEN.put((int) '<', "\\textless{}");
    WRITTEN.put((int) '>', "\\textgreater{}");
    WRITTEN.put((int) '|', "\\textbar{}");
    WRITTEN.put((int) '"', "{\\ttfamily\\char34}");
    WRITTEN.put((int) '`', "\\`{}");
    // After the end of a row these would be its options, and two of these a ligature.
    WRITTEN.put((int) '[', "{[}");
    WRITTEN.put((int) ']', "{]}");
    WRITTEN.put((int) '*', "{*}");
    WRITTEN.put((int) '-', "-{}");
    WRITTEN.put((int) '\'', "'{}");
    WRITTEN.put((int) ',', ",{}");
    WRITTEN.put((int) '–', "--");
    WRITTEN.put((int) '—', "---");
    WRITTEN.put((int) '−', "$-$");
    WRITTEN.put((int) '…', "\\ldots{}");
    WRITTEN.put((int) '‘', "`{}");
    WRITTEN.put((int) '’', "'{}");
    WRITTEN.put((int) '“', "``{}");
    WRITTEN.put((int) '”', "''{}");
    WRITTEN.put((int) '²', "$^2$");
    WRITTEN.put((int) '³', "$^3$");
    WRITTEN.put((int) '°', "$^\\circ$");
  }

  /** The text that LaTeX reads as the original. */
  static LatexText of(String original) {
    CleanText clean = CleanText.of(Normalizer.normalize(original, Normalizer.Form.NFC));
    StringBuilder text = new StringBuilder();
    boolean exact = clean.exact();
    int[] points = clean.text().codePoints().toArray();
    for (int i = 0; i < points.length; i++) {
      int point = points[i];
      String written = WRITTEN.get(point);
      if (written != null) {
        // Only before another of its kind, where it would be a ligature.
        boolean alone = i + 1 == points.length || points[i + 1] != point;
        boolean ligature = point == '-' || point == '\'' || point == ',';
        text.append(ligature && alone ? Character.toString(point) : written);
      } else if (isSettable(point)) {
        text.appendCodePoint(point);
      } else {
        text.append('?');
        exact = false;
      }
    }
    return new LatexText(text.toString(), exact);
  }

  private static boolean isSettable(int point) {
    if (point < 0x7F) {
      return point >= ' ';
    }
    if (point >= 0xC0 && point <= 0xFF) {
      return true;
    }
    for (int i = 0; i < T1.length(); i += 2) {
      if (point >= T1.charAt(i) && point <= T1.charAt(i + 1)) {
        return true;
      }
    }
    return false;
  }
}

package org.papermetrics.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.papermetrics.model.Run;
import org.papermetrics.testing.Samples;

/** Names that are commands, comments or no letters at all are text in a table. */
class HostileTableTest {
  private static final List<String> NAMES =
      List.of(
          "100% & more $x$ #1 a_b {c} ~d ^e \\f",
          "\\input{/etc/passwd}",
          "\\\\[10em] \\end{tabular}",
          "[optional]",
          "*",
          "% comment",
          "line\nbreak\r\n\ttab\u2028\u2029\u0085x",
          "nul\u0000bell\u0007esc\u001b[31mred",
          "right\u202Eto\u2066left\u200F \u05E9\u05DC\u05D5\u05DD",
          "emoji 😀 👩‍👩‍👧 漢字 Привет",
          "half \uD800 a character",
          "é à ü ß ø Å ð þ Þ Č ř ő ğ İ ĳ Œ Ÿ ŋ ŉ ŀ",
          "e\u0301 combined, z\u0351\u036B\u0343 zalgo",
          "-- --- `` '' ,, << >> ?` !` \"quoted\" |",
          "“typographic” ‘quotes’ … – — − α Ω × ≤ → ² ³ ° µ",
          "\u007F\u0080\u009F\u00A0\u00AD\u00A3\u00A9\uFEFF\uFFFD\uE000",
          "^^M^^41^^^^0041",
          "<!-- --> --> <script>alert(1)</script>",
          "x".repeat(100_000),
          "\\".repeat(3000),
          " ",
          "\u202E");

  private static Run[] runs() {
    List<Run> runs = new ArrayList<>();
    for (String name : NAMES) {
      String id = "r" + runs.size() + name;
      runs.add(
          Tables.run(id, name, "{\"sblimp_accuracy\":0.5,\"sblimp_samples\":10,\"a_%&\":\"~\"}"));
    }
    return runs.toArray(Run[]::new);
  }

  private static String latex(String text) {
    return LatexText.of(text).text();
  }

  @Test
  void pdflatexSetsEveryName(@TempDir Path directory) throws Exception {
    assumeTrue(Tables.isLatexThere(), "pdflatex is not installed");
    String table =
        Tables.text(Samples.board(runs()), "format=latex&intervals=1&fields=name,id,metrics.*");
    assertThat(Tables.compile(directory, table)).isEmpty();
    assertThat(Tables.compile(directory, "\\undefinedcommand")).isNotEmpty();
  }

  @Test
  void pdflatexSetsATableOfNoRuns(@TempDir Path directory) throws Exception {
    assumeTrue(Tables.isLatexThere(), "pdflatex is not installed");
    String table = Tables.text(Samples.board(), "format=latex");
    assertThat(Tables.compile(directory, "Text.\n" + table)).isEmpty();
  }

  @Test
  void pdflatexSetsLetterAndGreekAndLatin(@TempDir Path directory) throws Exception {
    assumeTrue(Tables.isLatexThere(), "pdflatex is not installed");
    StringBuilder all = new StringBuilder();
    for (int point = ' '; point < 0x3000; point++) {
      if (Character.isDefined(point) && point % 40 == 0) {
        all.append('\n').append('\n');
      }
      all.append(latex(Character.toString(point))).append(' ');
    }
    assertThat(Tables.compile(directory, all.toString())).isEmpty();
  }

  @Test
  void commandsAreText() {
    assertThat(latex("&%$#_{}")).isEqualTo("\\&\\%\\$\\#\\_\\{\\}");
    assertThat(latex("~^\\")).isEqualTo("\\textasciitilde{}\\textasciicircum{}\\textbackslash{}");
    assertThat(latex("[a]*")).isEqualTo("{[}a{]}{*}");
    assertThat(latex("a-b--c")).isEqualTo("a-b-{}-c");
    assertThat(latex("a\n\nb\tc")).isEqualTo("a b c");
  }

  @Test
  void whatCannotBeSetIsReplacedAndSaid() throws Exception {
    assertThat(LatexText.of("é漢😀")).isEqualTo(new LatexText("é??", false));
    assertThat(LatexText.of("a\u202Eb")).isEqualTo(new LatexText("ab", false));
    assertThat(LatexText.of("e\u0301")).isEqualTo(new LatexText("é", true));
    String table = Tables.text(Samples.board(Tables.run("a", "漢\n😀", "{}")), "format=latex");
    assertThat(table)
        .contains("% original {\"text\":\"\\u6F22\\n\\uD83D\\uDE00\"}")
        .contains("\n? ? & 1,500 ");
  }

  @Test
  void nothingLeavesAComment() throws Exception {
    for (String format : List.of("latex", "markdown")) {
      String text = Tables.text(Samples.board(runs()), "format=" + format);
      String start = format.equals("latex") ? "% " : "<!-- ";
      assertThat(text.lines().filter(line -> line.startsWith(start + "run {")))
          .hasSize(NAMES.size());
      assertThat(text.lines().filter(line -> line.contains("run {\"id\"")))
          .allMatch(line -> line.startsWith(start) && line.chars().allMatch(c -> c < 0x7F))
          .allMatch(line -> line.indexOf("-->") < 0 || line.indexOf("-->") == line.length() - 3);
    }
  }

  @Test
  void aLongNameIsCutOff() {
    assertThat(latex("x".repeat(1000))).hasSizeLessThan(220).endsWith("\\ldots{}");
    assertThat(LatexText.of("x".repeat(1000)).exact()).isFalse();
  }
}

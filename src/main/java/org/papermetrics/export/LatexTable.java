package org.papermetrics.export;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes a table as LaTeX with {@code booktabs}; where it comes from stands in comments. */
final class LatexTable {
  private static final Pattern NUMBER = Pattern.compile("-[0-9.,]+(e[+-]?[0-9]+)?");

  private static final List<String> PREAMBLE =
      List.of(
          "% The preamble needs:",
          "%   \\usepackage[utf8]{inputenc}",
          "%   \\usepackage[T1]{fontenc}",
          "%   \\usepackage{booktabs}");

  private final Set<String> originals = new LinkedHashSet<>();
  private final StringBuilder body = new StringBuilder();

  private LatexTable() {}

  static void write(Table table, Provenance provenance, OutputStream out) throws IOException {
    LatexTable latex = new LatexTable();
    latex.table(table);
    Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    for (String line : PREAMBLE) {
      writer.append(line).append('\n');
    }
    comment(writer, provenance.board());
    for (String run : provenance.runs()) {
      comment(writer, run);
    }
    if (!latex.originals.isEmpty()) {
      comment(writer, "These texts have characters that are left out or replaced by ?:");
    }
    for (String original : latex.originals) {
      comment(writer, Provenance.original(original));
    }
    writer.append(latex.body);
    // The stream stays open.
    writer.flush();
  }

  private static void comment(Writer writer, String line) throws IOException {
    writer.append("% ").append(line).append('\n');
  }

  private void table(Table table) {
    if (table.isEmpty() || table.columns().isEmpty()) {
      line("% " + Table.NOTHING);
      return;
    }
    line("\\begin{tabular}{" + alignment(table.columns()) + "}");
    line("\\toprule");
    row(table.columns().stream().map(this::head).toList());
    for (List<Table.Row> group : table.groups()) {
      line("\\midrule");
      for (Table.Row row : group) {
        row(cells(row, table.columns()));
      }
    }
    line("\\bottomrule");
    line("\\end{tabular}");
    line("");
    line("\\smallskip");
    line("{\\footnotesize");
    for (int i = 0; i < table.notes().size(); i++) {
      line("$^{" + Table.letters(i) + "}$ " + text(table.notes().get(i)));
    }
    table.legend().forEach(sentence -> line(text(sentence)));
    line("\\par}");
  }

  private static String alignment(List<Column> columns) {
    return columns.stream()
        .map(column -> column.isNumeric() ? "r" : "l")
        .collect(Collectors.joining());
  }

  private String head(Column column) {
    String arrow =
        column.direction() > 0 ? " $\\uparrow$" : column.direction() < 0 ? " $\\downarrow$" : "";
    return text(column.label()) + arrow;
  }

  private List<String> cells(Table.Row row, List<Column> columns) {
    StringBuilder marks = new StringBuilder();
    if (!row.notes().isEmpty()) {
      String letters = row.notes().stream().map(Table::letters).collect(Collectors.joining(","));
      marks.append("$^{").append(letters).append("}$");
    }
    List<String> cells = new ArrayList<>();
    for (int c = 0; c < columns.size(); c++) {
      cells.add(cell(row.cells().get(c)) + (c == 0 ? marks : ""));
    }
    return cells;
  }

  private String cell(Cell cell) {
    if (cell.text().isEmpty()) {
      return "--";
    }
    String value =
        switch (cell.mark()) {
          case BEST -> "\\textbf{" + value(cell.text()) + "}";
          case SECOND -> "\\underline{" + value(cell.text()) + "}";
          case NONE -> value(cell.text());
        };
    String spread = cell.spread().isEmpty() ? "" : " {\\scriptsize$\\pm$" + cell.spread() + "}";
    String difference =
        cell.difference().isEmpty() ? "" : " {\\scriptsize(" + sign(cell.difference()) + ")}";
    return value + spread + difference;
  }

  private String value(String text) {
    return NUMBER.matcher(text).matches() ? sign(text) : text(text);
  }

  private static String sign(String number) {
    char sign = number.charAt(0);
    return sign == '-' || sign == '+' ? "$" + sign + "$" + number.substring(1) : number;
  }

  private String text(String original) {
    LatexText latex = LatexText.of(original);
    if (!latex.exact()) {
      originals.add(original);
    }
    return latex.text();
  }

  private void row(List<String> cells) {
    line(String.join(" & ", cells) + " \\\\");
  }

  private void line(String text) {
    body.append(text).append('\n');
  }
}

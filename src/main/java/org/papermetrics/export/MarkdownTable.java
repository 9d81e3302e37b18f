package org.papermetrics.export;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes a table as Markdown of GitHub; where it comes from stands in comments. */
final class MarkdownTable {
  private static final String SPECIAL = "\\`*_~[]|$!#";

  private final Set<String> originals = new LinkedHashSet<>();
  private final StringBuilder body = new StringBuilder();

  private MarkdownTable() {}

  static void write(Table table, Provenance provenance, OutputStream out) throws IOException {
    MarkdownTable markdown = new MarkdownTable();
    markdown.table(table);
    Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    writer.append(markdown.body).append('\n');
    comment(writer, provenance.board());
    for (String run : provenance.runs()) {
      comment(writer, run);
    }
    for (String original : markdown.originals) {
      comment(writer, Provenance.original(original));
    }
    // The stream stays open.
    writer.flush();
  }

  private static void comment(Writer writer, String line) throws IOException {
    writer.append("<!-- ").append(line).append(" -->\n");
  }

  private void table(Table table) {
    if (table.isEmpty() || table.columns().isEmpty()) {
      line(Table.NOTHING);
      return;
    }
    row(table.columns().stream().map(this::head).toList());
    row(table.columns().stream().map(c -> c.isNumeric() ? "--:" : ":--").toList());
    for (List<Table.Row> group : table.groups()) {
      if (group != table.groups().get(0)) {
        // Markdown has no rules within a table.
        row(Collections.nCopies(table.columns().size(), ""));
      }
      for (Table.Row row : group) {
        row(cells(row));
      }
    }
    for (int i = 0; i < table.notes().size(); i++) {
      line("");
      line("<sup>" + Table.letters(i) + "</sup> " + text(table.notes().get(i)));
    }
    line("");
    line(table.legend().stream().map(this::text).collect(Collectors.joining(" ")));
  }

  private String head(Column column) {
    String arrow = column.direction() > 0 ? " ↑" : column.direction() < 0 ? " ↓" : "";
    return text(column.label()) + arrow;
  }

  private List<String> cells(Table.Row row) {
    List<String> cells = new ArrayList<>(row.cells().stream().map(this::cell).toList());
    if (!row.notes().isEmpty()) {
      String letters = row.notes().stream().map(Table::letters).collect(Collectors.joining(","));
      cells.set(0, cells.get(0) + " <sup>" + letters + "</sup>");
    }
    return cells;
  }

  private String cell(Cell cell) {
    if (cell.text().isEmpty()) {
      return "–";
    }
    String value =
        switch (cell.mark()) {
          case BEST -> "**" + text(cell.text()) + "**";
          case SECOND -> "<ins>" + text(cell.text()) + "</ins>";
          case NONE -> text(cell.text());
        };
    return value
        + (cell.spread().isEmpty() ? "" : " ±" + cell.spread())
        + (cell.difference().isEmpty() ? "" : " (" + cell.difference().replace('-', '−') + ")");
  }

  private String text(String original) {
    CleanText clean = CleanText.of(original);
    if (!clean.exact()) {
      originals.add(original);
    }
    StringBuilder text = new StringBuilder();
    clean
        .text()
        .codePoints()
        .forEach(
            point -> {
              switch (point) {
                case '<' -> text.append("&lt;");
                case '>' -> text.append("&gt;");
                case '&' -> text.append("&amp;");
                default -> {
                  text.append(SPECIAL.indexOf(point) < 0 ? "" : "\\").appendCodePoint(point);
                }
              }
            });
    return text.toString();
  }

  private void row(List<String> cells) {
    line("| " + String.join(" | ", cells) + " |");
  }

  private void line(String text) {
    body.append(text).append('\n');
  }
}

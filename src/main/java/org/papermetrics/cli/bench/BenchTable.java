package org.papermetrics.cli.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Results side by side: a row for each item, three columns for each size of the tree. */
final class BenchTable {
  private final List<BenchResult> results;

  BenchTable(List<BenchResult> results) {
    this.results = List.copyOf(results);
  }

  /** Lines for a terminal, in columns. */
  List<String> text() {
    List<List<String>> rows = rows();
    int[] widths = new int[rows.get(0).size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    return rows.stream()
        .map(
            row ->
                IntStream.range(0, widths.length)
                    .mapToObj(i -> padded(row.get(i), widths[i], i == 0))
                    .collect(Collectors.joining("  "))
                    .stripTrailing())
        .toList();
  }

  private static String padded(String cell, int width, boolean left) {
    String blank = " ".repeat(width - cell.length());
    return left ? cell + blank : blank + cell;
  }

  /** Lines of a Markdown table. */
  List<String> markdown() {
    List<List<String>> rows = rows();
    List<String> lines = new ArrayList<>(rows.stream().map(BenchTable::markdown).toList());
    String[] rule = new String[rows.get(0).size()];
    Arrays.fill(rule, "--:");
    rule[0] = "---";
    lines.add(1, markdown(Arrays.asList(rule)));
    return lines;
  }

  private static String markdown(List<String> cells) {
    return "| " + String.join(" | ", cells) + " |";
  }

  private List<List<String>> rows() {
    List<List<String>> rows = new ArrayList<>();
    List<String> head = new ArrayList<>(List.of(""));
    for (BenchResult result : results) {
      head.add(String.format(Locale.ROOT, "%,d runs", result.plan().runs()));
      head.add("floor");
      head.add("ratio");
    }
    rows.add(head);
    for (Item item : Item.values()) {
      List<String> row = new ArrayList<>(List.of(item.label()));
      for (BenchResult result : results) {
        row.addAll(
            result
                .figure(item)
                .map(found -> List.of(found.valueText(), found.floorText(), found.ratioText()))
                .orElse(List.of("", "", "")));
      }
      rows.add(row);
    }
    return rows;
  }
}

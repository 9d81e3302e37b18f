package org.papermetrics.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Evaluations under way as a table of plain text. */
final class EvaluationsTable {
  private static final List<String> TASKS = List.of("sblimp", "swuggy", "tstory", "sstory");
  private static final List<String> HEADER =
      List.of(
          "STATE",
          "CHECKPOINT",
          "STEP",
          "TASK",
          "DONE",
          "sBLIMP",
          "sWUGGY",
          "tStory",
          "sStory",
          "LEFT",
          "NODE",
          "JOB");
  private static final String UNKNOWN = "-";
  private static final String NONE = "No evaluations are under way.";

  private EvaluationsTable() {}

  /**
   * The lines of the table; below an evaluation that has ended, why.
   *
   * @param evaluations as the API gives them
   */
  static List<String> lines(JsonNode evaluations, Instant now) {
    List<List<String>> rows = new ArrayList<>(List.of(HEADER));
    evaluations.forEach(evaluation -> rows.add(row(evaluation, now)));
    if (rows.size() == 1) {
      return List.of(NONE);
    }
    int[] widths =
        IntStream.range(0, HEADER.size())
            .map(column -> rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0))
            .toArray();
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      lines.add(line(rows.get(i), widths));
      String reason = i == 0 ? "" : text(evaluations.get(i - 1), "reason", "");
      if (!reason.isEmpty()) {
        lines.add("    " + reason);
      }
    }
    return lines;
  }

  private static String line(List<String> row, int[] widths) {
    return IntStream.range(0, widths.length)
        .mapToObj(column -> row.get(column) + " ".repeat(widths[column] - row.get(column).length()))
        .collect(Collectors.joining("  "))
        .stripTrailing();
  }

  private static List<String> row(JsonNode evaluation, Instant now) {
    boolean baseline = evaluation.path("baseline").asBoolean();
    List<String> row = new ArrayList<>();
    row.add(text(evaluation, "state", UNKNOWN).replace('_', ' '));
    row.add(baseline ? "baseline" : text(evaluation, "experiment", UNKNOWN));
    row.add(baseline ? UNKNOWN : String.valueOf(evaluation.path("checkpoint_step").asLong()));
    String of =
        evaluation.has("total")
            ? " " + evaluation.path("done").asInt() + "/" + evaluation.path("total").asInt()
            : "";
    row.add(text(evaluation, "task", UNKNOWN) + of);
    row.add(String.format(Locale.ROOT, "%.0f %%", 100 * evaluation.path("progress").asDouble()));
    for (String task : TASKS) {
      JsonNode scores = evaluation.path("provisional");
      JsonNode accuracy = scores.path(task + "_accuracy");
      row.add(
          accuracy.isNumber()
              ? percent(accuracy.asDouble(), scores.path(task + "_samples").asLong()) + " %"
              : UNKNOWN);
    }
    String end = text(evaluation, "expected_end", "");
    row.add(end.isEmpty() ? UNKNOWN : left(Duration.between(now, Instant.parse(end))));
    row.add(text(evaluation, "node", UNKNOWN));
    row.add(text(evaluation, "job", UNKNOWN));
    return row;
  }

  /** From the counts, half up: 1267 of 2000 is 63.4, though the nearest fraction is below 63.35. */
  private static String percent(double accuracy, long samples) {
    return BigDecimal.valueOf(100 * Math.round(accuracy * samples))
        .divide(BigDecimal.valueOf(samples), 1, RoundingMode.HALF_UP)
        .toPlainString();
  }

  private static String left(Duration left) {
    long minutes = Math.max(0, (left.toSeconds() + 59) / 60);
    return minutes < 60 ? minutes + " min" : minutes / 60 + " h " + minutes % 60 + " min";
  }

  /** A field without what would move the cursor of a terminal. */
  private static String text(JsonNode evaluation, String field, String otherwise) {
    return evaluation.path(field).asText(otherwise).replaceAll("\\p{Cntrl}", "?");
  }
}

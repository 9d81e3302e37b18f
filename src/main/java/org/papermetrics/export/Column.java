package org.papermetrics.export;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.papermetrics.compare.ComparedMetric;
import org.papermetrics.model.MetricDefinition;
import org.papermetrics.model.MetricKind;
import org.papermetrics.model.ResultsKeys;
import org.papermetrics.query.PrefixFields;

/**
 * A column of a table.
 *
 * @param field its name in queries
 * @param label above it
 * @param metric the metric in which runs are compared that it shows; empty when it shows another
 * @param direction 1 where more is better, -1 where less is, 0 where neither is
 * @param decimals of a number of the user's own
 */
record Column(String field, String label, Kind kind, String metric, int direction, int decimals) {
  private static final String METRICS = "metrics.";
  private static final String SINGLE_TOKEN = "librilight_perplexity_";

  /** How values are written. */
  enum Kind {
    /** As it is in the files. */
    TEXT,
    /** A whole number. */
    INTEGER,
    /** A share in percent. */
    PERCENT,
    /** A perplexity. */
    PERPLEXITY,
    /** A perplexity of one token, which nothing is best by. */
    SINGLE_TOKEN,
    /** A number of the user's own. */
    DECIMAL
  }

  /** The fields that are shown where nobody chooses, in addition to the user's own metrics. */
  private static final List<String> USUAL =
      List.of(
          "name",
          "checkpoint_step",
          "metrics.sblimp_accuracy",
          "metrics.swuggy_accuracy",
          "metrics.tstory_accuracy",
          "metrics.sstory_accuracy",
          "avg",
          PrefixFields.at(8000),
          PrefixFields.at(16_000),
          PrefixFields.at(24_000),
          PrefixFields.END);

  private static final Map<String, String> LABELS =
      Map.ofEntries(
          Map.entry("name", "Name"),
          Map.entry("checkpoint_step", "Step"),
          Map.entry("avg", "Avg"),
          Map.entry(PrefixFields.at(8000), "1–8k"),
          Map.entry(PrefixFields.at(16_000), "1–16k"),
          Map.entry(PrefixFields.at(24_000), "1–24k"),
          Map.entry(PrefixFields.END, "1–end"),
          Map.entry("metrics.librilight_perplexity_8k", "PPL 8k"),
          Map.entry("metrics.librilight_perplexity_16k", "PPL 16k"),
          Map.entry("metrics.librilight_perplexity_24k", "PPL 24k"),
          Map.entry("ttt", "TTT"),
          Map.entry("lora", "LoRA"),
          Map.entry("id", "ID"),
          Map.entry("checkpoint_path", "Path"),
          Map.entry("evaluation_timestamp", "Evaluated"),
          Map.entry("tags", "Tags"),
          Map.entry("notes", "Notes"));

  /** The fields that are shown where nobody chooses. */
  static List<String> usual(List<MetricDefinition> own) {
    return Stream.concat(USUAL.stream(), own.stream().map(metric -> METRICS + metric.key()))
        .distinct()
        .toList();
  }

  /** The column of a field. */
  static Column of(String field, List<MetricDefinition> own) {
    if (field.equals("avg")) {
      return new Column(field, "Avg", Kind.PERCENT, ComparedMetric.AVERAGE, 1, 1);
    }
    if (field.startsWith(METRICS)) {
      return ofMetric(field, field.substring(METRICS.length()), own);
    }
    if (field.startsWith(PrefixFields.PREFIX)) {
      return new Column(field, label(field), Kind.PERPLEXITY, "", -1, 1);
    }
    Kind kind = field.equals("checkpoint_step") ? Kind.INTEGER : Kind.TEXT;
    return new Column(field, label(field), kind, "", 0, 0);
  }

  private static Column ofMetric(String field, String key, List<MetricDefinition> own) {
    for (String task : ResultsKeys.TASKS) {
      if (ResultsKeys.accuracy(task).equals(key)) {
        return new Column(field, ResultsKeys.label(task), Kind.PERCENT, key, 1, 1);
      }
    }
    for (MetricDefinition metric : own) {
      if (metric.key().equals(key)) {
        boolean percent = metric.format().equals("percent");
        return new Column(
            field,
            metric.label(),
            percent ? Kind.PERCENT : Kind.DECIMAL,
            key,
            metric.higherIsBetter() ? 1 : -1,
            percent ? 1 : Integer.parseInt(metric.format().substring(1)));
      }
    }
    if (key.startsWith(SINGLE_TOKEN)) {
      return new Column(field, label(field), Kind.SINGLE_TOKEN, "", 0, 1);
    }
    MetricKind kind = new ResultsKeys(own).kind(key).orElse(MetricKind.NUMBER);
    // What a file says of the average is not what runs are ranked by.
    int ranked = key.equals(ResultsKeys.AVERAGE) ? 0 : 1;
    return switch (kind) {
      case SHARE -> new Column(field, label(field), Kind.PERCENT, "", ranked, 1);
      case PERPLEXITY -> new Column(field, label(field), Kind.PERPLEXITY, "", -1, 1);
      case LOSS -> new Column(field, label(field), Kind.TEXT, "", -1, 0);
      default -> new Column(field, label(field), Kind.TEXT, "", 0, 0);
    };
  }

  private static String label(String field) {
    String known = LABELS.get(field);
    return known != null
        ? known
        : field.startsWith(METRICS) ? field.substring(METRICS.length()) : field;
  }

  /** Whether its values are numbers, which stand on the right. */
  boolean isNumeric() {
    return kind != Kind.TEXT || direction != 0;
  }
}

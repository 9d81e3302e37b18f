package org.papermetrics.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.papermetrics.query.RunQuery;
import picocli.CommandLine.Option;

/** Options that are the parameters of {@code /api/v1/runs}; it says what their values may be. */
final class QueryOptions {
  @Option(names = "--id", paramLabel = "ID", description = "This run; may be repeated.")
  private List<String> id = List.of();

  @Option(names = "--tag", paramLabel = "TAG", description = "Runs with this tag; may be repeated.")
  private List<String> tag = List.of();

  @Option(
      names = "--training",
      paramLabel = "KIND",
      description = "ttt, lora, full or baseline; may be repeated.")
  private List<String> training = List.of();

  @Option(
      names = "--trained-on",
      paramLabel = "DATA",
      description = "daily-talk, librilight or librispeech; may be repeated.")
  private List<String> data = List.of();

  @Option(names = "--ttt", paramLabel = "yes|no", description = "Whether TTT is enabled.")
  private @Nullable String ttt;

  @Option(names = "--lora", paramLabel = "yes|no", description = "Whether LoRA is enabled.")
  private @Nullable String lora;

  @Option(names = "--min-step", paramLabel = "N", description = "Steps at the checkpoint at least.")
  private @Nullable String minStep;

  @Option(names = "--max-step", paramLabel = "N", description = "Steps at the checkpoint at most.")
  private @Nullable String maxStep;

  @Option(names = "--q", paramLabel = "WORDS", description = "In name, id, path or notes.")
  private @Nullable String words;

  @Option(
      names = "--where",
      paramLabel = "BOUND",
      description = "Such as 'metrics.sblimp_accuracy>=0.55'; may be repeated.")
  private List<String> where = List.of();

  @Option(names = "--sort", paramLabel = "FIELDS", description = "Such as -avg,checkpoint_step.")
  private @Nullable String sort;

  @Option(names = "--fields", paramLabel = "FIELDS", description = "Such as name,avg.")
  private @Nullable String fields;

  @Option(names = "--limit", paramLabel = "N", description = "How many runs at most.")
  private @Nullable String limit;

  @Option(names = "--offset", paramLabel = "N", description = "How many runs to leave out first.")
  private @Nullable String offset;

  @Option(
      names = "--reference",
      paramLabel = "ID",
      description = "The run that others are compared with. Default: the baseline.")
  private @Nullable String reference;

  @Option(
      names = "--adjust",
      paramLabel = "HOW",
      description = "Tests against the best: holm (the default), bh or none.")
  private @Nullable String adjust;

  @Option(names = "--intervals", description = "Half the width of 95 %% intervals.")
  private boolean intervals;

  @Option(names = "--differences", description = "Differences from the reference, in points.")
  private boolean differences;

  @Option(
      names = "--group",
      paramLabel = "BY",
      description = "training or experiment: put these rows together.")
  private @Nullable String group;

  /** The parameters that the options say. */
  Map<String, List<String>> parameters(RunQuery.Format format) {
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    put(parameters, "id", id);
    put(parameters, "tag", tag);
    put(parameters, "training", training);
    put(parameters, "data", data);
    put(parameters, "ttt", ttt);
    put(parameters, "lora", lora);
    put(parameters, "min_step", minStep);
    put(parameters, "max_step", maxStep);
    put(parameters, "q", words);
    put(parameters, "where", where);
    put(parameters, "sort", sort);
    put(parameters, "fields", fields);
    put(parameters, "limit", limit);
    put(parameters, "offset", offset);
    put(parameters, "reference", reference);
    put(parameters, "adjust", adjust);
    put(parameters, "intervals", intervals ? "1" : null);
    put(parameters, "differences", differences ? "1" : null);
    put(parameters, "group", group);
    put(parameters, "format", format.word());
    return parameters;
  }

  private static void put(
      Map<String, List<String>> parameters, String name, @Nullable String value) {
    if (value != null) {
      put(parameters, name, List.of(value));
    }
  }

  private static void put(Map<String, List<String>> parameters, String name, List<String> values) {
    if (!values.isEmpty()) {
      parameters.put(name, new ArrayList<>(values));
    }
  }
}

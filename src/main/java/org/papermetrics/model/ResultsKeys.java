package org.papermetrics.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** The keys of results files, built-in and the user's own, and which kind of number each has. */
public final class ResultsKeys {
  /** The tasks that the average is made of. */
  public static final List<String> TASKS = List.of("sblimp", "swuggy", "tstory", "sstory");

  private static final Map<String, String> LABELS =
      Map.of("sblimp", "sBLIMP", "swuggy", "sWUGGY", "tstory", "tStory", "sstory", "sStory");

  /** The average as the evaluation wrote it. */
  public static final String AVERAGE = "paper_metrics_avg";

  /** Nobody has longer names; a key that has, must cost no more. */
  private static final int MOST_PREFIXES = 8;

  private static final String SAMPLES = "_samples";
  private static final Pattern BUILT_IN =
      Pattern.compile("(?:sblimp|swuggy|tstory|sstory|librilight|paper_metrics)_.+");
  private static final Pattern SHARE = Pattern.compile(".+_(?:accuracy|f1|metrics_avg)");
  private static final Pattern COUNT = Pattern.compile(".+_(?:samples|correct)");
  private static final Pattern LOSS = Pattern.compile(".+_loss(?:_\\d+k?)?");
  private static final Pattern PERPLEXITY = Pattern.compile("(?:.+_)?perplexity(?:_\\d+k?)?");

  /** Files mostly have the same keys; one that has countless others must not fill the memory. */
  private static final int MOST_REMEMBERED = 500;

  private final List<MetricDefinition> own;
  private final Map<String, Meaning> meanings = new ConcurrentHashMap<>();

  /** What is known of a key. */
  private record Meaning(Optional<MetricKind> kind, boolean known) {}

  /** The keys with the user's own metrics. */
  public ResultsKeys(List<MetricDefinition> own) {
    this.own = List.copyOf(own);
  }

  /** What people call a task. */
  public static String label(String task) {
    return LABELS.getOrDefault(task, task);
  }

  /** The accuracy of a task. */
  public static String accuracy(String task) {
    return task + "_accuracy";
  }

  /**
   * The accuracies that are correct answers by samples, each with the key of its samples: those of
   * the tasks, and the user's own percentages for which a key of samples is configured.
   */
  public Map<String, String> counted() {
    Map<String, String> counted = new LinkedHashMap<>();
    TASKS.forEach(task -> counted.put(accuracy(task), task + SAMPLES));
    for (MetricDefinition metric : own) {
      if (metric.samplesKey() != null && metric.format().equals("percent")) {
        counted.putIfAbsent(metric.key(), metric.samplesKey());
      }
    }
    return counted;
  }

  /** What the number at a key must be; empty where nobody knows, so that anything goes. */
  public Optional<MetricKind> kind(String key) {
    return meaning(key).kind();
  }

  /** Whether a value of another kind is a mistake of the file. */
  public boolean isKnown(String key) {
    return meaning(key).known();
  }

  private Meaning meaning(String key) {
    Meaning remembered = meanings.get(key);
    if (remembered != null) {
      return remembered;
    }
    Meaning found = new Meaning(kindOf(key), hasKind(key));
    if (meanings.size() < MOST_REMEMBERED) {
      meanings.put(key, found);
    }
    return found;
  }

  private Optional<MetricKind> kindOf(String key) {
    if (BUILT_IN.matcher(key).matches()) {
      return builtIn(key);
    }
    for (MetricDefinition metric : own) {
      if (key.equals(metric.key()) && metric.format().equals("percent")) {
        return Optional.of(MetricKind.SHARE);
      }
      if (key.equals(metric.samplesKey())) {
        return Optional.of(MetricKind.COUNT);
      }
    }
    if (PERPLEXITY.matcher(key).matches()) {
      return Optional.of(MetricKind.PERPLEXITY);
    }
    return definition(key).map(metric -> MetricKind.NUMBER);
  }

  private boolean hasKind(String key) {
    return (BUILT_IN.matcher(key).matches() && builtIn(key).isPresent())
        || own.stream().anyMatch(m -> key.equals(m.key()) || key.equals(m.samplesKey()));
  }

  private static Optional<MetricKind> builtIn(String key) {
    if (SHARE.matcher(key).matches()) {
      return Optional.of(MetricKind.SHARE);
    }
    if (COUNT.matcher(key).matches()) {
      return Optional.of(MetricKind.COUNT);
    }
    if (PERPLEXITY.matcher(key).matches()) {
      return Optional.of(MetricKind.PERPLEXITY);
    }
    if (LOSS.matcher(key).matches()) {
      return Optional.of(MetricKind.LOSS);
    }
    return key.endsWith("_slope") ? Optional.of(MetricKind.NUMBER) : Optional.empty();
  }

  private Optional<MetricDefinition> definition(String key) {
    return own.stream().filter(metric -> metric.key().equals(key)).findFirst();
  }

  /**
   * The keys that may have the number of samples behind a figure, the nearest first; the first that
   * has a count is the one. A count has none.
   */
  public List<String> samplesOf(String key) {
    List<String> keys = new ArrayList<>();
    definition(key).map(MetricDefinition::samplesKey).ifPresent(keys::add);
    if (!key.endsWith(SAMPLES)) {
      int end = key.lastIndexOf('_');
      for (int i = 0; end > 0 && i < MOST_PREFIXES; i++, end = key.lastIndexOf('_', end - 1)) {
        keys.add(key.substring(0, end) + SAMPLES);
      }
    }
    return keys;
  }
}

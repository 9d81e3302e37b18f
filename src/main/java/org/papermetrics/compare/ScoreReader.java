package org.papermetrics.compare;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import org.papermetrics.model.MetricDefinition;
import org.papermetrics.model.ResultsKeys;
import org.papermetrics.model.ResultsReading;
import org.papermetrics.model.Run;
import org.papermetrics.query.RunResults;
import org.papermetrics.statistics.Accuracy;
import org.papermetrics.statistics.Counts;

/**
 * Reads what a run has in the metrics of a board. Scores over equal counts are one object, so that
 * what follows from them can be worked out once: thousands of runs have few different ones.
 */
final class ScoreReader {
  private final List<ComparedMetric> metrics;
  private final RunResults results;
  private final Map<Shown, Score> counted = new HashMap<>();

  /** Counts, and the value that is shown for them, which may have been rounded. */
  private record Shown(double value, Counts counts) {}

  ScoreReader(List<MetricDefinition> own) {
    this.metrics = ComparedMetric.all(own);
    ResultsKeys keys = new ResultsKeys(own);
    Set<String> wanted = new HashSet<>();
    for (ComparedMetric metric : metrics) {
      wanted.add(metric.key());
      wanted.addAll(keys.samplesOf(metric.key()));
    }
    this.results = new RunResults(keys, wanted);
  }

  /** The scores of a run, in the order of the metrics. */
  List<Score> of(Run run) {
    ResultsReading reading = results.of(run);
    List<Score> scores = new ArrayList<>(metrics.size());
    for (ComparedMetric metric : metrics) {
      scores.add(metric.isAverage() ? average(reading, scores) : score(reading, metric));
    }
    return scores;
  }

  /** Forgets the scores of runs that have been read. */
  void forget() {
    counted.clear();
  }

  private Score score(ResultsReading reading, ComparedMetric metric) {
    Optional<Number> figure = reading.figure(metric.key());
    if (figure.isEmpty()) {
      return Score.MISSING;
    }
    OptionalDouble value = OptionalDouble.of(figure.get().doubleValue());
    String samplesKey = metric.samplesKey();
    if (samplesKey == null) {
      return Score.without(
          value, OptionalLong.empty(), metric.label() + " is no share of a number of samples.");
    }
    Optional<Number> samples = reading.number(samplesKey);
    if (samples.isEmpty()) {
      return Score.without(
          value,
          OptionalLong.empty(),
          "The results do not say over how many samples " + metric.label() + " is.");
    }
    OptionalLong count = OptionalLong.of(samples.get().longValue());
    return Counts.of(value.getAsDouble(), count.getAsLong())
        .map(
            counts ->
                counted.computeIfAbsent(
                    new Shown(value.getAsDouble(), counts),
                    shown -> Score.of(value, count, Accuracy.of(counts))))
        .orElseGet(
            () ->
                Score.without(
                    value,
                    count,
                    metric.label() + " times its samples is no whole number of correct answers."));
  }

  private Score average(ResultsReading reading, List<Score> before) {
    List<String> missing = new ArrayList<>();
    List<String> uncounted = new ArrayList<>();
    List<Counts> counts = new ArrayList<>();
    int tasks = ResultsKeys.TASKS.size();
    for (int i = 0; i < tasks; i++) {
      String label = metrics.get(i).label();
      Score task = before.get(i);
      task.accuracy().ifPresent(accuracy -> counts.addAll(accuracy.tasks()));
      if (task.value().isEmpty()) {
        missing.add(label);
      } else if (task.accuracy().isEmpty()) {
        uncounted.add(label);
      }
    }
    if (missing.size() == tasks) {
      return Score.MISSING;
    }
    if (!missing.isEmpty()) {
      return Score.without(
          OptionalDouble.empty(),
          OptionalLong.empty(),
          "There is no average of the four tasks without " + String.join(" and ", missing) + ".");
    }
    return uncounted.isEmpty()
        ? Score.of(reading.mean(), OptionalLong.empty(), Accuracy.mean(counts))
        : Score.without(
            reading.mean(),
            OptionalLong.empty(),
            "The average has no interval, because "
                + String.join(" and ", uncounted)
                + (uncounted.size() == 1 ? " has" : " have")
                + " none.");
  }
}

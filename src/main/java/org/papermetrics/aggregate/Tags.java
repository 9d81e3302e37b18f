package org.papermetrics.aggregate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.papermetrics.model.TagRule;

/** What filters go by, read off a training config. */
final class Tags {
  private static final double HIGH_LEARNING_RATE = 0.01;
  private static final double MEDIUM_LEARNING_RATE = 0.001;
  private static final double LONG_TRAINING = 2000;
  private static final double MEDIUM_TRAINING = 1000;

  private Tags() {}

  /**
   * The tags in their order: kind, layers, learning rate, data source, duration, then those of the
   * rules.
   */
  static List<String> of(TrainingConfig config, List<TagRule> rules) {
    List<String> tags = new ArrayList<>();
    Optional<TrainingKind> kind = config.kind();
    kind.map(TrainingKind::tag).ifPresent(tags::add);
    if (kind.equals(Optional.of(TrainingKind.TTT))) {
      config.tttLayers().ifPresent(layers -> tags.add("ttt-layers-" + layers.replace(',', '-')));
      config.baseLearningRate().ifPresent(rate -> tags.add(learningRate(rate.doubleValue())));
    }
    config.trainData().flatMap(Tags::dataSource).ifPresent(tags::add);
    config.maxSteps().ifPresent(steps -> tags.add(duration(steps.doubleValue())));
    for (TagRule rule : rules) {
      if (rule.holds(config.object()) && !tags.contains(rule.tag())) {
        tags.add(rule.tag());
      }
    }
    return tags;
  }

  private static String learningRate(double rate) {
    if (rate >= HIGH_LEARNING_RATE) {
      return "high-lr";
    }
    return rate >= MEDIUM_LEARNING_RATE ? "medium-lr" : "low-lr";
  }

  private static Optional<String> dataSource(String trainData) {
    String path = trainData.toLowerCase(Locale.ROOT);
    if (path.contains("daily")) {
      return Optional.of("daily-talk");
    }
    if (path.contains("librilight")) {
      return Optional.of("librilight");
    }
    return path.contains("librispeech") ? Optional.of("librispeech") : Optional.empty();
  }

  private static String duration(double steps) {
    if (steps >= LONG_TRAINING) {
      return "long-training";
    }
    return steps >= MEDIUM_TRAINING ? "medium-training" : "short-training";
  }
}

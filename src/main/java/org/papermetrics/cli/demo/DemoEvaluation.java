package org.papermetrics.cli.demo;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * What the evaluation of one model found.
 *
 * @param correct pairs that the model got right
 */
record DemoEvaluation(Map<DemoTask, Integer> correct, DemoCurves curves) {
  private static final double PRETRAINED_QUALITY = 0.3;
  private static final int PRETRAINED_INDEX = -1;

  /** The evaluation of a checkpoint. */
  static DemoEvaluation of(DemoCheckpoint checkpoint, long seed) {
    double quality = checkpoint.quality();
    double longContext = checkpoint.experiment().kind().longContext(quality);
    return of(quality, longContext, random(seed, checkpoint.index()));
  }

  /** The evaluation of the pretrained model, which nothing has taught to hold a long context. */
  static DemoEvaluation ofPretrained(long seed) {
    return of(PRETRAINED_QUALITY, 0, random(seed, PRETRAINED_INDEX));
  }

  private static DemoEvaluation of(double quality, double longContext, RandomGenerator random) {
    DemoCurves curves = DemoCurves.of(quality, longContext, random);
    Map<DemoTask, Integer> correct = new EnumMap<>(DemoTask.class);
    for (DemoTask task : DemoTask.values()) {
      correct.put(task, task.correct(quality, random));
    }
    return new DemoEvaluation(correct, curves);
  }

  private static RandomGenerator random(long seed, int index) {
    return new SplittableRandom(new SplittableRandom(seed).nextLong() + index);
  }

  /** The content of the results file. */
  ObjectNode results() {
    ObjectNode results = DemoJson.object();
    for (Map.Entry<DemoTask, Integer> entry : correct.entrySet()) {
      DemoTask task = entry.getKey();
      double accuracy = (double) entry.getValue() / task.samples();
      results
          .put(task.key() + "_accuracy", accuracy)
          .put(task.key() + "_samples", task.samples())
          .put(task.key() + "_correct", entry.getValue());
    }
    return results
        .put("librilight_perplexity_8k", curves.perplexityAt(8000))
        .put("librilight_perplexity_16k", curves.perplexityAt(16000))
        .put("librilight_perplexity_24k", curves.perplexityAt(24000))
        .put("librilight_slope", curves.slope())
        .put("librilight_samples", curves.tokens())
        .put("paper_metrics_avg", average());
  }

  /** The mean of the accuracies. */
  double average() {
    double sum = 0;
    for (Map.Entry<DemoTask, Integer> entry : correct.entrySet()) {
      sum += (double) entry.getValue() / entry.getKey().samples();
    }
    return sum / correct.size();
  }

  /** The content of a results file that carries its curves itself, sorted by position. */
  ObjectNode resultsWithProgression() {
    ObjectNode results = results();
    ArrayNode points = results.putArray("librilight_progression");
    curves.files().stream()
        .flatMap(List::stream)
        .sorted(Comparator.comparingInt(DemoCurves.Point::position))
        .forEach(
            point ->
                points
                    .addObject()
                    .put("position", point.position())
                    .put("loss", point.loss())
                    .put("perplexity", point.perplexity()));
    return results;
  }
}

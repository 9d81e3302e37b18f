package org.papermetrics.cli.demo;

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
  DemoJson results() {
    DemoJson results = new DemoJson();
    double sum = 0;
    for (Map.Entry<DemoTask, Integer> entry : correct.entrySet()) {
      DemoTask task = entry.getKey();
      double accuracy = (double) entry.getValue() / task.samples();
      results
          .with(task.key() + "_accuracy", accuracy)
          .with(task.key() + "_samples", task.samples())
          .with(task.key() + "_correct", entry.getValue());
      sum += accuracy;
    }
    return results
        .with("librilight_perplexity_8k", curves.perplexityAt(8000))
        .with("librilight_perplexity_16k", curves.perplexityAt(16000))
        .with("librilight_perplexity_24k", curves.perplexityAt(24000))
        .with("librilight_slope", curves.slope())
        .with("librilight_samples", curves.tokens())
        .with("paper_metrics_avg", sum / correct.size());
  }

  /** The content of a results file that carries its curves itself, sorted by position. */
  DemoJson resultsWithProgression() {
    List<DemoJson> points =
        curves.files().stream()
            .flatMap(List::stream)
            .sorted(Comparator.comparingInt(DemoCurves.Point::position))
            .map(
                point ->
                    new DemoJson()
                        .with("position", point.position())
                        .with("loss", point.loss())
                        .with("perplexity", point.perplexity()))
            .toList();
    return results().with("librilight_progression", points);
  }
}

package org.papermetrics.cli.demo;

import static org.papermetrics.cli.demo.DemoCorpus.DAILY_TALK;
import static org.papermetrics.cli.demo.DemoCorpus.LIBRILIGHT;
import static org.papermetrics.cli.demo.DemoCorpus.LIBRISPEECH;
import static org.papermetrics.cli.demo.DemoCorpus.PODCASTS;
import static org.papermetrics.cli.demo.DemoKind.FULL;
import static org.papermetrics.cli.demo.DemoKind.LORA;
import static org.papermetrics.cli.demo.DemoKind.TTT;
import static org.papermetrics.cli.demo.DemoKind.TTT_LORA;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Which checkpoint is evaluated when. All named experiments train at the same time, so their
 * checkpoints take turns; when they are through, the same experiments start again under a number.
 * Nothing is stored: the checkpoint at an index is computed.
 */
final class DemoPlan {
  /** The named experiments. */
  static final List<DemoExperiment> NAMED =
      List.of(
          of("dailytalk_ttt_layers_29-31", TTT, "29,30,31", 0.01, 0, DAILY_TALK, 2000, 0.2, 0.6),
          of("dailytalk_lora_r64", LORA, "none", 0.001, 64, DAILY_TALK, 20000, 0.3, 0.5),
          of("dailytalk_full_finetuning", FULL, "none", 0.001, 0, DAILY_TALK, 2000, 0.4, -0.2),
          of("dailytalk_ttt_lora_r32", TTT_LORA, "29,30,31", 0.001, 32, DAILY_TALK, 4000, 0.2, 0.7),
          of("dailytalk_ttt_layer_31", TTT, "31", 0.001, 0, DAILY_TALK, 1200, 0.2, 0.4),
          of("dailytalk_ttt_layers_all", TTT, "all", 0.0001, 0, DAILY_TALK, 1200, 0.1, 0.3),
          of("librilight_ttt_middle", TTT, "14,15,16,17", 0.001, 0, LIBRILIGHT, 10000, 0.1, 0.8),
          of("librilight_ttt_mlp", TTT, "25,26,27,28,29,30", 0.02, 0, LIBRILIGHT, 20000, 0.1, 0.9),
          of("librilight_lora_r128", LORA, "none", 0.001, 128, LIBRILIGHT, 4000, 0.3, 0.4),
          of("librispeech_ttt_layers_29-31", TTT, "29,30,31", 5e-4, 0, LIBRISPEECH, 800, 0.2, 0.4),
          unlogged(of("librispeech_full", FULL, "none", 0.001, 0, LIBRISPEECH, 1200, 0.4, -0.3)),
          of("podcasts_lora_r16", LORA, "none", 0.001, 16, PODCASTS, 800, 0.3, 0.2));

  private static final DemoExperiment PROCEEDING =
      of("podcasts_ttt_layers_30-31", TTT, "30,31", 0.005, 0, PODCASTS, 800, 0.2, 0.6);

  private static final DemoExperiment FAILED =
      of("librilight_full_finetuning", FULL, "none", 0.001, 0, LIBRILIGHT, 2000, 0.4, -0.2);

  private static final DemoExperiment STALLED =
      of("podcasts_ttt_layers_all", TTT, "all", 0.0001, 0, PODCASTS, 1200, 0.1, 0.3);

  private static final DemoExperiment REQUEUED =
      of("librispeech_lora_r32", LORA, "none", 0.001, 32, LIBRISPEECH, 1600, 0.3, 0.4);

  /** Jobs under way have higher numbers than those of all runs that a tree comes to have. */
  private static final int BEYOND = 100;

  private static final int ROUND = NAMED.size() * DemoExperiment.CHECKPOINTS;

  private DemoPlan() {}

  /** The checkpoint that is evaluated as number {@code index}, counted from 0. */
  static DemoCheckpoint checkpoint(int index) {
    int round = index / ROUND;
    int inRound = index % ROUND;
    DemoExperiment named = NAMED.get(inRound % NAMED.size());
    DemoExperiment experiment = round == 0 ? named : named.repeated(round + 1);
    return new DemoCheckpoint(
        index, experiment, (inRound / NAMED.size() + 1) * experiment.interval());
  }

  /**
   * The last checkpoints of three ways to train, which are worth comparing.
   *
   * @param evaluated how many checkpoints have been evaluated; fewer are found where these are few
   */
  static List<DemoCheckpoint> worthComparing(int evaluated) {
    return Stream.of(LORA, TTT, TTT_LORA)
        .flatMap(
            kind ->
                IntStream.range(0, evaluated)
                    .mapToObj(i -> checkpoint(evaluated - 1 - i))
                    .filter(checkpoint -> checkpoint.experiment().kind() == kind)
                    .limit(1))
        .toList();
  }

  /** A checkpoint whose results file was cut off, older than all others. */
  static DemoCheckpoint truncated() {
    return lost(-2, "dailytalk_ttt_disk_full");
  }

  /** A checkpoint whose training config was lost, older than all others. */
  static DemoCheckpoint withoutConfig() {
    return lost(-3, "dailytalk_ttt_config_lost");
  }

  /**
   * A checkpoint whose evaluation fails.
   *
   * @param runs of the tree at the start
   */
  static DemoCheckpoint failed(int runs) {
    return underWay(runs, 0, FAILED, 3);
  }

  /** A checkpoint whose evaluation is stalled. */
  static DemoCheckpoint stalled(int runs) {
    return underWay(runs, 1, STALLED, 5);
  }

  /** A checkpoint whose evaluation fails at first. */
  static DemoCheckpoint requeued(int runs) {
    return underWay(runs, 2, REQUEUED, 2);
  }

  /** The checkpoint that is evaluated as number {@code number}, from 0, while somebody watches. */
  static DemoCheckpoint proceeding(int runs, int number) {
    return underWay(runs, 3 + number, PROCEEDING, number % DemoExperiment.CHECKPOINTS + 1);
  }

  private static DemoCheckpoint underWay(
      int runs, int job, DemoExperiment experiment, int checkpoint) {
    return new DemoCheckpoint(runs + BEYOND + job, experiment, checkpoint * experiment.interval());
  }

  private static DemoCheckpoint lost(int index, String name) {
    DemoExperiment experiment =
        unlogged(of(name, TTT, "30,31", 0.01, 0, DAILY_TALK, 800, 0.2, 0.4));
    return new DemoCheckpoint(index, experiment, experiment.maxSteps());
  }

  private static DemoExperiment of(
      String name,
      DemoKind kind,
      String layers,
      double baseLr,
      int loraRank,
      DemoCorpus corpus,
      int maxSteps,
      double start,
      double gain) {
    return new DemoExperiment(
        name, kind, layers, baseLr, loraRank, corpus, maxSteps, true, start, gain);
  }

  private static DemoExperiment unlogged(DemoExperiment e) {
    return new DemoExperiment(
        e.name(),
        e.kind(),
        e.layers(),
        e.baseLr(),
        e.loraRank(),
        e.corpus(),
        e.maxSteps(),
        false,
        e.start(),
        e.gain());
  }
}

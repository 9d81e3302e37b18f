package org.papermetrics.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.papermetrics.aggregate.RunMaker;
import org.papermetrics.aggregate.SnapshotBuilder;
import org.papermetrics.annotations.AnnotationsFile;
import org.papermetrics.layout.ConfiguredPaths;
import org.papermetrics.layout.FilePatterns;
import org.papermetrics.load.ReadRules;
import org.papermetrics.load.RunLoader;
import org.papermetrics.model.Evaluation;
import org.papermetrics.model.Evaluation.State;
import org.papermetrics.model.PastEvaluation;
import org.papermetrics.model.Snapshot;
import org.papermetrics.registry.RegistryFile;
import org.papermetrics.state.MemoryStateStore;

/** Which evaluations are listed, and how they are. */
class EvaluationsUnderWayTest {
  private static final ZoneId ZONE = ZoneId.of("Asia/Jerusalem");
  private static final Instant TEN = Instant.parse("2025-10-20T07:00:00Z");
  private static final String BEGIN = "2025-10-20 10:00:00,000 - INFO - PAPER METRICS EVALUATION\n";

  private final MemoryStateStore store = new MemoryStateStore();
  private final Map<Path, Instant> written = new HashMap<>();
  private Path root;
  private Path logs;
  private Path err;
  private Path checkpoint;
  private RunIndex index;

  @BeforeEach
  void start(@TempDir Path directory) throws IOException {
    root = Files.createDirectory(directory.resolve("ckpt"));
    logs = Files.createDirectory(directory.resolve("logs"));
    err = logs.resolve("paper_metrics_4711.err");
    checkpoint =
        Files.createDirectories(root.resolve("exp/checkpoints/checkpoint_000100/consolidated"));
    index = index();
  }

  private RunIndex index() {
    FilePatterns patterns = new FilePatterns(List.of(FilePatterns.RESULTS), List.of());
    ConfiguredPaths ground =
        new ConfiguredPaths(List.of(root), List.of(logs), patterns, true, path -> false);
    FileAccess access = FileAccess.of(ground, Duration.ofMinutes(1), () -> {}, System::nanoTime);
    Path registry = logs.resolveSibling("runs_registry.json");
    return new RunIndex(
        new RunCatalog(registry, new RegistryFile(registry, Clock.system(ZONE)), ground, access),
        new RunLoader(new ReadRules(List.of(root), List.of(), List.of()), List.of(), List.of()),
        new RunMaker(List.of(), ZONE),
        new SnapshotBuilder(null),
        ground,
        access,
        RunIndex.NEVER,
        new AnnotationsFile(registry.resolveSibling(AnnotationsFile.NAME), Clock.systemUTC()),
        ZONE,
        Duration.ofMinutes(20),
        Snapshot.empty("epoch.x", 0, TEN, List.of(root.toString()), List.of()));
  }

  private void append(Path log, Instant when, String text) throws IOException {
    Files.writeString(log, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    Files.setLastModifiedTime(log, FileTime.from(when));
    written.put(log, when);
  }

  private void results(Instant when) throws IOException {
    Path results = checkpoint.resolve("paper_metrics_results.json");
    Files.deleteIfExists(results);
    append(results, when, "{\"sblimp_accuracy\": 0.5}");
    Files.writeString(checkpoint.resolve("training_config.json"), "{\"max_steps\": 100}");
  }

  private List<Evaluation> at(Instant now) {
    index.update(Set.copyOf(written.keySet()), List.of(), now);
    written.clear();
    return index.snapshot().evaluating();
  }

  private Evaluation only(Instant now) {
    List<Evaluation> all = at(now);
    assertThat(all).hasSize(1);
    return all.get(0);
  }

  private String named() {
    return BEGIN + "2025-10-20 10:00:00,000 - INFO - Checkpoint:   " + checkpoint + "\n";
  }

  @Test
  void anEvaluationIsSeenFromItsFirstLines() throws IOException {
    append(logs.resolve("paper_metrics_4711.log"), TEN, "Paper Metrics Evaluation\nJob ID: 4711\n");
    assertThat(at(TEN)).isEmpty();
    append(err, TEN.plusSeconds(1), named());
    Evaluation evaluation = only(TEN.plusSeconds(2));
    assertThat(evaluation.state()).isEqualTo(State.RUNNING);
    assertThat(evaluation.checkpointPath()).isEqualTo(checkpoint.toString());
    assertThat(evaluation.experiment()).isEqualTo("exp");
    assertThat(evaluation.checkpointStep()).isEqualTo(100);
    assertThat(evaluation.job()).isEqualTo("4711");
    assertThat(evaluation.log()).isEqualTo(err.toString());
    assertThat(evaluation.startedAt()).isEqualTo(TEN);
    assertThat(evaluation.updatedAt()).isEqualTo(TEN.plusSeconds(1));
    assertThat(evaluation.expectedEnd()).isNull();
  }

  @Test
  void scoresAndPointsComeWhileItRuns() throws IOException {
    append(err, TEN, named() + "2025-10-20 10:01:00,000 - INFO - sBLIMP: 585/1000 = 0.5850\n");
    assertThat(only(TEN).scores()).containsExactly(new Evaluation.Score("sblimp", 0.585, 1000));
    append(err, TEN.plusSeconds(9), "x - INFO - Position 1000/44000: avg_loss=2.5\n");
    assertThat(only(TEN).progression().points()).hasSize(1);
    assertThat(only(TEN).task()).isEqualTo("librilight");
  }

  @Test
  void theEvaluationOfAPretrainedModelIsOneOfTheBaseline() throws IOException {
    append(err, TEN, BEGIN + "2025-10-20 10:00:00,000 - INFO - Mode:   BASELINE\n");
    assertThat(only(TEN).baseline()).isTrue();
    assertThat(only(TEN).checkpointPath()).isNull();
  }

  @Test
  void noneIsSaidToLackResultsBeforeAllResultsAreRead() throws IOException {
    index.beginStart();
    append(err, TEN, named() + "💾 Results saved to: x\n");
    append(logs.resolve("paper_metrics_4712.err"), TEN, named().replace("_000100", "_000200"));
    assertThat(at(TEN.plusSeconds(600))).isEmpty();
    results(TEN.plusSeconds(9));
    assertThat(at(TEN.plusSeconds(601))).isEmpty();
    index.endOfStart();
    assertThat(only(TEN.plusSeconds(602)).checkpointStep()).isEqualTo(200);
  }

  @Test
  void whatWasListedBeforeARestartIsListedMeanwhile() throws IOException {
    append(err, TEN, named());
    Evaluation before = only(TEN);
    store.save(index.toSave(true, Map.of()));
    index = index();
    index.beginStart();
    index.restore(store.load(), true, TEN.plusSeconds(9));
    results(TEN.plusSeconds(9));
    assertThat(only(TEN.plusSeconds(10))).isEqualTo(before);
    index.endOfStart();
    assertThat(at(TEN.plusSeconds(11))).isEmpty();
  }

  @Test
  void itIsNoLongerListedWhenItsResultsAreThere() throws IOException {
    append(err, TEN, named());
    results(TEN.minusSeconds(60));
    assertThat(only(TEN).state()).isEqualTo(State.RUNNING);
    append(err, TEN.plusSeconds(600), "💾 Results saved to: x\n");
    results(TEN.plusSeconds(600));
    assertThat(at(TEN.plusSeconds(601))).isEmpty();
  }

  @Test
  void oneThatFailsAfterThereWereResultsIsListed() throws IOException {
    append(err, TEN, named());
    results(TEN.plusSeconds(60));
    assertThat(at(TEN.plusSeconds(61))).isEmpty();
    append(err, TEN.plusSeconds(120), "❌ Evaluation failed: CUDA error\n");
    Evaluation failed = only(TEN.plusSeconds(120));
    assertThat(failed.state()).isEqualTo(State.FAILED);
    assertThat(failed.reason()).isEqualTo("❌ Evaluation failed: CUDA error");
    assertThat(failed.endedAt()).isEqualTo(TEN.plusSeconds(120));
  }

  @Test
  void timeAloneMakesItStalled() throws IOException {
    append(err, TEN, named());
    assertThat(only(TEN.plusSeconds(1199)).state()).isEqualTo(State.RUNNING);
    assertThat(only(TEN.plusSeconds(1200)).state()).isEqualTo(State.STALLED);
    append(err, TEN.plusSeconds(1300), "2025-10-20 10:21:40,000 - INFO - x\n");
    assertThat(only(TEN.plusSeconds(1300)).state()).isEqualTo(State.RUNNING);
    assertThat(at(TEN.plus(Duration.ofDays(31)))).isEmpty();
  }

  @Test
  void oneThatIsCompleteWithoutResultsIsSaidToBe() throws IOException {
    append(err, TEN, named() + "💾 Results saved to: /elsewhere\n");
    assertThat(only(TEN.plusSeconds(59)).state()).isEqualTo(State.RUNNING);
    assertThat(only(TEN.plusSeconds(60)).state()).isEqualTo(State.ENDED_WITHOUT_RESULTS);
  }

  @Test
  void oneThatIsEvaluatedAgainIsNoLongerListed() throws IOException {
    append(err, TEN, named() + "❌ Evaluation failed: x\n");
    append(
        logs.resolve("paper_metrics_4712.err"),
        TEN.plusSeconds(300),
        named().replace("10:00:00", "10:05:00"));
    assertThat(only(TEN.plusSeconds(300)).job()).isEqualTo("4712");
  }

  @Test
  void aNodeInAnotherTimeZoneDoesNotBeginInTheFuture() throws IOException {
    append(err, TEN.plusSeconds(5), named().replace("10:00:00", "12:00:00"));
    assertThat(only(TEN.plusSeconds(6)).startedAt()).isEqualTo(TEN);
  }

  @Test
  void aRestartResumesWithTheSame() throws IOException {
    append(err, TEN.plusSeconds(3), "Paper Metrics Evaluation\nCheckpoint: " + checkpoint + "\n");
    Evaluation before = only(TEN.plusSeconds(4));
    assertThat(before.startedAt()).isEqualTo(TEN.plusSeconds(3));
    store.save(index.toSave(true, Map.of()));
    index = index();
    index.restore(store.load(), true, TEN.plusSeconds(9));
    assertThat(index.snapshot().evaluating()).containsExactly(before);
    append(err, TEN.plusSeconds(10), "something\n");
    assertThat(only(TEN.plusSeconds(10)).startedAt()).isEqualTo(TEN.plusSeconds(3));
  }

  @Test
  void aLogThatGoesTakesItsEvaluationWithIt() throws IOException {
    append(err, TEN, named());
    assertThat(at(TEN)).hasSize(1);
    Files.delete(err);
    written.put(err, TEN);
    assertThat(at(TEN)).isEmpty();
  }

  @Test
  void aLogThatNamesACheckpointAloneIsNoEvaluation() throws IOException {
    append(err, TEN, "Checkpoint: " + checkpoint + "\nTraceback (most recent call last):\nX\n");
    assertThat(at(TEN)).isEmpty();
  }

  @Test
  void allEvaluationsOfARunAreKnownWithTheOneThatWroteItsResults() throws IOException {
    append(err, TEN, named() + "❌ Evaluation failed: CUDA error\n");
    Path second = logs.resolve("paper_metrics_4712.err");
    append(
        second,
        TEN.plusSeconds(7200),
        named().replace(" 10:00", " 11:00")
            + "2025-10-20 12:00:00,000 - INFO - sBLIMP: 5/10 = 0.5\n💾 Results saved to: x\n");
    Path third = logs.resolve("paper_metrics_4713.err");
    append(
        third,
        TEN.plusSeconds(7201),
        named().replace(" 10:00", " 11:30")
            + "2025-10-20 12:00:01,000 - INFO - sBLIMP: 6/10 = 0.6\n💾 Results saved to: x\n");
    results(TEN.plusSeconds(7210));
    assertThat(at(TEN.plusSeconds(7300))).isEmpty();
    List<PastEvaluation> all = index.facts(checkpoint).runs().get(0).evaluations();
    assertThat(all)
        .extracting(PastEvaluation::job, PastEvaluation::outcome, PastEvaluation::shown)
        .containsExactly(
            tuple("4711", PastEvaluation.Outcome.FAILED, false),
            tuple("4712", PastEvaluation.Outcome.COMPLETE, true),
            tuple("4713", PastEvaluation.Outcome.COMPLETE, false));
    assertThat(all.get(1).startedAt()).isEqualTo(TEN.plusSeconds(3600));
    assertThat(all.get(1).endedAt()).isEqualTo(TEN.plusSeconds(7200));
  }
}

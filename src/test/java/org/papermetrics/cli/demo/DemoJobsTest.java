package org.papermetrics.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.papermetrics.cli.demo.TreeFiles.content;
import static org.papermetrics.cli.demo.TreeFiles.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.papermetrics.aggregate.RunMaker;
import org.papermetrics.aggregate.SnapshotBuilder;
import org.papermetrics.annotations.AnnotationsFile;
import org.papermetrics.index.FileAccess;
import org.papermetrics.index.RunCatalog;
import org.papermetrics.index.RunIndex;
import org.papermetrics.layout.ConfiguredPaths;
import org.papermetrics.layout.FilePatterns;
import org.papermetrics.load.ReadRules;
import org.papermetrics.load.RunLoader;
import org.papermetrics.model.Evaluation;
import org.papermetrics.model.Evaluation.State;
import org.papermetrics.model.Snapshot;
import org.papermetrics.registry.RegistryFile;

/** The evaluations of the demo as the index of the daemon lists them. */
class DemoJobsTest {
  private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
  private static final Instant NOW = Instant.parse("2025-11-03T12:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZONE);
  private static final DemoSettings SETTINGS = DemoSettings.of(1, 6, CLOCK).withProblems();
  private static final String PROCEEDING = "podcasts_ttt_layers_30-31";

  private final DemoTree tree;
  private final DemoJobs jobs;
  private final RunIndex index;

  DemoJobsTest(@TempDir Path temp) throws IOException {
    tree = DemoTree.write(temp.resolve("tree"), SETTINGS);
    jobs = DemoJobs.start(tree, SETTINGS);
    index = index();
  }

  private RunIndex index() {
    List<Path> roots = List.of(tree.checkpoints());
    FilePatterns patterns = new FilePatterns(List.of(FilePatterns.RESULTS), List.of());
    ConfiguredPaths ground =
        new ConfiguredPaths(roots, List.of(tree.logs()), patterns, true, path -> false);
    FileAccess access = FileAccess.of(ground, Duration.ofMinutes(1), () -> {}, System::nanoTime);
    RegistryFile registry = new RegistryFile(tree.registry(), CLOCK);
    return new RunIndex(
        new RunCatalog(tree.registry(), registry, ground, access),
        new RunLoader(new ReadRules(roots, List.of(), List.of()), List.of(), List.of()),
        new RunMaker(List.of(), ZONE),
        new SnapshotBuilder(null),
        ground,
        access,
        RunIndex.NEVER,
        new AnnotationsFile(
            tree.registry().resolveSibling(AnnotationsFile.NAME), Clock.systemUTC()),
        ZONE,
        Duration.ofMinutes(20),
        Snapshot.empty("epoch.x", 0, NOW, List.of(), List.of()));
  }

  /** What the index knows a time after the start. */
  private Snapshot after(Duration time) throws IOException {
    Instant now = NOW.plus(time);
    jobs.play(now);
    Set<Path> all = new HashSet<>(List.of(tree.registry()));
    for (Path file : files(Objects.requireNonNull(tree.checkpoints().getParent()), "")) {
      if (Files.getLastModifiedTime(file).toInstant().isAfter(NOW.plus(Duration.ofDays(1)))) {
        Files.setLastModifiedTime(file, FileTime.from(now));
      }
      if (Files.isRegularFile(file)) {
        all.add(file);
      }
    }
    index.update(all, List.of(), now);
    return index.snapshot();
  }

  private static List<State> states(Snapshot board) {
    return board.evaluating().stream().map(Evaluation::state).toList();
  }

  private static Evaluation only(Snapshot board, String experiment) {
    List<Evaluation> found =
        board.evaluating().stream().filter(e -> experiment.equals(e.experiment())).toList();
    assertThat(found).hasSize(1);
    return found.get(0);
  }

  @Test
  void oneHasFailedOneIsStalledAndTwoRun() throws IOException {
    Snapshot board = after(Duration.ofSeconds(2));

    assertThat(states(board))
        .containsExactlyInAnyOrder(State.FAILED, State.STALLED, State.RUNNING, State.RUNNING);
    Evaluation failed = only(board, "librilight_full_finetuning");
    assertThat(failed.state()).isEqualTo(State.FAILED);
    assertThat(failed.reason()).startsWith("❌ Evaluation failed: CUDA out of memory");
    assertThat(failed.endedAt()).isEqualTo(NOW.minus(Duration.ofMinutes(95)));
    Evaluation stalled = only(board, "podcasts_ttt_layers_all");
    assertThat(stalled.state()).isEqualTo(State.STALLED);
    assertThat(stalled.task()).isEqualTo("swuggy");
    assertThat(stalled.scores()).hasSize(1);
    assertThat(board.runs()).hasSize(SETTINGS.runs());
  }

  @Test
  void oneThatWasRequeuedHasFailedBeforeInTheSameLogs() throws IOException {
    Evaluation requeued = only(after(Duration.ofSeconds(2)), "librispeech_lora_r32");
    assertThat(requeued.state()).isEqualTo(State.RUNNING);
    assertThat(requeued.startedAt()).isEqualTo(NOW);
    assertThat(requeued.reason()).isNull();
    assertThat(Path.of(requeued.log()))
        .content()
        .containsOnlyOnce("RuntimeError: CUDA error")
        .contains("2025-11-03 12:55:52,000 - INFO - PAPER METRICS EVALUATION")
        .contains("2025-11-03 13:00:00,000 - INFO - PAPER METRICS EVALUATION");
    Snapshot board = after(DemoScript.DURATION.multipliedBy(4));
    assertThat(board.runs()).anyMatch(run -> run.id().startsWith("librispeech_lora_r32"));
    assertThat(board.evaluating()).noneMatch(evaluation -> evaluation.key().equals(requeued.key()));
  }

  @Test
  void oneProceedsTaskByTaskAndBecomesARun() throws IOException {
    assertThat(only(after(Duration.ofSeconds(4)), PROCEEDING).task()).isEqualTo("loading");
    Evaluation task = only(after(Duration.ofSeconds(25)), PROCEEDING);
    assertThat(task.task()).isEqualTo("swuggy");
    assertThat(task.done()).isBetween(500, 1500);
    assertThat(task.total()).isEqualTo(2000);
    assertThat(task.scores()).hasSize(1);
    assertThat(task.expectedEnd())
        .isBetween(NOW.plus(Duration.ofSeconds(70)), NOW.plus(Duration.ofSeconds(100)));
    Evaluation positions = only(after(Duration.ofSeconds(70)), PROCEEDING);
    assertThat(positions.task()).isEqualTo("librilight");
    assertThat(positions.scores()).hasSize(4);
    assertThat(positions.progression().points()).hasSizeGreaterThan(50);

    Snapshot board = after(DemoScript.DURATION);
    assertThat(board.evaluating()).noneMatch(e -> PROCEEDING.equals(e.experiment()));
    assertThat(board.runs()).hasSize(SETTINGS.runs() + 1);
    assertThat(board.runs())
        .filteredOn(run -> run.id().startsWith(PROCEEDING))
        .singleElement()
        .satisfies(run -> assertThat(run.progression().points()).hasSize(128));
  }

  @Test
  void theNextBeginsAndEightCheckpointsAreEvaluatedOverAndOver() throws IOException {
    Duration round = DemoScript.DURATION.plusSeconds(20);
    Duration now = Duration.ZERO;
    for (int i = 0; i < 20; i++) {
      now = now.plus(round);
      after(now.minusSeconds(20));
      Evaluation next = only(after(now), PROCEEDING);
      assertThat(next.checkpointStep()).isEqualTo(100L * ((i + 1) % 8 + 1));
    }
    assertThat(files(tree.logs(), ".err")).hasSize(5 + 3 + 9);
    assertThat(index.snapshot().runs()).hasSize(SETTINGS.runs() + 1 + 8);
  }

  @Test
  void theSameSettingsGiveTheSameBytesAtTheSameTimes(@TempDir Path other) throws IOException {
    jobs.play(NOW.plusSeconds(30));
    jobs.play(NOW.plusSeconds(100));
    Path place = Objects.requireNonNull(tree.checkpoints().getParent());
    Map<String, String> first = content(place);
    Files.move(place, other.resolve("first"));
    DemoTree again = DemoTree.write(place, SETTINGS);
    DemoJobs same = DemoJobs.start(again, SETTINGS);
    same.play(NOW.plusSeconds(30));
    same.play(NOW.plusSeconds(100));

    assertThat(content(place)).isEqualTo(first);
  }
}

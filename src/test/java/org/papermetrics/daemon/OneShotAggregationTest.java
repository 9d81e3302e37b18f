package org.papermetrics.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.papermetrics.config.HttpSettings;
import org.papermetrics.config.Settings;
import org.papermetrics.config.WatchSettings;
import org.papermetrics.layout.FilePatterns;
import org.papermetrics.model.Problem;
import org.papermetrics.model.Run;
import org.papermetrics.model.Snapshot;
import org.papermetrics.testing.Disk;
import org.papermetrics.testing.LogLines;

/** What a pass keeps of the data file that it replaces. */
class OneShotAggregationTest {
  private static final Instant WRITTEN = Instant.parse("2026-03-01T09:30:00Z");

  private final Path root;
  private final Path other;
  private final Path logs;
  private final Path registry;
  private final Path data;
  private Instant now = WRITTEN.plus(Duration.ofHours(1));

  OneShotAggregationTest(@TempDir Path directory) throws IOException {
    root = Files.createDirectory(directory.resolve("root"));
    other = Files.createDirectory(directory.resolve("other"));
    logs = Files.createDirectory(directory.resolve("logs"));
    registry = directory.resolve("dashboard/runs_registry.json");
    data = directory.resolve("out/dashboard_data.json");
    Files.createDirectories(data.resolveSibling("."));
  }

  private Path run(Path below, String experiment, int step) {
    Path checkpoint = below.resolve("%s/checkpoints/checkpoint_%06d".formatted(experiment, step));
    old(Disk.file(checkpoint.resolve("training_config.json"), "{\"ttt\":{\"enable\":true}}"));
    return results(checkpoint, "{\"sblimp_accuracy\": 0.5}");
  }

  private static Path results(Path checkpoint, String content) {
    old(Disk.file(checkpoint.resolve(Disk.RESULTS), content));
    return checkpoint;
  }

  private static void old(Path file) {
    try {
      Files.setLastModifiedTime(file, FileTime.from(WRITTEN));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private void pretrained(Path results) throws IOException {
    old(Disk.file(results, "{\"sblimp_accuracy\": 0.4}"));
    Disk.file(
        registry,
        "{\"runs\": [{\"checkpoint_path\": \"None\", \"results_file\": \"" + results + "\"}]}");
  }

  private static void empty(Path directory) throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path path : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
        if (!path.equals(directory)) {
          Files.delete(path);
        }
      }
    }
  }

  private Snapshot aggregate(boolean fullScan, Path... roots) throws Exception {
    Settings settings =
        new Settings(
            List.of(roots),
            List.of(logs),
            registry,
            data.resolveSibling("."),
            data.resolveSibling("state"),
            Optional.empty(),
            new HttpSettings("127.0.0.1", 0, Set.of(), false),
            WatchSettings.DEFAULT,
            new Settings.Discovery(List.of(FilePatterns.RESULTS), List.of()),
            Settings.Evaluations.DEFAULT,
            List.of(),
            List.of());
    Clock clock = Clock.fixed(now, ZoneOffset.UTC);
    OneShotAggregation.Result result =
        OneShotAggregation.run(settings, fullScan, Optional.of(data), progress -> {}, clock);
    OneShotAggregation.write(result, data, clock);
    now = now.plusSeconds(60);
    return result.snapshot();
  }

  private static List<String> ids(Snapshot board) {
    return board.runs().stream().map(Run::id).toList();
  }

  private static List<String> problems(Snapshot board) {
    List<String> problems = new ArrayList<>();
    for (Problem problem : board.problems()) {
      problems.add(problem.kind() + " " + problem.path());
    }
    return problems;
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{\"sblimp_accuracy\": 0.", "[1]", "\u0000"})
  void theRunOfABrokenResultsFileStays(String broken) throws Exception {
    Path checkpoint = run(root, "exp", 100);
    run(root, "exp", 200);
    Snapshot before = aggregate(false, root);

    results(checkpoint, broken);
    for (boolean fullScan : new boolean[] {false, true, false}) {
      Snapshot board = aggregate(fullScan, root);
      assertThat(unmarked(board)).isEqualTo(before.runs());
      Run.BrokenFile marked = board.run("exp_cp000100").orElseThrow().brokenFile();
      assertThat(marked)
          .extracting(Run.BrokenFile::message)
          .isEqualTo(board.problems().get(0).message());
      assertThat(problems(board))
          .containsExactly("RESULTS_UNREADABLE " + checkpoint.resolve(Disk.RESULTS));
      assertThat(board.problems().get(0).message()).endsWith("What was shown before stays.");
    }

    results(checkpoint, "{\"sblimp_accuracy\": 0.75}");
    Snapshot whole = aggregate(false, root);
    assertThat(whole.problems()).isEmpty();
    assertThat(whole.run("exp_cp000100").orElseThrow().metrics()).asString().contains("0.75");
  }

  @Test
  void theRunOfABrokenConfigStays() throws Exception {
    Path checkpoint = run(root, "exp", 100);
    Snapshot before = aggregate(false, root);
    Files.writeString(checkpoint.resolve("training_config.json"), "");
    old(checkpoint.resolve("training_config.json"));
    assertThat(unmarked(aggregate(false, root))).isEqualTo(before.runs());
  }

  /** The runs without what says that a file of theirs is broken. */
  private static List<Run> unmarked(Snapshot board) {
    return board.runs().stream().map(run -> run.withBrokenFile(null)).toList();
  }

  @Test
  void withoutAFormerDataFileABrokenRunIsLeftOutAndNotSaidToStay() throws Exception {
    results(run(root, "exp", 100), "");
    run(root, "exp", 200);
    Snapshot board = aggregate(false, root);
    assertThat(ids(board)).containsExactly("exp_cp000200");
    assertThat(board.problems().get(0).message()).endsWith("Until then it is not shown.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "{\"runs\": [{\"id\": 7}], \"x\"", "<html>"})
  void aFormerDataFileThatIsNoneIsIgnored(String content) throws Exception {
    results(run(root, "exp", 100), "");
    run(root, "exp", 200);
    Files.writeString(data, content);
    assertThat(ids(aggregate(false, root))).containsExactly("exp_cp000200");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theRunsOfAnEmptyRootStayMarkedSinceThen(boolean fullScan) throws Exception {
    run(root, "exp", 100);
    run(root, "exp", 200);
    Snapshot before = aggregate(false, root);
    String registered = Files.readString(registry);
    empty(root);
    Instant since = now;
    for (int pass = 0; pass < 2; pass++) {
      Snapshot board = aggregate(fullScan, root);
      assertThat(board.runs())
          .isEqualTo(before.runs().stream().map(r -> r.withUnavailableSince(since)).toList());
      assertThat(problems(board)).containsExactly("ROOT_UNAVAILABLE " + root);
      assertThat(board.problems().get(0).message())
          .contains("What was shown before stays", "Mount it", data.toString())
          .doesNotContain("unregister");
      assertThat(board.problems().get(0).since()).isEqualTo(since);
      assertThat(Files.readString(registry)).isEqualTo(registered);
    }
    run(root, "exp", 100);
    run(root, "exp", 200);
    Snapshot back = aggregate(fullScan, root);
    assertThat(back.runs()).isEqualTo(before.runs());
    assertThat(back.problems()).isEmpty();
  }

  @Test
  void theRunsOfAnEmptyRootStayWithoutARegistry() throws Exception {
    run(root, "exp", 100);
    Snapshot before = aggregate(false, root);
    empty(root);
    Files.delete(registry);
    assertThat(ids(aggregate(false, root))).isEqualTo(ids(before));
    assertThat(registry).as("what was not seen is not registered").doesNotExist();
  }

  @Test
  void anEmptyRootThatOnlyTheRegistryKnowsIsOneProblemWithoutAdviceToUnregister() throws Exception {
    run(root, "exp", 100);
    run(root, "exp", 200);
    aggregate(false, root);
    empty(root);
    Files.delete(data);
    Snapshot board = aggregate(false, root);
    assertThat(board.runs()).isEmpty();
    assertThat(problems(board)).containsExactly("ROOT_UNAVAILABLE " + root);
    assertThat(board.problems().get(0).message())
        .contains("although the registry names some in it")
        .doesNotContain("unregister", "stays");
  }

  @Test
  void anEmptyRootThatNeverHadRunsIsNoProblem() throws Exception {
    run(root, "exp", 100);
    aggregate(false, root, other);
    assertThat(aggregate(true, root, other).problems()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theRunsOfAMissingRootStayBesideThoseOfAnother(boolean fullScan) throws Exception {
    run(root, "exp", 100);
    Path kept = run(other, "kept", 200);
    Snapshot before = aggregate(false, root, other);
    empty(root);
    Files.delete(root);
    results(kept, "{\"sblimp_accuracy\": 0.75}");
    Instant since = now;
    Snapshot board = aggregate(fullScan, root, other);
    assertThat(ids(board)).isEqualTo(ids(before));
    assertThat(board.run("exp_cp000100").orElseThrow().unavailableSince()).isEqualTo(since);
    assertThat(board.run("kept_cp000200").orElseThrow().metrics()).asString().contains("0.75");
    assertThat(board.run("kept_cp000200").orElseThrow().unavailableSince()).isNull();
    assertThat(problems(board)).containsExactly("ROOT_UNAVAILABLE " + root);
    assertThat(aggregate(fullScan, root, other).problems().get(0).since()).isEqualTo(since);
  }

  @Test
  void aRunThatWasTakenOffTheRegistryGoesAlsoWhenItsRootIsAway() throws Exception {
    run(root, "exp", 100);
    run(root, "exp", 200);
    aggregate(false, root);
    String registered = Files.readString(registry);
    empty(root);
    Files.writeString(registry, registered.replace("checkpoint_000100", "checkpoint_000777"));
    assertThat(ids(aggregate(false, root))).containsExactly("exp_cp000200");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aRunThatWasDeletedGoesWhileItsRootHoldsOthers(boolean fullScan) throws Exception {
    Path gone = run(root, "exp", 200);
    Path broken = run(root, "exp", 300);
    aggregate(false, root);
    empty(gone);
    results(broken, "");
    Snapshot board = aggregate(fullScan, root);
    assertThat(ids(board)).containsExactly("exp_cp000300");
    assertThat(problems(board))
        .containsExactly(
            "RESULTS_UNREADABLE " + broken.resolve(Disk.RESULTS),
            "RUN_VANISHED " + gone.resolve(Disk.RESULTS));
  }

  @Test
  void aRootWhoseResultsAreOnlyNotRegisteredIsNotEmpty() throws Exception {
    Path gone = run(root, "exp", 100);
    aggregate(false, root);
    run(root, "exp", 200);
    empty(gone);
    assertThat(problems(aggregate(false, root)))
        .containsExactly("RUN_VANISHED " + gone.resolve(Disk.RESULTS));
  }

  @Test
  void whatOnlyTheRegistryNamedStaysWhenItIsBroken() throws Exception {
    pretrained(data.resolveSibling("my_baseline.json"));
    run(root, "exp", 100);
    Path elsewhere = run(other, "elsewhere", 200);
    aggregate(true, root, other);
    Snapshot before = aggregate(false, root);
    assertThat(ids(before))
        .containsExactly("elsewhere_cp000200", "exp_cp000100", "baseline_pretrained");
    Files.writeString(registry, "{\"runs\": [");
    results(elsewhere, "{\"sblimp_accuracy\": 0.75}");
    Snapshot board = aggregate(false, root);
    assertThat(ids(board)).isEqualTo(ids(before));
    assertThat(board.baselineId()).isEqualTo("baseline_pretrained");
    assertThat(board.runs().get(0).metrics()).as("is read again").asString().contains("0.75");
    assertThat(problems(board)).containsExactly("REGISTRY_UNREADABLE " + registry);
    assertThat(Files.readString(registry)).isEqualTo("{\"runs\": [");
  }

  @Test
  void aBrokenPretrainedModelStaysAndIsStillTheBaseline() throws Exception {
    Path results = data.resolveSibling("my_baseline.json");
    pretrained(results);
    run(root, "exp", 100);
    aggregate(true, root);
    Files.writeString(results, "");
    old(results);
    assertThat(aggregate(false, root).baselineId()).isEqualTo("baseline_pretrained");
  }

  @Test
  void anIdThatWasMadeUniqueGoesBackToThatOfItsPath() throws Exception {
    Path first = run(root, "a/exp", 100);
    Path second = run(root, "b/exp", 100);
    assertThat(ids(aggregate(false, root)).get(1)).startsWith("exp_cp000100~");
    empty(first);
    results(second, "");
    assertThat(ids(aggregate(false, root))).containsExactly("exp_cp000100");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void curvesStayWhileTheLogsAreAway(boolean missing) throws Exception {
    Path checkpoint = run(root, "exp", 100);
    run(root, "exp", 200);
    Path log = logs.resolve("paper_metrics_1.log");
    Files.writeString(log, "Checkpoint: " + checkpoint + "\n" + LogLines.point(1000, 1.5));
    Snapshot before = aggregate(false, root);
    assertThat(before.runs().get(1).progression().isEmpty()).isFalse();

    Files.delete(log);
    if (missing) {
      Files.delete(logs);
    }
    Snapshot board = aggregate(false, root);
    assertThat(board.runs()).isEqualTo(before.runs());
    assertThat(problems(board)).containsExactly("LOG_DIR_UNAVAILABLE " + logs);

    Files.createDirectories(logs);
    Files.writeString(logs.resolve("paper_metrics_2.log"), "");
    assertThat(aggregate(false, root).runs().get(1).progression().isEmpty())
        .as("there are logs, and none of it")
        .isTrue();
  }

  @Test
  void withoutAFaultTheBytesAreTheSameWithAndWithoutAFormerDataFile() throws Exception {
    pretrained(data.resolveSibling("my_baseline.json"));
    for (int step = 100; step <= 500; step += 100) {
      run(root, "exp", step);
      run(other, "exp", step);
    }
    Path log = logs.resolve("paper_metrics_1.log");
    Files.writeString(
        log, "Checkpoint: " + run(root, "exp", 100) + "\n" + LogLines.point(1000, 1.5));
    aggregate(true, root, other);
    Instant then = now;
    for (boolean fullScan : new boolean[] {true, false}) {
      now = then;
      aggregate(fullScan, root, other);
      byte[] with = Files.readAllBytes(data);
      Files.delete(data);
      now = then;
      aggregate(fullScan, root, other);
      assertThat(Files.readAllBytes(data)).isEqualTo(with);
    }
  }

  @Test
  void aFaultChangesNoByteOfTheOtherRuns() throws Exception {
    for (int step = 100; step <= 500; step += 100) {
      run(root, "exp", step);
      run(other, "exp", step);
    }
    aggregate(true, root, other);
    List<String> before = Files.readAllLines(data);
    results(root.resolve("exp/checkpoints/checkpoint_000300"), "");
    aggregate(true, root, other);
    List<String> after =
        Files.readAllLines(data).stream()
            .map(line -> line.replaceFirst(",\"broken_file\":\\{[^}]*}", ""))
            .toList();
    assertThat(after.subList(1, after.size())).isEqualTo(before.subList(1, before.size()));
  }
}

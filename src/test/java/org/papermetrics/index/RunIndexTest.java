package org.papermetrics.index;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.papermetrics.aggregate.RunMaker;
import org.papermetrics.aggregate.SnapshotBuilder;
import org.papermetrics.annotations.AnnotationsFile;
import org.papermetrics.layout.ConfiguredPaths;
import org.papermetrics.layout.FilePatterns;
import org.papermetrics.load.ReadRules;
import org.papermetrics.load.RunLoader;
import org.papermetrics.model.Annotation;
import org.papermetrics.model.JsonText;
import org.papermetrics.model.Problem;
import org.papermetrics.model.Problem.Kind;
import org.papermetrics.model.ReadProgress;
import org.papermetrics.model.Run;
import org.papermetrics.model.Snapshot;
import org.papermetrics.registry.RegistryFile;
import org.papermetrics.state.MemoryStateStore;
import org.papermetrics.state.SavedRegistryEntry;
import org.papermetrics.state.SavedState;
import org.papermetrics.state.StateUpdate;
import org.papermetrics.testing.Fifo;
import org.papermetrics.testing.MeddlingClock;

/** From files to the board, rule by rule. */
class RunIndexTest {
  private static final Instant OLD = Instant.parse("2026-03-01T09:30:00Z");
  private static final Clock FIXED = Clock.fixed(OLD, ZoneOffset.UTC);
  private static final String RESULTS = "paper_metrics_results.json";
  private static final String CONFIG = "training_config.json";

  private final Path root;
  private final Path logs;
  private final Path registry;
  private boolean away;
  private RunIndex index;
  private Instant now = OLD.plus(Duration.ofHours(1));

  RunIndexTest(@TempDir Path directory) throws IOException {
    root = Files.createDirectory(directory.resolve("ckpt"));
    logs = Files.createDirectory(directory.resolve("logs"));
    registry = directory.resolve("dashboard/runs_registry.json");
    index = newIndex(Duration.ofMinutes(1), FIXED);
  }

  private RunIndex newIndex(Duration patience, Clock ofRegistry) {
    FilePatterns patterns = new FilePatterns(List.of(FilePatterns.RESULTS), List.of());
    ConfiguredPaths ground =
        new ConfiguredPaths(List.of(root), List.of(logs), patterns, true, path -> away);
    FileAccess access =
        FileAccess.of(ground, Duration.ofMinutes(1), () -> {}, System::nanoTime)
            .withPatience(patience);
    return new RunIndex(
        new RunCatalog(registry, new RegistryFile(registry, ofRegistry), ground, access),
        new RunLoader(new ReadRules(List.of(root), List.of(), List.of()), List.of(), List.of()),
        new RunMaker(List.of(), ZoneOffset.UTC),
        new SnapshotBuilder(null),
        ground,
        access,
        Duration.ofSeconds(2),
        new AnnotationsFile(registry.resolveSibling(AnnotationsFile.NAME), Clock.systemUTC()),
        ZoneOffset.UTC,
        Duration.ofMinutes(20),
        Snapshot.empty("epoch", 0, OLD, List.of(root.toString()), List.of()));
  }

  private Path checkpoint(String experiment, int step) throws IOException {
    return Files.createDirectories(
        root.resolve(experiment + "/checkpoints/checkpoint_%06d".formatted(step)));
  }

  private Path put(Path file, byte[] content) throws IOException {
    Files.createDirectories(file.resolveSibling(""));
    Files.write(file, content);
    Files.setLastModifiedTime(file, FileTime.from(OLD));
    return file;
  }

  private Path put(Path file, String content) throws IOException {
    return put(file, content.getBytes(UTF_8));
  }

  private Path run(String experiment, int step) throws IOException {
    Path checkpoint = checkpoint(experiment, step);
    put(checkpoint.resolve(CONFIG), "{\"max_steps\":100}");
    put(checkpoint.resolve(RESULTS), "{\"sblimp_accuracy\":0.5}");
    return checkpoint;
  }

  private Snapshot update(Path... paths) {
    index.update(List.of(paths), List.of(), now);
    return index.snapshot();
  }

  /** An index that knows what this one has saved takes its place. */
  private void restart() {
    MemoryStateStore store = new MemoryStateStore();
    store.save(index.toSave(true, Map.of()));
    index = newIndex(Duration.ofMinutes(1), FIXED);
    index.restore(store.load(), true, now);
  }

  /** Looks at the two files of a run. */
  private Snapshot lookAt(Path checkpoint) {
    return update(checkpoint.resolve(CONFIG), checkpoint.resolve(RESULTS));
  }

  private static List<String> ids(Snapshot board) {
    return board.runs().stream().map(Run::id).toList();
  }

  private static List<Kind> kinds(Snapshot board) {
    return board.problems().stream().map(Problem::kind).toList();
  }

  private static int points(Snapshot board, String id) {
    return board.run(id).orElseThrow().progression().points().size();
  }

  private Path log(String name, String content) throws IOException {
    Path log = logs.resolve(name);
    Files.writeString(log, content, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    return log;
  }

  private static String points(int n) {
    StringBuilder points = new StringBuilder();
    for (int i = 1; i <= n; i++) {
      points.append("Position ").append(i * 1000).append(": Loss 5.5 | PPL 244.7\n");
    }
    return points.toString();
  }

  @Test
  void aRunThatIsReadAgainAndIsEqualStaysTheSameObject() throws IOException {
    Path first = run("first", 100);
    Run before = lookAt(first).run("first_cp000100").orElseThrow();
    lookAt(run("first", 100));

    Snapshot after = lookAt(run("second", 200));

    assertThat(after.run("first_cp000100").orElseThrow()).isSameAs(before);
    assertThat(ids(after)).containsExactly("second_cp000200", "first_cp000100");
  }

  @Test
  void resultsWithTheirConfigAreARunAndAreRegistered() throws IOException {
    Snapshot board = lookAt(run("exp", 100));

    assertThat(ids(board)).containsExactly("exp_cp000100");
    assertThat(board.problems()).isEmpty();
    assertThat(registry).doesNotExist();
    now = now.plusSeconds(2);
    update(registry);
    assertThat(registry).content().contains(root + "/exp/checkpoints/checkpoint_000100");
  }

  @Test
  void aClockThatIsSetBackDelaysNoRegistration() throws IOException {
    lookAt(run("exp", 100));
    now = now.minus(Duration.ofDays(365));
    update(registry);
    assertThat(registry).content().contains(root + "/exp/checkpoints/checkpoint_000100");
  }

  @Test
  void aLargeRegistryRestsBetweenTwoWrites() throws IOException {
    String others =
        IntStream.range(0, 2000)
            .mapToObj(i -> "{\"checkpoint_path\": \"/gone/" + i + "\"}")
            .collect(Collectors.joining(", "));
    put(registry, "{\"runs\": [" + others + "]}");
    update(registry);
    Path second = checkpoint("second", 200);
    Instant start = now;
    lookAt(run("first", 100));
    now = start.plusMillis(100);
    lookAt(run("second", 200));

    now = start.plusSeconds(2);
    update(registry);
    assertThat(registry).content().contains("/first/").doesNotContain("/second/");
    now = start.plusMillis(2150);
    assertThat(index.update(List.of(registry), List.of(), now).again()).containsKey(registry);
    assertThat(registry).content().doesNotContain("/second/");
    now = start.plusMillis(2350);
    update(registry);
    assertThat(registry).content().contains(second.toString());
  }

  @Test
  void anEntryOfThisProgramLeavesWithItsFilesAndComesBackWithThem() throws IOException {
    Path run = registered("exp");
    Path moved = Files.move(root.resolve("exp"), root.resolve("renamed"));
    lookAt(run);
    Snapshot board = lookAt(moved.resolve("checkpoints/checkpoint_000100"));
    assertThat(kinds(board)).as("nobody may know yet").containsExactly(Kind.RUN_VANISHED);
    assertThat(registry).content().contains(root + "/exp/");

    now = now.plusSeconds(2);
    board = update(registry);
    assertThat(registry).content().doesNotContain(root + "/exp/").contains(root + "/renamed/");
    assertThat(board.problems()).isEmpty();
    assertThat(board.leftOut()).isEmpty();

    Files.move(moved, root.resolve("exp"));
    lookAt(moved.resolve("checkpoints/checkpoint_000100"));
    assertThat(ids(lookAt(run))).as("no person has removed it").containsExactly("exp_cp000100");
    now = now.plusSeconds(2);
    update(registry);
    assertThat(registry).content().contains(root + "/exp/").doesNotContain("renamed");
  }

  @Test
  @Timeout(20)
  void theBoardGoesOnWhileTheRegistryIsWritten() throws Exception {
    // Each entry says when it was added, so a clock that stands still holds up the writing.
    CountDownLatch go = new CountDownLatch(1);
    RunIndex quick = newIndex(Duration.ZERO, new MeddlingClock(OLD, go::await));
    Path first = run("first", 100);
    Path second = run("second", 100);
    quick.update(List.of(first.resolve(RESULTS)), List.of(), now);
    now = now.plusSeconds(2);
    quick.update(List.of(registry, second.resolve(RESULTS)), List.of(), now);
    assertThat(quick.snapshot().runs()).as("not held up").hasSize(2);
    assertThat(quick.isBehind()).isTrue();
    assertThat(registry).doesNotExist();
    go.countDown();
    settle(quick);
    assertThat(registry).content().contains("/first/").doesNotContain("/second/");
    now = now.plusSeconds(2);
    settle(quick);
    assertThat(registry).content().contains("/first/", "/second/");

    Files.delete(first.resolve(RESULTS));
    quick.update(List.of(first.resolve(RESULTS)), List.of(), now);
    now = now.plusSeconds(2);
    settle(quick);
    assertThat(registry).content().doesNotContain("/first/").contains("/second/");
    assertThat(quick.snapshot().problems()).isEmpty();
  }

  private void settle(RunIndex quick) throws Exception {
    do {
      quick.update(List.of(registry), List.of(), now);
      Thread.sleep(1);
    } while (quick.isBehind());
  }

  @Test
  void anEntryWhoseFilesAreBackInTimeStays() throws IOException {
    Path run = registered("exp");
    Files.move(run.resolve(RESULTS), run.resolve("aside"));
    lookAt(run);
    Files.move(run.resolve("aside"), run.resolve(RESULTS));
    now = now.plusSeconds(2);
    assertThat(update(registry).problems()).isEmpty();
    assertThat(registry).content().contains(root + "/exp/");
    assertThat(ids(lookAt(run))).containsExactly("exp_cp000100");
  }

  @Test
  void entriesOfOthersStayWhenTheirFilesGo() throws IOException {
    Path own = registered("own");
    Path noted = registered("noted");
    Path script = run("script", 100);
    String entries = Files.readString(registry);
    entries = entries.replaceFirst("(noted\\S+results.json\",)", "$1 \"note\": \"mine\",");
    String theirs =
        ", {\"checkpoint_path\": \"%s\", \"results_file\": \"%s\"}]"
            .formatted(script, script.resolve(RESULTS));
    put(registry, entries.replaceFirst("\\s*\\]\\s*\\}\\s*$", theirs + "}"));
    update(registry);
    assertThat(ids(lookAt(script))).hasSize(3);

    for (Path run : List.of(own, noted, script)) {
      Files.delete(run.resolve(RESULTS));
      lookAt(run);
    }
    now = now.plusSeconds(2);
    assertThat(kinds(update(registry))).containsExactly(Kind.RUN_VANISHED, Kind.RUN_VANISHED);
    assertThat(registry)
        .content()
        .contains(noted.toString(), script.toString())
        .doesNotContain(own.toString());
  }

  @Test
  void equalResultsThatAreLinksToOneFileAreSeveralRuns() throws IOException {
    Path blob = put(root.resolveSibling("blobs/a1"), "{\"sblimp_accuracy\":0.5}");
    for (String experiment : List.of("one", "two")) {
      Path run = run(experiment, 100);
      Files.delete(run.resolve(RESULTS));
      Files.createSymbolicLink(run.resolve(RESULTS), blob);
      lookAt(run);
    }
    assertThat(ids(index.snapshot())).containsExactly("one_cp000100", "two_cp000100");
    now = now.plusSeconds(2);
    update(registry);
    assertThat(registry).content().contains("/one/", "/two/");
  }

  @Test
  void aRunRegisteredThroughALinkIsTheOneThatIsThereAndStaysWhenTheLinkMoves() throws IOException {
    registeredThroughALink(root);
  }

  @Test
  void aRunRegisteredThroughALinkStaysOutsideOfTheRootsToo() throws IOException {
    registeredThroughALink(root.resolveSibling("store"));
  }

  private void registeredThroughALink(Path place) throws IOException {
    Path first = Files.createDirectories(place.resolve("exp/checkpoints/checkpoint_000300"));
    put(first.resolve(CONFIG), "{}");
    put(first.resolve(RESULTS), "{\"sblimp_accuracy\":0.3}");
    Path second = Files.createDirectories(first.resolveSibling("checkpoint_000400"));
    put(second.resolve(CONFIG), "{}");
    put(second.resolve(RESULTS), "{\"sblimp_accuracy\":0.4}");
    Path latest = Files.createSymbolicLink(place.resolve("latest"), first);
    put(registry, "{\"runs\": [{\"checkpoint_path\": \"%s\"}]}".formatted(latest));
    update(registry);
    Snapshot board = index.snapshot();
    assertThat(ids(board)).containsExactly("exp_cp000300");
    assertThat(board.runs().get(0).checkpointPath()).isEqualTo(first.toString());
    assertThat(board.runs().get(0).checkpointStep()).isEqualTo(300);
    Path log = log("paper_metrics_" + place.getFileName() + ".log", "Checkpoint: " + latest + "\n");
    assertThat(points(update(log(log.getFileName().toString(), points(3))), "exp_cp000300"))
        .isEqualTo(3);

    update(first.resolve(RESULTS));
    now = now.plusSeconds(2);
    update(registry);
    assertThat(registry).content().contains(latest.toString(), first.toString());
    Files.delete(latest);
    Files.createSymbolicLink(latest, second);
    assertThat(ids(lookAt(latest))).containsExactly("exp_cp000400", "exp_cp000300");
    update(second.resolve(RESULTS));
    now = now.plusSeconds(2);
    update(registry);
    assertThat(registry).content().contains(second.toString());
    assertThat(ids(index.snapshot())).containsExactly("exp_cp000400", "exp_cp000300");
  }

  @Test
  void linkedDirectoriesAboveACheckpointKeepTheNamesThatWereChosenForThem() throws IOException {
    Path store = root.resolveSibling("store");
    Path real = Files.createDirectories(store.resolve("job_1/checkpoints/checkpoint_000300"));
    put(real.resolve(CONFIG), "{}");
    put(real.resolve(RESULTS), "{\"sblimp_accuracy\":0.3}");
    Path nice = Files.createSymbolicLink(root.resolve("nice"), store.resolve("job_1"));
    Path alias = Files.createSymbolicLink(root.resolveSibling("alias"), root);
    Path linked = nice.resolve("checkpoints/checkpoint_000300");
    Path other = run("other", 200);
    Path otherAlias = alias.resolve(root.relativize(other));
    put(
        registry,
        "{\"runs\": [{\"checkpoint_path\": \"%s\"}, {\"checkpoint_path\": \"%s\"}]}"
            .formatted(linked, otherAlias));
    update(registry);
    lookAt(other);
    now = now.plusSeconds(2);
    update(registry);
    assertThat(ids(index.snapshot())).containsExactly("nice_cp000300", "other_cp000200");
    assertThat(registry)
        .content()
        .contains(otherAlias.toString())
        .doesNotContain(other.toString(), store.toString());
  }

  /** A run that this program has registered. */
  private Path registered(String experiment) throws IOException {
    Path run = run(experiment, 100);
    lookAt(run);
    now = now.plusSeconds(2);
    update(registry);
    assertThat(registry).content().contains(run.toString());
    return run;
  }

  @Test
  void aNoteIsOnItsRunWhicheverComesFirstAndStaysWhileTheFileCannotBeRead() throws IOException {
    Path notes = put(registry.resolveSibling(AnnotationsFile.NAME), note("exp/", "first"));
    Path run = run("exp", 100);
    assertThat(update(run.resolve(RESULTS)).runs())
        .extracting(Run::annotation)
        .containsExactly(new Annotation("first", true, ""));
    put(notes, note("exp/", "second"));
    assertThat(update(notes).runs())
        .extracting(r -> r.annotation().text())
        .containsExactly("second");

    put(notes, "{\"notes\": [");
    Snapshot unreadable = update(notes);
    assertThat(unreadable.runs()).extracting(r -> r.annotation().text()).containsExactly("second");
    assertThat(kinds(unreadable)).containsExactly(Kind.ANNOTATIONS_UNREADABLE);
    restart();
    assertThat(update(notes, run.resolve(RESULTS)).runs())
        .extracting(r -> r.annotation().text())
        .containsExactly("second");

    put(notes, note("another/", "not here"));
    Snapshot repaired = update(notes);
    assertThat(repaired.runs()).extracting(Run::annotation).containsExactly(Annotation.NONE);
    assertThat(repaired.problems()).isEmpty();
  }

  @Test
  void notesOfAFileThatIsMissingForAMomentStay() throws IOException {
    Path notes = put(registry.resolveSibling(AnnotationsFile.NAME), note("exp/", "first"));
    update(run("exp", 100).resolve(RESULTS));
    Files.delete(notes);
    assertThat(update(notes).runs())
        .extracting(r -> r.annotation().text())
        .containsExactly("first");
    now = now.plusSeconds(2);
    assertThat(update(notes).runs()).extracting(Run::annotation).containsExactly(Annotation.NONE);
  }

  private String note(String experiment, String text) {
    return "{\"notes\": [{\"checkpoint_path\": \"%s/%scheckpoints/checkpoint_000100\", \"text\": \"%s\", \"starred\": true}]}"
        .formatted(root, experiment, text);
  }

  @Test
  void aLogBelongsToItsRunWhicheverComesFirst() throws IOException {
    Path first = run("first", 100);
    Path second = run("second", 200);
    update(log("paper_metrics_1.err", "Checkpoint: " + first + "/consolidated/\n" + points(3)));
    lookAt(first);
    lookAt(second);
    Snapshot board = update(log("paper_metrics_2.err", "Checkpoint: " + second + "\n" + points(4)));

    assertThat(points(board, "first_cp000100")).isEqualTo(3);
    assertThat(points(board, "second_cp000200")).isEqualTo(4);

    board = update(log("paper_metrics_2.err", points(4)));
    assertThat(board.run("second_cp000200").orElseThrow().progression().files()).hasSize(2);
  }

  @Test
  void pointsInsideTheResultsWinOverLogs() throws IOException {
    Path run = run("exp", 100);
    put(
        run.resolve(RESULTS),
        "{\"librilight_progression\":[{\"position\":1000,\"loss\":5.5,\"perplexity\":244.7}]}");
    lookAt(run);

    Snapshot board = update(log("paper_metrics_1.err", "Checkpoint: " + run + "\n" + points(3)));
    assertThat(points(board, "exp_cp000100")).isEqualTo(1);

    put(run.resolve(RESULTS), "{\"sblimp_accuracy\":0.75}");
    assertThat(points(lookAt(run), "exp_cp000100")).isEqualTo(3);
  }

  @Test
  void aLogThatNamesNoneBelongsToTheOnlyRunWithTheStepOfItsName() throws IOException {
    lookAt(run("one", 100));
    Snapshot board = update(log("paper_metrics_cp000100.err", points(3)));
    assertThat(points(board, "one_cp000100")).isEqualTo(3);
    assertThat(board.problems()).isEmpty();

    Path other = run("other", 100);
    board = lookAt(other);
    assertThat(points(board, "one_cp000100")).isZero();
    assertThat(points(board, "other_cp000100")).isZero();
    assertThat(kinds(board)).containsExactly(Kind.LOG_UNMATCHED);

    Files.delete(other.resolve(RESULTS));
    board = lookAt(other);
    assertThat(points(board, "one_cp000100")).isEqualTo(3);
  }

  @Test
  void aLogThatNamesAnotherRunIsNotTakenForItsStep() throws IOException {
    lookAt(run("exp", 100));

    Snapshot board =
        update(log("paper_metrics_cp000100.err", "Checkpoint: /elsewhere\n" + points(3)));

    assertThat(points(board, "exp_cp000100")).isZero();
  }

  @Test
  void aLogThatNamesItsRunAsAContainerSeesItBelongsToIt() throws IOException {
    Path named = Path.of("/workspace/exp/checkpoints/checkpoint_000100/consolidated");
    Snapshot board = update(log("paper_metrics_1.err", "Checkpoint: " + named + "\n" + points(3)));
    assertThat(board.problems())
        .extracting(Problem::message)
        .singleElement(STRING)
        .contains("points of /workspace/exp/checkpoints/checkpoint_000100, which is no run");

    Path run = run("exp", 100);
    board = lookAt(run);
    assertThat(points(board, "exp_cp000100")).isEqualTo(3);
    assertThat(board.problems()).isEmpty();
    board = update(log("paper_metrics_1.err", "Position 4000: Loss 5.5 | PPL 244.7\n"));
    assertThat(points(board, "exp_cp000100")).isEqualTo(4);

    Path twin = run("deeper/exp", 100);
    board = lookAt(twin);
    assertThat(points(board, "exp_cp000100")).isZero();
    assertThat(kinds(board)).containsExactly(Kind.LOG_UNMATCHED);
    Files.delete(twin.resolve(RESULTS));
    board = lookAt(twin);
    assertThat(points(board, "exp_cp000100")).isEqualTo(4);

    Files.delete(logs.resolve("paper_metrics_1.err"));
    board = update(logs.resolve("paper_metrics_1.err"));
    assertThat(points(board, "exp_cp000100")).isZero();
    assertThat(board.problems()).isEmpty();
  }

  @Test
  void whatALogMeansByAPathIsKnownAtOnceAfterARestart() throws IOException {
    lookAt(run("exp", 100));
    update(
        log(
            "paper_metrics_1.err",
            "Checkpoint: ./exp/checkpoints/checkpoint_000100\n" + points(3)));
    restart();

    assertThat(points(index.snapshot(), "exp_cp000100")).isEqualTo(3);
  }

  @Test
  void aRunThatOnlyALinkHasToldOfGoesWhenItIsNoLongerWhole() throws IOException {
    Path there = root.resolveSibling("elsewhere/exp/checkpoints/checkpoint_000100");
    put(there.resolve(CONFIG), "{\"max_steps\":100}");
    put(there.resolve(RESULTS), "{\"sblimp_accuracy\":0.5}");
    Path link = Files.createSymbolicLink(root.resolve("latest"), there);
    put(registry, "{\"runs\": [{\"checkpoint_path\": \"%s\"}]}".formatted(link));
    update(registry);
    assertThat(ids(update(there.resolve(RESULTS)))).containsExactly("exp_cp000100");

    Files.delete(there.resolve(CONFIG));
    Snapshot board = update(link.resolve(CONFIG), there.resolve(CONFIG));
    assertThat(board.runs()).isEmpty();
    assertThat(board.problems())
        .singleElement()
        .satisfies(problem -> assertThat(problem.path()).startsWith(link.toString()));
    put(there.resolve(CONFIG), "{\"max_steps\":100}");
    update(link.resolve(CONFIG));
    assertThat(ids(update(there.resolve(RESULTS)))).containsExactly("exp_cp000100");
  }

  @Test
  void whatWasKnownBeforeIsToBeCheckedUntilItWas() throws IOException {
    Path run = run("exp", 100);
    Path log = log("paper_metrics_1.err", "Checkpoint: " + run + "\n" + points(3));
    lookAt(run);
    update(log);
    restart();

    assertThat(index.unchecked()).containsExactlyInAnyOrder(run.resolve(RESULTS), log);
    assertThat(index.readProgress()).isEqualTo(new ReadProgress(0, 1));
    now = now.plusSeconds(10);
    update(registry);
    assertThat(registry).as("files that were not looked at are not registered").doesNotExist();

    lookAt(run);
    assertThat(index.unchecked()).containsExactly(log);
    assertThat(index.readProgress()).isEqualTo(new ReadProgress(1, 1));
    update(log);
    assertThat(index.unchecked()).isEmpty();
    now = now.plusSeconds(3);
    update(registry);
    assertThat(registry).content().contains("/exp/");
  }

  @Test
  void aRegisteredRunThatIsMissingBeforeItsRootIsScannedIsToBeCheckedAfterwards()
      throws IOException {
    away = true;
    Path run = checkpoint("exp", 100);
    put(registry, "{\"runs\": [{\"checkpoint_path\": \"%s\"}]}".formatted(run));
    assertThat(update(registry).problems()).isEmpty();
    assertThat(index.unchecked()).contains(run.resolve(RESULTS));

    away = false;
    assertThat(kinds(update(index.unchecked().toArray(Path[]::new)))).isNotEmpty();
    assertThat(index.unchecked()).isEmpty();
  }

  @Test
  void theNewestLogCountsHoweverItNamesTheRun() throws IOException {
    Path run = run("exp", 100);
    lookAt(run);
    Path own = log("paper_metrics_1.err", "Checkpoint: " + run + "\n" + points(3));
    Files.setLastModifiedTime(own, FileTime.from(OLD));
    Path other =
        log("paper_metrics_2.err", "Checkpoint: exp/checkpoints/checkpoint_000100\n" + points(4));
    Files.setLastModifiedTime(other, FileTime.from(OLD.plusSeconds(60)));
    assertThat(points(update(own, other), "exp_cp000100")).isEqualTo(4);

    Files.setLastModifiedTime(own, FileTime.from(OLD.plusSeconds(120)));
    assertThat(points(update(own), "exp_cp000100")).isEqualTo(3);
  }

  @Test
  void aCheckpointWhoseRunIsYetToComeIsNoProblem() throws IOException {
    Path checkpoint = root.resolve("exp/checkpoints/checkpoint_000100");
    Snapshot board =
        update(log("paper_metrics_1.err", "Checkpoint: " + checkpoint + "\n" + points(3)));
    assertThat(board.problems()).isEmpty();

    board = update(log("paper_metrics_2.err", "Checkpoint: " + root + "/exp/che\n" + points(3)));
    assertThat(kinds(board)).as("which is cut off").containsExactly(Kind.LOG_UNMATCHED);

    Path elsewhere = logs.resolveSibling("far/best");
    put(registry, "{\"runs\":[{\"checkpoint_path\":\"" + elsewhere + "\"}]}");
    Files.delete(logs.resolve("paper_metrics_2.err"));
    board =
        update(
            registry,
            logs.resolve("paper_metrics_2.err"),
            log("paper_metrics_3.err", "Checkpoint: " + elsewhere + "/consolidated\n" + points(3)));
    assertThat(kinds(board)).as("of the run alone").containsExactly(Kind.RUN_VANISHED);
  }

  @Test
  void aLogThatNamesItsCheckpointWinsOverOneThatHasTheStep() throws IOException {
    Path run = run("exp", 100);
    lookAt(run);
    update(log("paper_metrics_1.err", "Checkpoint: " + run + "\n" + points(3)));
    Snapshot board = update(log("paper_metrics_cp000100.err", points(5)));

    assertThat(points(board, "exp_cp000100")).isEqualTo(3);
  }

  @Test
  void resultsBecomeARunWhenTheirConfigArrives() throws IOException {
    Path checkpoint = checkpoint("exp", 100);
    put(checkpoint.resolve(RESULTS), "{}");
    Snapshot board = lookAt(checkpoint);
    assertThat(board.runs()).isEmpty();
    assertThat(kinds(board)).containsExactly(Kind.CONFIG_MISSING);

    put(checkpoint.resolve(CONFIG), "{}");
    board = update(checkpoint.resolve(CONFIG));
    assertThat(ids(board)).containsExactly("exp_cp000100");
    assertThat(board.problems()).isEmpty();
  }

  @Test
  void thePretrainedModelIsTheBaselineAndHasTheLogsThatNameNone() throws IOException {
    Path results = put(logs.resolveSibling("base/b.json"), "{\"sblimp_accuracy\":0.5}");
    put(
        registry,
        "{\"runs\":[{\"checkpoint_path\":\"None\",\"results_file\":\"" + results + "\"}]}");
    put(checkpoint("vanilla", 100).resolve(CONFIG), "{}");
    lookAt(run("vanilla", 100));
    update(registry, log("paper_metrics_1.err", "Checkpoint: None\n" + points(3)));
    Snapshot board = index.snapshot();

    assertThat(board.baselineId()).isEqualTo("baseline_pretrained");
    assertThat(points(board, "baseline_pretrained")).isEqualTo(3);
    assertThat(board.run("baseline_pretrained").orElseThrow().checkpointPath())
        .isEqualTo(String.valueOf(results.getParent()));
  }

  @Test
  void aRunOfTwoPathsIsShownOnceWhicheverOfThemComesOrGoes() throws IOException {
    Path here = run("here/exp", 100);
    Path there = run("there/exp", 100);
    Path alias = Files.createSymbolicLink(root.resolveSibling("alias"), root.resolve("here"));
    Path linked = alias.resolve(root.resolve("here").relativize(here));
    put(
        registry,
        "{\"runs\": [{\"checkpoint_path\": \"%s\"}, {\"checkpoint_path\": \"%s\"}]}"
            .formatted(linked, there));
    assertThat(update(registry).runs()).hasSize(2);

    Files.delete(alias);
    Files.createSymbolicLink(alias, root.resolve("there"));
    Snapshot board = lookAt(linked);
    assertThat(board.runs()).extracting(Run::checkpointPath).containsExactly(linked.toString());

    Files.delete(alias);
    board = lookAt(linked);
    assertThat(board.runs()).extracting(Run::checkpointPath).containsExactly(there.toString());
  }

  @Test
  void allRunsBelowADirectoryThatIsAwaySaySoAndNoLongerWhenItIsBack() throws IOException {
    lookAt(run("one", 200));
    Snapshot before = lookAt(run("two", 100));
    List<Problem> away =
        List.of(new Problem(Kind.ROOT_UNAVAILABLE, root.toString(), "It is not mounted.", now));

    index.update(List.of(), away, now);
    assertThat(index.snapshot().runs()).extracting(Run::unavailableSince).containsExactly(now, now);

    assertThat(update().runs()).isEqualTo(before.runs());
  }

  @Test
  void aRegisteredRunWhoseFilesAreGoneIsAProblemAndStaysRegistered() throws IOException {
    Path run = run("exp", 100);
    lookAt(run);
    now = now.plusSeconds(2);
    update(registry);
    String registered = Files.readString(registry);

    Files.delete(run.resolve(RESULTS));
    Snapshot board = lookAt(run);
    assertThat(board.runs()).isEmpty();
    assertThat(kinds(board)).containsExactly(Kind.RUN_VANISHED);
    assertThat(registry).hasContent(registered);

    put(run.resolve(RESULTS), "{}");
    assertThat(ids(lookAt(run))).containsExactly("exp_cp000100");
  }

  @Test
  void aFileThatBreaksKeepsTheLastGoodRunAndIsOneProblem() throws IOException {
    Path broken = run("broken", 200);
    lookAt(run("good", 100));
    Run before = lookAt(broken).run("broken_cp000200").orElseThrow();

    for (String name : List.of(RESULTS, CONFIG)) {
      String whole = Files.readString(broken.resolve(name));
      for (Map.Entry<String, byte[]> bad : badContents().entrySet()) {
        Path file = put(broken.resolve(name), bad.getValue());
        Snapshot board = update(file);

        assertThat(board.problems()).as(name + " " + bad.getKey()).hasSize(1);
        Problem problem = board.problems().get(0);
        assertThat(problem.path()).isEqualTo(file.toString());
        assertThat(problem.message()).startsWith(name).hasLineCount(1);
        Run.BrokenFile said = new Run.BrokenFile(problem.path(), problem.message());
        assertThat(board.run("broken_cp000200")).contains(before.withBrokenFile(said));
        assertThat(ids(board)).containsExactly("broken_cp000200", "good_cp000100");
      }
      Path file = put(broken.resolve(name), whole);
      Snapshot mended = update(file);
      assertThat(mended.problems()).isEmpty();
      assertThat(mended.run("broken_cp000200").orElseThrow().brokenFile()).isNull();
    }
  }

  @Test
  void aBrokenFileSaysWhetherItsRunStaysOrIsNotShown() throws IOException {
    Path broken = run("broken", 100);
    put(broken.resolve(RESULTS), "");
    Path whole = run("whole", 200);
    assertThat(ids(lookAt(whole))).containsExactly("whole_cp000200");
    put(whole.resolve(RESULTS), "");
    lookAt(broken);
    Snapshot board = lookAt(whole);
    assertThat(ids(board)).containsExactly("whole_cp000200");
    assertThat(board.problems())
        .extracting(Problem::message)
        .satisfiesExactly(
            notShown -> assertThat(notShown).endsWith("again. Until then it is not shown."),
            shown -> assertThat(shown).endsWith("again. What was shown before stays."));
  }

  private static Map<String, byte[]> badContents() {
    byte[] noise = new byte[5000];
    new Random(11).nextBytes(noise);
    Map<String, byte[]> bad = new LinkedHashMap<>();
    bad.put("truncated", "{\"sblimp_accuracy\": 0.5".getBytes(UTF_8));
    bad.put("empty", new byte[0]);
    bad.put("binary", noise);
    bad.put("deeply nested", "{\"a\":[".repeat(50_000).getBytes(UTF_8));
    bad.put("not UTF-8", "{\"a\": \"é\"}".getBytes(ISO_8859_1));
    bad.put("far too large", new byte[50 * 1024 * 1024]);
    return bad;
  }

  @Test
  void nothingButTheNamedFilesIsEverOpened() throws Exception {
    Path run = run("exp", 100);
    // Whoever opens a pipe waits forever.
    Fifo.make(run.resolve("lora.safetensors"));
    Fifo.make(run.resolve("config.json"));
    Fifo.make(logs.resolve("other.log"));
    try (RandomAccessFile sparse =
        new RandomAccessFile(run.resolve("consolidated.safetensors").toFile(), "rw")) {
      sparse.setLength(1_000_000_000_000L);
    }

    Snapshot board =
        update(
            run,
            run.resolve(RESULTS),
            run.resolve("lora.safetensors"),
            run.resolve("config.json"),
            run.resolve("consolidated.safetensors"),
            logs.resolve("other.log"));

    assertThat(ids(board)).containsExactly("exp_cp000100");
  }

  @Test
  void configsThatPythonStumblesOverAreRuns() throws IOException {
    Path nulls = run("nulls", 100);
    put(
        nulls.resolve(CONFIG),
        "{\"ttt\":null,\"lora\":null,\"data\":null,\"wandb\":null,\"optim\":null}");
    Path list = run("list", 200);
    put(list.resolve(CONFIG), "{\"ttt\":{\"enable\":true,\"layers\":[30,31],\"base_lr\":null}}");
    lookAt(nulls);
    Snapshot board = lookAt(list);

    assertThat(board.problems()).isEmpty();
    assertThat(board.run("list_cp000200").orElseThrow().tags()).contains("ttt-layers-30-31");
    assertThat(board.run("list_cp000200").orElseThrow().trainingConfig().toString())
        .endsWith("\"base_lr\":null}}");
    assertThat(board.run("nulls_cp000100").orElseThrow().notes()).isEqualTo("Trained for 0 steps");
  }

  @Test
  void valuesThatDoNotCountAreAProblemAsLongAsTheyAreShown() throws IOException {
    Path run = run("exp", 100);
    put(run.resolve(RESULTS), "{\"sblimp_accuracy\":53.4}");
    put(run.resolve(CONFIG), "{\"ttt\":{\"enable\":\"true\"}}");
    Snapshot board = lookAt(run);
    assertThat(kinds(board)).containsExactly(Kind.RESULTS_VALUES, Kind.CONFIG_VALUES);
    assertThat(board.runs().get(0).metrics()).hasToString("{\"sblimp_accuracy\":53.4}");
    assertThat(board.runs().get(0).trainingConfig()).hasToString("{\"ttt\":{\"enable\":\"true\"}}");
    assertThat(board.baselineId()).isNull();

    put(run.resolve(RESULTS), "{\"sblimp_acc");
    assertThat(kinds(lookAt(run)))
        .as("what is shown is still of the wrong kind")
        .containsExactly(Kind.RESULTS_UNREADABLE, Kind.RESULTS_VALUES, Kind.CONFIG_VALUES);

    put(run.resolve(RESULTS), "{\"sblimp_accuracy\":0.534}");
    put(run.resolve(CONFIG), "{}");
    assertThat(lookAt(run).problems()).isEmpty();

    put(run.resolve(RESULTS), "{\"sblimp_accuracy\":53.4}");
    assertThat(kinds(lookAt(run))).containsExactly(Kind.RESULTS_VALUES);
    restart();
    assertThat(kinds(lookAt(run("another", 200)))).containsExactly(Kind.RESULTS_VALUES);
    lookAt(run);
    now = now.plusSeconds(2);
    update(registry);
    Files.delete(run.resolve(RESULTS));
    assertThat(kinds(lookAt(run))).containsExactly(Kind.RUN_VANISHED);
  }

  @Test
  void resultsWhosePathIsNoTextAreAProblemAndNeverRegistered() throws Exception {
    Path results = checkpoint("good", 100).resolve(RESULTS);
    Path odd = Path.of(URI.create(root.toUri() + "mod%E8le"));
    Path lost = odd.resolve("checkpoints/checkpoint_000100").resolve(RESULTS);
    for (Path each : List.of(results, lost)) {
      Files.createDirectories(each.getParent());
      Files.writeString(each.resolveSibling(CONFIG), "{}");
      Files.writeString(each, "{\"sblimp_accuracy\": 0.5}");
    }
    index.update(Set.of(results, lost), List.of(), now);
    now = now.plusSeconds(10);
    Snapshot board = index.update(Set.of(registry), List.of(), now).change().to();

    assertThat(board.runs()).extracting(Run::id).containsExactly("good_cp000100");
    assertThat(kinds(board)).containsExactly(Kind.PATH_NOT_TEXT);
    assertThat(Files.readString(registry)).contains("good").doesNotContain("mod");

    Files.delete(lost);
    assertThat(kinds(index.update(Set.of(lost), List.of(), now).change().to())).isEmpty();
  }

  @Test
  void whatIsSavedOfTheRegistryIsItsOrderAfterEachVersion() throws IOException {
    MemoryStateStore store = new MemoryStateStore();
    Random random = new Random(7);
    List<String> all = IntStream.range(0, 9).mapToObj(i -> "/elsewhere/" + i).toList();
    for (int version = 0; version < 60; version++) {
      List<String> some = new ArrayList<>(all.subList(0, random.nextInt(all.size() + 1)));
      if (random.nextBoolean()) {
        Collections.shuffle(some, random);
      }
      if (random.nextBoolean() && !some.isEmpty()) {
        some.remove(random.nextInt(some.size()));
      }
      put(
          registry,
          some.stream()
              .map("{\"checkpoint_path\":\"%s\"}"::formatted)
              .collect(Collectors.joining(",", "{\"runs\":[", "]}")));
      update(registry);
      StateUpdate saving = index.toSave(version == 0, Map.of());
      store.save(saving);
      if (version % 20 == 19) {
        index = newIndex(Duration.ofMinutes(1), FIXED);
        index.restore(store.load(), true, now);
      }

      assertThat(saving.entriesGone()).noneMatch(key -> some.contains(key.value()));
      List<SavedRegistryEntry> saved = store.load().entries();
      assertThat(saved).extracting(entry -> entry.files().checkpointPath()).isEqualTo(some);
      assertThat(saved)
          .extracting(SavedRegistryEntry::position)
          .isEqualTo(IntStream.range(0, some.size()).boxed().toList());
    }
  }

  @Test
  void aRegistryThatWasSavedWithGapsIsSavedAgain() throws IOException {
    put(registry, "{\"runs\":[{\"checkpoint_path\":\"/e/1\"},{\"checkpoint_path\":\"/e/2\"}]}");
    update(registry);
    MemoryStateStore store = new MemoryStateStore();
    store.save(index.toSave(true, Map.of()));
    SavedState whole = store.load();
    SavedState gap =
        new SavedState(
            whole.version(),
            whole.frames(),
            whole.runs(),
            whole.entries().subList(1, 2),
            whole.removals(),
            whole.logs(),
            whole.problems());
    index = newIndex(Duration.ofMinutes(1), FIXED);
    index.restore(gap, true, now);

    assertThat(index.toSave(false, Map.of()).entries())
        .extracting(SavedRegistryEntry::position)
        .containsExactly(0);
  }

  @Test
  void theConfigOfARunThatIsReadAgainIsInMemoryOnce() throws IOException {
    Path checkpoint = run("exp", 100);
    JsonText config = lookAt(checkpoint).runs().get(0).trainingConfig();
    for (int i = 0; i < 100; i++) {
      Path other = run("other" + i, 100);
      put(other.resolve(CONFIG), "{\"seed\":" + i + "}");
      lookAt(other);
    }
    put(checkpoint.resolve(RESULTS), "{\"sblimp_accuracy\":0.75}");

    Run again = lookAt(checkpoint).run("exp_cp000100").orElseThrow();
    assertThat(again.metrics().toString()).contains("0.75");
    assertThat(again.trainingConfig()).isSameAs(config);
  }
}

package org.papermetrics.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
import org.papermetrics.model.Change;
import org.papermetrics.model.Problem;
import org.papermetrics.model.Removal;
import org.papermetrics.model.RunKey;
import org.papermetrics.model.Snapshot;
import org.papermetrics.registry.RegistryFile;
import org.papermetrics.state.MemoryStateStore;

/** Results whose entries were removed from the registry are left out, and said to be. */
class LeftOutResultsTest {
  private static final String RESULTS = "paper_metrics_results.json";

  private final MemoryStateStore store = new MemoryStateStore();
  private final Set<Path> away = new HashSet<>();
  private Path root;
  private Path elsewhere;
  private Path registry;
  private RunIndex index;
  private Instant now = Instant.now().plusSeconds(60);

  @BeforeEach
  void start(@TempDir Path directory) throws IOException {
    root = Files.createDirectory(directory.resolve("ckpt"));
    elsewhere = Files.createDirectory(directory.resolve("elsewhere"));
    registry = directory.resolve("runs_registry.json");
    index = index();
  }

  private RunIndex index() {
    FilePatterns patterns = new FilePatterns(List.of(FilePatterns.RESULTS), List.of("**/old"));
    ConfiguredPaths ground =
        new ConfiguredPaths(
            List.of(root),
            List.of(),
            patterns,
            true,
            path -> away.stream().anyMatch(path::startsWith));
    FileAccess access = FileAccess.of(ground, Duration.ofMinutes(1), () -> {}, System::nanoTime);
    return new RunIndex(
        new RunCatalog(registry, new RegistryFile(registry, Clock.systemUTC()), ground, access),
        new RunLoader(new ReadRules(List.of(root), List.of(), List.of()), List.of(), List.of()),
        new RunMaker(List.of(), ZoneOffset.UTC),
        new SnapshotBuilder(null),
        ground,
        access,
        Duration.ofSeconds(2),
        new AnnotationsFile(registry.resolveSibling(AnnotationsFile.NAME), Clock.systemUTC()),
        ZoneOffset.UTC,
        Duration.ofMinutes(20),
        Snapshot.empty("epoch", 0, now, List.of(root.toString()), List.of()));
  }

  private static Path run(Path checkpoint) throws IOException {
    Files.createDirectories(checkpoint);
    Files.writeString(checkpoint.resolve("training_config.json"), "{\"max_steps\": 100}");
    Files.writeString(checkpoint.resolve(RESULTS), "{\"sblimp_accuracy\": 0.5}");
    return checkpoint;
  }

  /** Replaces the registry by one that names these. */
  private void register(Path... checkpoints) throws IOException {
    String entries =
        Stream.of(checkpoints)
            .map("{\"checkpoint_path\": \"%s\"}"::formatted)
            .collect(Collectors.joining(", "));
    Path temporary =
        Files.writeString(registry.resolveSibling("tmp"), "{\"runs\": [" + entries + "]}");
    Files.move(
        temporary,
        registry,
        java.nio.file.StandardCopyOption.ATOMIC_MOVE,
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    update(registry);
  }

  private Change update(Path... paths) {
    now = now.plusSeconds(60);
    Collection<Path> all = Arrays.asList(paths);
    List<Problem> others =
        away.stream()
            .map(p -> new Problem(Problem.Kind.ROOT_UNAVAILABLE, p.toString(), "It is away.", now))
            .toList();
    return index.update(all, others, now).change();
  }

  private void restart() {
    store.save(index.toSave(true, new TreeMap<>()));
    index = index();
    index.restore(store.load(), true, now);
  }

  private List<String> leftOut() {
    return index.snapshot().leftOut().stream().map(Removal::file).toList();
  }

  private static String results(Path checkpoint) {
    return checkpoint.resolve(RESULTS).toString();
  }

  @Test
  void aRemovedRunIsLeftOutUntilItIsRegisteredAgain() throws IOException {
    Path a = run(root.resolve("a"));
    Path b = run(elsewhere.resolve("b"));
    Path c = run(root.resolve("c"));
    register(a, b, c);
    assertThat(leftOut()).isEmpty();

    register(c);

    assertThat(leftOut()).containsExactly(results(a), results(b));
    assertThat(index.filesElsewhere())
        .contains(b.resolve(RESULTS))
        .doesNotContain(a.resolve(RESULTS));
    restart();
    assertThat(leftOut()).containsExactly(results(a), results(b));
    Change back = registerAndTake(a, b, c);
    assertThat(back.leftOutChanged()).isTrue();
    assertThat(leftOut()).isEmpty();
    assertThat(index.snapshot().runs()).hasSize(3);
  }

  private Change registerAndTake(Path... checkpoints) throws IOException {
    Snapshot before = index.snapshot();
    register(checkpoints);
    return new Change(before, index.snapshot(), List.of(), List.of());
  }

  @Test
  void oneWhoseResultsAreGoneDoesNotCountUntilTheyAreBack() throws IOException {
    Path a = run(root.resolve("a"));
    Path b = run(elsewhere.resolve("b"));
    register(a, b);
    register();

    Path aside = Files.move(a.resolve(RESULTS), root.resolve("aside"));
    Files.delete(b.resolve(RESULTS));
    update(a.resolve(RESULTS), b.resolve(RESULTS));
    assertThat(leftOut()).isEmpty();
    restart();
    assertThat(leftOut()).isEmpty();

    Files.move(aside, a.resolve(RESULTS));
    update(a.resolve(RESULTS));
    assertThat(leftOut()).containsExactly(results(a));
    Files.move(a, root.resolve("moved"));
    update(a);
    assertThat(leftOut()).isEmpty();
  }

  @Test
  void oneWhoseResultsChangeIsNewResults() throws IOException {
    Path a = run(root.resolve("a"));
    register(a);
    register();

    Files.writeString(a.resolve(RESULTS), "{\"sblimp_accuracy\": 0.625}");
    update(a.resolve(RESULTS));

    assertThat(leftOut()).isEmpty();
    assertThat(index.snapshot().runs()).hasSize(1);
  }

  @Test
  void oneThatIsShownByAnotherPathIsNotLeftOut() throws IOException {
    Path a = run(root.resolve("a"));
    Path link = Files.createSymbolicLink(elsewhere.resolve("link"), a);
    register(a, link);
    register(a);

    assertThat(index.snapshot().runs()).hasSize(1);
    assertThat(leftOut()).isEmpty();
  }

  @Test
  void ofADirectoryThatIsAwayNothingIsKnown() throws IOException {
    Path a = run(root.resolve("a"));
    register(a);
    register();

    Path aside = Files.move(root, root.resolveSibling("unmounted"));
    away.add(root);
    update(a.resolve(RESULTS));
    assertThat(leftOut()).containsExactly(results(a));
    restart();
    update(a.resolve(RESULTS));
    assertThat(leftOut()).containsExactly(results(a));

    Files.move(aside, root);
    away.clear();
    update();
    assertThat(leftOut()).containsExactly(results(a));
    assertThat(index.snapshot().runs()).isEmpty();

    Files.move(root, aside);
    away.add(root);
    update();
    Files.delete(aside.resolve("a").resolve(RESULTS));
    Files.move(aside, root);
    away.clear();
    update();
    assertThat(leftOut()).isEmpty();
  }

  @Test
  void whatIsKnownOfThePathSaysIt() throws IOException {
    Path a = run(root.resolve("a"));
    Path b = run(root.resolve("a2"));
    register(a, b);
    register();

    for (Path path : List.of(a, a.resolve(RESULTS), a.resolve("training_config.json"))) {
      assertThat(index.facts(path).leftOut())
          .extracting(Removal::key)
          .containsExactly(RunKey.ofCheckpoint(a.toString()));
    }
    assertThat(index.facts(root).leftOut()).hasSize(2);
    assertThat(index.facts(elsewhere).leftOut()).isEmpty();
  }
}

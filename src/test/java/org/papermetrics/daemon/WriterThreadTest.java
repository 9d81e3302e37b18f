package org.papermetrics.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
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
import org.papermetrics.model.Change;
import org.papermetrics.model.Problem;
import org.papermetrics.model.Run;
import org.papermetrics.model.Snapshot;
import org.papermetrics.registry.RegistryFile;
import org.papermetrics.state.MemoryStateStore;
import org.papermetrics.watch.Debounce;
import org.papermetrics.watch.DirtyPaths;

/** Errors of this program: what fails, fails alone, and nothing that was found is lost. */
class WriterThreadTest {
  private final Path root;
  private final List<Snapshot> renewed = new ArrayList<>();
  private boolean readingFails;
  private boolean notifyingFails;
  private final WriterThread writer;

  WriterThreadTest(@TempDir Path directory) throws IOException {
    root = Files.createDirectory(directory.resolve("ckpt"));
    Path registry = directory.resolve("runs_registry.json");
    FilePatterns patterns = new FilePatterns(List.of(FilePatterns.RESULTS), List.of());
    ConfiguredPaths paths =
        new ConfiguredPaths(List.of(root), List.of(), patterns, true, this::isAway);
    FileAccess access = FileAccess.of(paths, Duration.ofMinutes(1), () -> {}, System::nanoTime);
    RunIndex index =
        new RunIndex(
            new RunCatalog(registry, new RegistryFile(registry, Clock.systemUTC()), paths, access),
            new RunLoader(new ReadRules(List.of(root), List.of(), List.of()), List.of(), List.of()),
            new RunMaker(List.of(), ZoneOffset.UTC),
            new SnapshotBuilder(null),
            paths,
            access,
            RunIndex.NEVER,
            new AnnotationsFile(registry.resolveSibling(AnnotationsFile.NAME), Clock.systemUTC()),
            ZoneOffset.UTC,
            Duration.ofMinutes(20),
            Snapshot.empty(
                "epoch.settings", 0, Instant.EPOCH, List.of(root.toString()), List.of()));
    DirtyPaths dirty = new DirtyPaths(Debounce.DEFAULT, System::nanoTime);
    FirstCheck check = new FirstCheck(dirty, index, () -> {}, System::nanoTime);
    // The turns of these tests come long after the start.
    check.scanned();
    check.afterTurn(false);
    check.afterTurn(false);
    assertThat(check.isOver()).isTrue();
    writer =
        new WriterThread(
            dirty,
            index,
            List::of,
            new StatePersister(new MemoryStateStore(), "memory"),
            new Listener(),
            files -> {},
            check,
            Clock.systemUTC(),
            System::nanoTime);
  }

  private boolean isAway(Path file) {
    if (readingFails && file.toString().contains("bad")) {
      throw new IllegalStateException("a fault of the program");
    }
    return false;
  }

  private final class Listener implements WriterThread.BoardListener {
    @Override
    public void changed(Change change, byte[] frame) {
      if (notifyingFails) {
        throw new StackOverflowError("a fault of the program");
      }
    }

    @Override
    public void renewed(Snapshot snapshot) {
      renewed.add(snapshot);
    }
  }

  private Path drop(String experiment) throws IOException {
    Path checkpoint = root.resolve(experiment + "/checkpoints/checkpoint_000100");
    Files.createDirectories(checkpoint);
    Files.writeString(checkpoint.resolve("training_config.json"), "{\"max_steps\":100}");
    return Files.writeString(
        checkpoint.resolve("paper_metrics_results.json"), "{\"sblimp_accuracy\":0.5}");
  }

  private List<String> ids() {
    return writer.snapshot().runs().stream().map(Run::id).toList();
  }

  @Test
  void aPathThatCannotBeProcessedFailsAlone() throws IOException {
    Path bad = drop("bad");
    writer.turn(Set.of(bad));
    readingFails = true;
    Files.delete(bad);
    writer.turn(Set.of(drop("one"), bad, drop("two"), drop("three")));
    writer.turn(Set.of());

    assertThat(ids())
        .containsExactlyInAnyOrder(
            "bad_cp000100", "one_cp000100", "two_cp000100", "three_cp000100");
    assertThat(writer.snapshot().problems()).extracting(Problem::path).containsExactly(bad + "");
    assertThat(writer.failure()).isNull();

    readingFails = false;
    writer.turn(Set.of(bad));
    assertThat(ids()).doesNotContain("bad_cp000100").hasSize(3);
    writer.turn(Set.of());
    assertThat(writer.snapshot().problems()).isEmpty();
  }

  @Test
  void pagesThatWereNotNotifiedFetchTheBoardAgain() throws IOException {
    notifyingFails = true;
    Path results = drop("one");
    writer.turn(Set.of(results));
    notifyingFails = false;
    writer.turn(Set.of());

    assertThat(ids()).containsExactly("one_cp000100");
    assertThat(renewed).contains(writer.snapshot());
    assertThat(writer.snapshot().epoch()).isNotEqualTo("epoch.settings");
  }
}

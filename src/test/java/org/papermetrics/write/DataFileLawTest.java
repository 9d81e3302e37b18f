package org.papermetrics.write;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.papermetrics.model.Run;
import org.papermetrics.model.Snapshot;
import org.papermetrics.testing.Samples;

/** Whatever changes, and whatever others do to the file, it is what a fresh one would be. */
class DataFileLawTest {
  private enum Deed {
    ADD,
    CHANGE,
    REMOVE,
    SWAP,
    WRITE,
    FOREIGN_EDIT,
    FOREIGN_CUT,
    FOREIGN_DELETE
  }

  private record Step(Deed deed, int where, int size) {}

  private final List<Run> runs = new ArrayList<>();
  private int made;

  @Provide
  Arbitrary<List<Step>> scripts() {
    return Combinators.combine(
            Arbitraries.of(Deed.values()),
            Arbitraries.integers().between(0, 20),
            Arbitraries.integers().between(0, 3000))
        .as(Step::new)
        .list()
        .ofMaxSize(16);
  }

  @Property(tries = 30)
  void reusedBytesEqualAFreshWriting(@ForAll("scripts") List<Step> script) throws IOException {
    Path directory = Files.createTempDirectory("data");
    Path file = directory.resolve("data.json");
    runs.clear();
    try (DataFile data = new DataFile(file, Optional.empty(), ZoneOffset.UTC)) {
      for (Step step : script) {
        perform(step, data, file);
      }
      assertFresh(data, file);
    } finally {
      Files.deleteIfExists(file);
      Files.delete(directory);
    }
  }

  private void assertFresh(DataFile data, Path file) throws IOException {
    Snapshot snapshot = Samples.board(runs, null, List.of());
    data.write(snapshot);
    Path other = file.resolveSibling("fresh.json");
    try (DataFile fresh = new DataFile(other, Optional.empty(), ZoneOffset.UTC)) {
      fresh.write(snapshot);
    }
    assertThat(file).hasSameBinaryContentAs(other);
    Files.delete(other);
  }

  private void perform(Step step, DataFile data, Path file) throws IOException {
    int at = runs.isEmpty() ? 0 : step.where() % runs.size();
    switch (step.deed()) {
      case ADD -> runs.add(at, run("r" + ++made, step.size()));
      case CHANGE -> {
        if (!runs.isEmpty()) {
          runs.set(at, run(runs.get(at).id(), step.size()));
        }
      }
      case REMOVE -> {
        if (!runs.isEmpty()) {
          runs.remove(at);
        }
      }
      case SWAP -> {
        if (!runs.isEmpty()) {
          Collections.swap(runs, at, 0);
        }
      }
      case WRITE -> assertFresh(data, file);
      case FOREIGN_EDIT -> {
        if (Files.exists(file) && Files.size(file) > 0) {
          byte[] bytes = Files.readAllBytes(file);
          bytes[step.size() % bytes.length] ^= 1;
          foreign(file, bytes);
        }
      }
      case FOREIGN_CUT -> {
        if (Files.exists(file)) {
          foreign(file, new byte[step.where()]);
        }
      }
      case FOREIGN_DELETE -> Files.deleteIfExists(file);
    }
  }

  /** Dated so that no clock of a file system is too coarse to tell it. */
  private void foreign(Path file, byte[] content) throws IOException {
    Files.write(file, content);
    Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000_000_000L + ++made));
  }

  private Run run(String id, int size) {
    return Samples.run(id, 100, "{\"n\":" + ++made + ",\"x\":\"" + "x".repeat(size) + "\"}");
  }
}

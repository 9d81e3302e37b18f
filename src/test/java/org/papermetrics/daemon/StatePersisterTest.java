package org.papermetrics.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.papermetrics.model.Problem;
import org.papermetrics.state.MemoryStateStore;
import org.papermetrics.state.SavedState;
import org.papermetrics.state.StateStore;
import org.papermetrics.state.StateUpdate;

/** What cannot be saved is a problem, and is saved later. */
class StatePersisterTest {
  private static final Instant START = Instant.parse("2026-03-01T09:30:00Z");

  private final MemoryStateStore memory = new MemoryStateStore();
  private boolean full;
  private int attempts;
  private final StateStore store =
      new StateStore() {
        @Override
        public SavedState load() {
          return memory.load();
        }

        @Override
        public void save(StateUpdate update) throws IOException {
          attempts++;
          if (full) {
            throw new IOException("the disk is full");
          }
          memory.save(update);
        }

        @Override
        public void close() {}
      };
  private final StatePersister persister = new StatePersister(store, "/state/board.sqlite");
  private final Disk disk;
  private final Life life;

  StatePersisterTest(@TempDir Path directory) throws IOException {
    disk = new Disk(directory);
    life = new Life(disk);
  }

  private boolean update(String experiment, Instant now) throws IOException {
    Path run = disk.root.resolve(experiment + "/checkpoints/checkpoint_000100");
    Files.createDirectories(run);
    Files.writeString(run.resolve("training_config.json"), "{}");
    Path results =
        Files.writeString(run.resolve("paper_metrics_results.json"), "{\"sblimp_accuracy\": 1}");
    life.index().update(Set.of(results), java.util.List.of(), now);
    return persister.save(life.index(), Map.of(), true, now);
  }

  @Test
  void whatFailsIsAProblemAndIsThenSavedAsAWhole() throws IOException {
    assertThat(update("a", START)).isTrue();
    assertThat(persister.problems()).isEmpty();

    full = true;
    assertThat(update("b", START.plusSeconds(1))).isFalse();
    assertThat(persister.problems())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.kind()).isEqualTo(Problem.Kind.STATE_UNWRITABLE);
              assertThat(problem.path()).isEqualTo("/state/board.sqlite");
              assertThat(problem.message()).contains("the disk is full").contains("state-dir");
            });
    int before = attempts;
    assertThat(update("c", START.plusSeconds(2))).isFalse();
    assertThat(attempts).as("not tried at every change").isEqualTo(before);

    full = false;
    assertThat(persister.save(life.index(), Map.of(), true, START.plus(Duration.ofSeconds(30))))
        .isTrue();
    assertThat(persister.problems()).isEmpty();
    assertThat(memory.load().runs())
        .extracting(run -> run.run().name())
        .containsExactly("CP0100 - a", "CP0100 - b", "CP0100 - c");
  }

  @Test
  void aClockThatIsSetBackDelaysNoFurtherAttempt() throws IOException {
    full = true;
    assertThat(update("a", START)).isFalse();
    full = false;
    assertThat(update("b", START.minus(Duration.ofDays(365)))).isTrue();
  }

  @Test
  void nothingIsWrittenWhenNothingHasChanged() throws IOException {
    assertThat(update("a", START)).isTrue();
    int before = attempts;
    assertThat(persister.save(life.index(), Map.of(), true, START.plusSeconds(1))).isTrue();
    assertThat(attempts).isEqualTo(before);
  }

  @Test
  void theNextBoardRestoresFromTheStoreWhatIsSaved() throws IOException {
    update("a", START);
    assertThat(persister.saveLast(life.index(), START.plusSeconds(1))).isEmpty();
    assertThat(memory.load().runs()).hasSize(1);
  }

  @Test
  void theNextBoardRestoresFromMemoryWhatCannotBeSaved() throws IOException {
    update("a", START);
    full = true;
    update("b", START.plusSeconds(1));
    assertThat(persister.saveLast(life.index(), START.plusSeconds(2)).orElseThrow().runs())
        .extracting(run -> run.run().name())
        .containsExactly("CP0100 - a", "CP0100 - b");
    full = false;
    assertThat(persister.saveLast(life.index(), START.plusSeconds(3))).isEmpty();
    assertThat(memory.load().runs()).hasSize(2);
  }

  @Test
  void aStoreInMemoryEndsWithItsBoard() throws IOException {
    update("a", START);
    StatePersister inMemory = new StatePersister(new MemoryStateStore(), "memory");
    assertThat(inMemory.saveLast(life.index(), START).orElseThrow().runs()).hasSize(1);
  }
}

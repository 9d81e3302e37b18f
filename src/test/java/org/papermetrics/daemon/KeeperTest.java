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

/** What cannot be kept is told, and made up for. */
class KeeperTest {
  private static final Instant START = Instant.parse("2026-03-01T09:30:00Z");

  private final MemoryStateStore memory = new MemoryStateStore();
  private boolean full;
  private int attempts;
  private final StateStore store =
      new StateStore() {
        @Override
        public SavedState recall() {
          return memory.recall();
        }

        @Override
        public void keep(StateUpdate update) throws IOException {
          attempts++;
          if (full) {
            throw new IOException("the disk is full");
          }
          memory.keep(update);
        }

        @Override
        public void close() {}
      };
  private final Keeper keeper = new Keeper(store, "/state/board.sqlite");
  private final Disk disk;
  private final Life life;

  KeeperTest(@TempDir Path directory) throws IOException {
    disk = new Disk(directory);
    life = new Life(disk);
  }

  private boolean look(String experiment, Instant now) throws IOException {
    Path run = disk.root.resolve(experiment + "/checkpoints/checkpoint_000100");
    Files.createDirectories(run);
    Files.writeString(run.resolve("training_config.json"), "{}");
    Path results =
        Files.writeString(run.resolve("paper_metrics_results.json"), "{\"sblimp_accuracy\": 1}");
    life.index().look(Set.of(results), java.util.List.of(), now);
    return keeper.keep(life.index(), Map.of(), now);
  }

  @Test
  void whatFailsIsToldAndThenKeptAsAWhole() throws IOException {
    assertThat(look("a", START)).isTrue();
    assertThat(keeper.problem()).isEmpty();

    full = true;
    assertThat(look("b", START.plusSeconds(1))).isFalse();
    assertThat(keeper.problem())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.kind()).isEqualTo(Problem.Kind.STATE_UNWRITABLE);
              assertThat(problem.path()).isEqualTo("/state/board.sqlite");
              assertThat(problem.message()).contains("the disk is full").contains("state-dir");
            });
    int before = attempts;
    assertThat(look("c", START.plusSeconds(2))).isFalse();
    assertThat(attempts).as("not tried at every change").isEqualTo(before);

    full = false;
    assertThat(keeper.keep(life.index(), Map.of(), START.plus(Duration.ofSeconds(30)))).isTrue();
    assertThat(keeper.problem()).isEmpty();
    assertThat(memory.recall().runs())
        .extracting(run -> run.run().name())
        .containsExactly("CP0100 - a", "CP0100 - b", "CP0100 - c");
  }

  @Test
  void nothingIsWrittenWhenNothingHasChanged() throws IOException {
    assertThat(look("a", START)).isTrue();
    int before = attempts;
    assertThat(keeper.keep(life.index(), Map.of(), START.plusSeconds(1))).isTrue();
    assertThat(attempts).isEqualTo(before);
  }
}

package org.papermetrics.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.papermetrics.model.RunFiles;
import org.papermetrics.model.RunKey;

/** Which runs are below a directory, however its neighbours are called. */
class FileOwnersTest {
  private final FileOwners owners = new FileOwners(path -> true);

  private RunKey add(String checkpoint) {
    RunKey key = RunKey.ofCheckpoint(checkpoint);
    Path directory = Path.of(checkpoint);
    owners.add(
        new RunFiles(
            key,
            checkpoint,
            List.of(directory.resolve("results.json")),
            directory.resolve("config.json"),
            false));
    return key;
  }

  @Test
  void neighboursWhoseNamesSortBeforeASlashHideNobody() {
    RunKey inside = add("/data/run/checkpoints/checkpoint_000100");
    add("/data/run-2/checkpoints/checkpoint_000100");
    add("/data/run.old/checkpoints/checkpoint_000100");
    add("/data/run2/checkpoints/checkpoint_000100");
    add("/data/run0");
    assertThat(owners.below(Path.of("/data/run"))).containsExactly(inside);
    assertThat(owners.below(Path.of("/data"))).hasSize(5);
    assertThat(owners.below(Path.of("/"))).hasSize(5);
    assertThat(owners.below(Path.of("/dat"))).isEmpty();
  }
}

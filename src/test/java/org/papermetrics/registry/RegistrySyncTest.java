package org.papermetrics.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.papermetrics.concurrent.BoundedTask;
import org.papermetrics.model.FileStamp;
import org.papermetrics.model.Removal;
import org.papermetrics.model.RunKey;

class RegistrySyncTest {
  private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
  private static final RunKey REGISTERED = RunKey.ofCheckpoint("/c/registered");
  private static final FileStamp RESULTS = new FileStamp("9", 100, START, START);
  private static final Removal REMOVED = Removal.of(RunKey.ofCheckpoint("/c/removed"), RESULTS);

  private Path file;
  private RegistrySync sync;

  @BeforeEach
  void start(@TempDir Path directory) {
    file = directory.resolve("runs_registry.json");
    sync =
        new RegistrySync(
            file,
            new RegistryFile(file, Clock.systemUTC()),
            new BoundedTask("registry", Duration.ofSeconds(10), () -> {}),
            Duration.ofSeconds(10),
            key -> Removal.of(key, RESULTS));
  }

  @Test
  void aRegistryThatIsMissingForAMomentAtTheStartKeepsItsRemovals() throws IOException {
    sync.restore(List.of(REGISTERED), List.of(REMOVED));

    RegistrySync.Dealing missing = sync.read(START);
    Files.writeString(file, "{\"runs\": [{\"checkpoint_path\": \"/c/registered\"}]}");
    RegistrySync.Dealing back = sync.read(START.plusMillis(100));

    assertThat(missing.entries()).isEmpty();
    assertThat(missing.again()).isTrue();
    assertThat(back.entries().orElseThrow())
        .extracting(RegistryEntry::key)
        .containsExactly(REGISTERED);
    assertThat(sync.removals()).containsExactly(REMOVED);
    assertThat(sync.isRemoved(REMOVED.key(), () -> Optional.of(RESULTS))).isTrue();
  }

  @Test
  void aRegistryThatIsMissingForLongAtTheStartIsGoneWithItsRemovals() {
    sync.restore(List.of(REGISTERED), List.of(REMOVED));

    sync.read(START);
    RegistrySync.Dealing gone = sync.read(START.plusSeconds(2));

    assertThat(gone.entries()).hasValue(List.of());
    assertThat(sync.removals()).isEmpty();
  }

  @Test
  void aClockThatIsSetBackDoesNotMakeAMissingRegistryStay() {
    sync.restore(List.of(REGISTERED), List.of(REMOVED));

    sync.read(START);
    RegistrySync.Dealing gone = sync.read(START.minus(Duration.ofHours(1)));

    assertThat(gone.entries()).hasValue(List.of());
  }

  @Test
  void whereThereNeverWasARegistryNobodyWaitsForIt() {
    sync.restore(List.of(), List.of());

    assertThat(sync.read(START).again()).isFalse();
  }
}

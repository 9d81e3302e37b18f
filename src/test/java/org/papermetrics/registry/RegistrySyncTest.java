package org.papermetrics.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
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

  private static List<NewRun> runs(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> new NewRun("/c/" + i, "/c/" + i + "/paper_metrics_results.json"))
        .toList();
  }

  private Duration restAfterAdding(int count) {
    sync.add(runs(count), START);
    return sync.rest(START.plusMillis(1));
  }

  @Test
  void aLargeRegistryRestsAfterItWasWrittenForNineTimesAsLongAsThatTakes() {
    assertThat(restAfterAdding(999)).isZero();
    assertThat(restAfterAdding(2000)).isEqualTo(Duration.ofMillis(300));
    assertThat(sync.rest(START.plusMillis(299))).isPositive();
    assertThat(sync.rest(START.plusMillis(301))).isZero();
  }

  @Test
  void nothingNewIsNoReasonToRest() {
    sync.add(runs(2000), START);
    sync.add(runs(2000), START.plusSeconds(1));

    assertThat(sync.rest(START.plusSeconds(1))).isZero();
  }

  @Test
  void manyRunsThatAreRefusedWaitLongerForTheNextTry() throws IOException {
    Files.writeString(file, "no JSON");
    Files.setLastModifiedTime(file, FileTime.from(START));

    assertThat(restAfterAdding(999)).isZero();
    assertThat(restAfterAdding(2000)).isEqualTo(Duration.ofSeconds(3));
    assertThat(sync.rest(START.plusMillis(2999))).isPositive();
    assertThat(sync.rest(START.plusMillis(3001))).isZero();

    Files.writeString(file, "{\"runs\": []}");
    sync.add(runs(2000), START.plusSeconds(4));
    assertThat(sync.rest(START.plusMillis(4301))).isZero();
  }
}

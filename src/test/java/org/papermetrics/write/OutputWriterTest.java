package org.papermetrics.write;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.papermetrics.model.Problem;
import org.papermetrics.model.Snapshot;
import org.papermetrics.testing.Samples;

/** Turn by turn, on a clock that the test moves. */
class OutputWriterTest {
  private static final long MILLI = 1_000_000;
  private static final long NEVER = Long.MAX_VALUE;
  private static final Snapshot FIRST = Samples.board(Samples.run("a", 1));
  private static final Snapshot SECOND = Samples.board(Samples.run("b", 1));

  private final Path directory;
  private long nanos = 5_000_000_000L;
  private int notified;

  OutputWriterTest(@TempDir Path directory) {
    this.directory = directory;
  }

  /** An output that takes as long as it is told, or fails. */
  private final class Slow implements Output {
    private final Path path;
    final List<Snapshot> written = new ArrayList<>();
    long takes;
    @Nullable IOException failure;
    @Nullable RuntimeException defect;

    Slow(String name) {
      path = directory.resolve(name);
    }

    @Override
    public Path path() {
      return path;
    }

    @Override
    public boolean write(Snapshot snapshot) throws IOException {
      nanos += takes;
      if (failure != null) {
        throw failure;
      }
      if (defect != null) {
        throw defect;
      }
      boolean same = !written.isEmpty() && written.get(written.size() - 1).equals(snapshot);
      written.add(snapshot);
      return !same;
    }
  }

  /** The wall clock, which goes with the other one from noon on. */
  private Instant wall() {
    return Instant.parse("2026-03-01T12:00:00Z").plusNanos(nanos - 5_000_000_000L);
  }

  private OutputWriter keeper(Output... outputs) {
    Clock clock =
        new Clock() {
          @Override
          public Instant instant() {
            return wall();
          }

          @Override
          public ZoneOffset getZone() {
            return ZoneOffset.UTC;
          }

          @Override
          public Clock withZone(ZoneId zone) {
            return this;
          }
        };
    return new OutputWriter(List.of(outputs), () -> notified++, clock, () -> nanos);
  }

  @Test
  void withoutASnapshotThereIsNothingToDo() {
    Slow data = new Slow("data");

    assertThat(keeper(data).turn(true)).isEqualTo(NEVER);
    assertThat(data.written).isEmpty();
  }

  @Test
  void theFirstSnapshotIsWrittenAtOnce() {
    Slow data = new Slow("data");
    OutputWriter keeper = keeper(data);
    keeper.offer(FIRST);

    assertThat(keeper.turn(true)).isEqualTo(NEVER);
    assertThat(keeper.turn(true)).isEqualTo(NEVER);

    assertThat(data.written).containsExactly(FIRST);
  }

  @Test
  void filesThatAreUpToDateAreLookedAtAgain() {
    Slow data = new Slow("data");
    OutputWriter keeper = keeper(data);
    keeper.lookAgain();
    assertThat(keeper.turn(true)).isEqualTo(NEVER);
    keeper.offer(FIRST);
    keeper.turn(true);
    nanos += 5000 * MILLI;

    keeper.lookAgain();
    keeper.turn(true);

    assertThat(data.written).containsExactly(FIRST, FIRST);
    assertThat(keeper.writing().values()).singleElement().extracting("count").isEqualTo(1L);
  }

  @Test
  void afterAQuickWriteAFileRestsForAFifthOfASecond() {
    Slow data = new Slow("data");
    OutputWriter keeper = keeper(data);
    keeper.offer(FIRST);
    keeper.turn(true);
    keeper.offer(SECOND);

    assertThat(keeper.turn(true)).isEqualTo(200 * MILLI);
    nanos += 199 * MILLI;
    assertThat(keeper.turn(true)).isEqualTo(MILLI);
    assertThat(data.written).containsExactly(FIRST);
    nanos += MILLI;
    assertThat(keeper.turn(true)).isEqualTo(NEVER);
    assertThat(data.written).containsExactly(FIRST, SECOND);
  }

  @Test
  void aFileThatTakesLongRestsTenTimesAsLong() {
    Slow data = new Slow("data");
    data.takes = 300 * MILLI;
    OutputWriter keeper = keeper(data);
    keeper.offer(FIRST);
    keeper.turn(true);
    keeper.offer(SECOND);

    assertThat(keeper.turn(true)).isEqualTo(3000 * MILLI);
  }

  @Test
  void eachFileHasItsOwnPace() {
    Slow page = new Slow("page");
    page.takes = 300 * MILLI;
    Slow data = new Slow("data");
    OutputWriter keeper = keeper(page, data);
    keeper.offer(FIRST);
    keeper.turn(true);
    keeper.offer(SECOND);
    nanos += 200 * MILLI;

    assertThat(keeper.turn(true)).isEqualTo(2800 * MILLI);

    assertThat(data.written).containsExactly(FIRST, SECOND);
    assertThat(page.written).containsExactly(FIRST);
  }

  @Test
  void ofManySnapshotsTheNewestIsWritten() {
    Slow data = new Slow("data");
    OutputWriter keeper = keeper(data);
    keeper.offer(FIRST);
    keeper.offer(Samples.board());
    keeper.offer(SECOND);

    keeper.turn(true);

    assertThat(data.written).containsExactly(SECOND);
  }

  @Test
  void aFileThatCannotBeWrittenIsTriedAgainMoreAndMoreRarely() {
    Slow data = new Slow("data");
    data.failure = new IOException("No space left on device");
    OutputWriter keeper = keeper(data);
    keeper.offer(FIRST);

    List<Long> waits = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      long wait = keeper.turn(true);
      waits.add(wait / (1000 * MILLI));
      assertThat(keeper.turn(true)).as("not before its time").isEqualTo(wait);
      nanos += wait;
    }

    assertThat(waits).containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L, 60L);
  }

  @Test
  void aFailureIsAProblemUntilTheFileIsWritten() {
    Slow data = new Slow("data");
    data.failure = new IOException("No space left on device");
    OutputWriter keeper = keeper(data);
    keeper.offer(FIRST);
    keeper.turn(true);

    assertThat(notified).isEqualTo(1);
    assertThat(keeper.problems())
        .containsExactly(
            new Problem(
                Problem.Kind.OUTPUT_UNWRITABLE,
                directory.resolve("data").toString(),
                directory.resolve("data")
                    + " cannot be written (No space left on device), so it shows an older state."
                    + " Make space or give write access; it is tried again by itself.",
                Instant.parse("2026-03-01T12:00:00Z")));

    nanos += 1000 * MILLI;
    keeper.turn(true);
    assertThat(notified).as("the same problem is no news").isEqualTo(1);
    assertThat(keeper.problems().get(0).since()).isEqualTo(Instant.parse("2026-03-01T12:00:00Z"));

    nanos += 2000 * MILLI;
    data.failure = null;
    keeper.turn(true);
    assertThat(keeper.problems()).isEmpty();
    assertThat(notified).isEqualTo(2);
    assertThat(data.written).containsExactly(FIRST);
  }

  @Test
  void afterASuccessTheNextFailureIsRetriedSoonAgain() {
    Slow data = new Slow("data");
    data.failure = new IOException("full");
    OutputWriter keeper = keeper(data);
    keeper.offer(FIRST);
    nanos += keeper.turn(true);
    nanos += keeper.turn(true);
    data.failure = null;
    keeper.turn(true);
    data.failure = new IOException("full");
    keeper.offer(SECOND);
    nanos += 200 * MILLI;

    assertThat(keeper.turn(true)).isEqualTo(1000 * MILLI);
  }

  @Test
  void oneFileThatFailsDoesNotStopTheOthers() {
    Slow page = new Slow("page");
    page.failure = new AccessDeniedException("/out/page");
    Slow data = new Slow("data");
    OutputWriter keeper = keeper(page, data);
    keeper.offer(FIRST);

    assertThat(keeper.turn(true)).isEqualTo(1000 * MILLI);

    assertThat(data.written).containsExactly(FIRST);
    assertThat(keeper.problems())
        .singleElement()
        .extracting(Problem::message)
        .asString()
        .contains("page cannot be written (permission is denied)");
  }

  @Test
  void aDefectInOneOutputIsAProblemToo() {
    Slow data = new Slow("data");
    data.defect = new IllegalStateException();
    OutputWriter keeper = keeper(data);
    keeper.offer(FIRST);

    keeper.turn(true);

    assertThat(keeper.problems())
        .singleElement()
        .extracting(Problem::message)
        .asString()
        .contains("(IllegalStateException)");
  }

  @Test
  void theStatusTellsWhenAFileWasLastWritten() throws IOException {
    Slow data = new Slow("data");
    OutputWriter keeper = keeper(data);
    Files.writeString(data.path(), "12345");

    assertThat(keeper.status()).singleElement().satisfies(s -> assertThat(s.writtenAt()).isNull());
    keeper.offer(FIRST);
    keeper.turn(true);
    nanos += 1000 * MILLI;
    keeper.offer(FIRST);
    keeper.turn(true);

    assertThat(data.written).hasSize(2);
    assertThat(keeper.status())
        .singleElement()
        .satisfies(
            s -> {
              assertThat(s.path()).isEqualTo(data.path().toString());
              assertThat(s.writtenAt()).isEqualTo(Instant.parse("2026-03-01T12:00:00Z"));
              assertThat(s.size()).isEqualTo(5);
            });
  }

  @Test
  void closingWritesTheLastSnapshotWithoutRest() {
    Slow data = new Slow("data");
    OutputWriter keeper = keeper(data);
    keeper.offer(FIRST);
    keeper.turn(true);
    keeper.offer(SECOND);

    keeper.close();

    assertThat(data.written).containsExactly(FIRST, SECOND);
  }

  @Test
  void aThreadThatWasStartedWritesAndStops() {
    Slow data = new Slow("data");
    OutputWriter keeper = keeper(data);
    keeper.start();
    keeper.offer(FIRST);
    keeper.offer(SECOND);

    keeper.close();

    assertThat(data.written).endsWith(SECOND);
    assertThat(Thread.getAllStackTraces().keySet()).noneMatch(t -> t.getName().equals("outputs"));
  }
}

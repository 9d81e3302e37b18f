package org.papermetrics.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.papermetrics.testing.LogLines;

/** An index that goes on from what an earlier one knew. */
class LogRestoreTest {
  private static final Instant NOW = Instant.parse("2026-03-01T09:30:00Z");
  private static final Path IO = Path.of("/proc/self/io");

  private final Path named;
  private final Path unnamed;
  private LogIndex index = new LogIndex();

  LogRestoreTest(@TempDir Path directory) throws IOException {
    named = directory.resolve("paper_metrics_1.err");
    unnamed = directory.resolve("paper_metrics_cp002000.log");
    Files.writeString(
        named,
        "Checkpoint: /data/a\n"
            + points(44)
            + points(43)
            + "Checkpoint: /data/\uD83D\uDE00\n"
            + points(2)
            + "Position 3000: Loss 1"
            + "\0");
    Files.writeString(unnamed, points(3));
  }

  private static String points(int n) {
    StringBuilder points = new StringBuilder();
    for (int i = 1; i <= n; i++) {
      points.append(LogLines.point(i * 1000, i / 1e7));
    }
    return points.toString();
  }

  private void update() {
    index.update(List.of(named, unnamed), NOW);
  }

  private void restart() {
    Map<Path, LogState> all = index.all();
    index = new LogIndex();
    index.restore(all);
  }

  private List<Object> known() {
    return List.of(
        index.ofCheckpoint("/data/a"),
        index.ofCheckpoint("/data/\uD83D\uDE00"),
        index.ofStep(2000),
        index.unnamed());
  }

  /** What this program has read by system calls, files and all else. */
  private static long bytesRead() throws IOException {
    return Files.readAllLines(IO).stream()
        .filter(line -> line.startsWith("rchar: "))
        .mapToLong(line -> Long.parseLong(line.substring(7)))
        .sum();
  }

  @Test
  void everythingIsKnownAtOnce() {
    update();
    List<Object> before = known();
    restart();
    assertThat(known()).isEqualTo(before);
    assertThat(index.ofCheckpoint("/data/a").orElseThrow().progression().files()).hasSize(2);
    assertThat(index.problems()).as("said when it is looked at").isEmpty();
    update();
    assertThat(known()).isEqualTo(before);
    assertThat(index.problems()).hasSize(1);
  }

  @Test
  void onlyNewBytesAreRead() throws IOException {
    assumeThat(Files.isReadable(IO)).as("the system counts what is read").isTrue();
    Files.writeString(named, ("x".repeat(99) + "\n").repeat(100_000), StandardOpenOption.APPEND);
    update();
    restart();
    long before = bytesRead();
    update();
    assertThat(bytesRead() - before).as("nothing has changed").isLessThan(100_000);
    Files.writeString(named, points(5), StandardOpenOption.APPEND);
    before = bytesRead();
    update();
    assertThat(bytesRead() - before).as("a little was added").isLessThan(100_000);
    assertThat(index.ofCheckpoint("/data/\uD83D\uDE00").orElseThrow().progression().files())
        .hasSize(2);
  }

  @Test
  void whatChangedIsGivenOnce() throws IOException {
    update();
    assertThat(index.takeChanged()).containsOnlyKeys(named, unnamed).isEqualTo(index.all());
    assertThat(index.takeChanged()).isEmpty();
    update();
    assertThat(index.takeChanged()).isEmpty();
    Files.writeString(unnamed, "more\n", StandardOpenOption.APPEND);
    update();
    assertThat(index.takeChanged()).containsOnlyKeys(unnamed);
    assertThat(index.takeGone()).isEmpty();

    Files.delete(unnamed);
    update();
    assertThat(index.takeChanged()).isEmpty();
    assertThat(index.takeGone()).containsExactly(unnamed);
    assertThat(index.takeGone()).isEmpty();
    assertThat(index.all()).containsOnlyKeys(named);
  }

  @Test
  void aLogThatIsGoneAndComesAgainHasChanged() throws IOException {
    update();
    index.takeChanged();
    Files.delete(unnamed);
    update();
    Files.writeString(unnamed, points(4));
    update();
    assertThat(index.takeGone()).isEmpty();
    assertThat(index.takeChanged()).containsOnlyKeys(unnamed);
  }

  @Test
  void aRestoredLogThatIsGoneIsForgotten() throws IOException {
    update();
    restart();
    Files.delete(unnamed);
    update();
    assertThat(index.ofStep(2000)).isEmpty();
    assertThat(index.takeGone()).containsExactly(unnamed);
  }
}

package org.papermetrics.logs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.papermetrics.files.Stamps;
import org.papermetrics.model.FileStamp;
import org.papermetrics.testing.LogLines;

/**
 * Whatever is done to a log between two looks, a tail that follows it knows the same as one that
 * reads it for the first time.
 */
class LogTailLawTest {
  private enum Deed {
    APPEND,
    OVERWRITE,
    RENAME_OVER,
    LOOK,
    LOOK_AND_RESTART
  }

  /**
   * One thing that is done to the log.
   *
   * @param lines what is written: of each number a point, a checkpoint or something else
   * @param cut how many of the last characters come later, with the next thing that is appended
   */
  private record Step(Deed deed, List<Integer> lines, int cut) {}

  private final StringBuilder late = new StringBuilder();
  private int written;
  private long tick;

  @Provide
  Arbitrary<List<Step>> scripts() {
    return Combinators.combine(
            Arbitraries.of(
                Deed.APPEND,
                Deed.APPEND,
                Deed.APPEND,
                Deed.OVERWRITE,
                Deed.RENAME_OVER,
                Deed.LOOK,
                Deed.LOOK_AND_RESTART),
            Arbitraries.integers().between(0, 20).list().ofMaxSize(10),
            Arbitraries.integers().between(0, 60))
        .as(Step::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(8);
  }

  @Property(tries = 100)
  void aTailThatFollowsKnowsWhatAFreshOneReads(@ForAll("scripts") List<Step> script)
      throws IOException {
    Path directory = Files.createTempDirectory("tail");
    Path log = Files.createFile(directory.resolve("paper_metrics_1.err"));
    try {
      LogTail tail = new LogTail(log);
      for (Step step : script) {
        perform(step, log);
        if (step.deed() == Deed.LOOK || step.deed() == Deed.LOOK_AND_RESTART) {
          assertSame(tail, log);
        }
        if (step.deed() == Deed.LOOK_AND_RESTART) {
          tail = new LogTail(log, tail.state());
        }
      }
      assertSame(tail, log);
    } finally {
      Files.delete(log);
      Files.delete(directory);
    }
  }

  private void assertSame(LogTail tail, Path log) throws IOException {
    tail.read(stamp(log));
    LogTail fresh = new LogTail(log);
    fresh.read(stamp(log));
    assertThat(tail.content().sections())
        .extracting(s -> s.checkpoint(), s -> s.progression())
        .isEqualTo(
            fresh.content().sections().stream()
                .map(s -> org.assertj.core.groups.Tuple.tuple(s.checkpoint(), s.progression()))
                .toList());
    assertThat(tail.content().named()).isEqualTo(fresh.content().named());
    assertThat(tail.trouble()).isEqualTo(fresh.trouble());
  }

  private FileStamp stamp(Path log) throws IOException {
    FileStamp stamp = Stamps.of(log).orElseThrow();
    Instant at = Instant.ofEpochSecond(++tick);
    return new FileStamp(stamp.inode(), stamp.size(), at, at);
  }

  private void perform(Step step, Path log) throws IOException {
    switch (step.deed()) {
      case APPEND -> Files.writeString(log, content(step), StandardOpenOption.APPEND);
      case OVERWRITE -> {
        late.setLength(0);
        Files.writeString(log, content(step));
      }
      case RENAME_OVER -> {
        late.setLength(0);
        Path fresh = log.resolveSibling("fresh");
        Files.writeString(fresh, content(step));
        Files.move(fresh, log, StandardCopyOption.ATOMIC_MOVE);
      }
      case LOOK, LOOK_AND_RESTART -> {}
    }
  }

  /** Every line carries its number, as those of real logs carry their time. */
  private String content(Step step) {
    StringBuilder content = new StringBuilder(late);
    for (int line : step.lines()) {
      content.append(++written).append(" - INFO - ").append(line(line)).append('\n');
    }
    int cut = Math.min(step.cut(), content.length());
    late.setLength(0);
    late.append(content, content.length() - cut, content.length());
    return content.substring(0, content.length() - cut);
  }

  private static String line(int kind) {
    return switch (kind) {
      case 0 -> "Checkpoint: /data/a";
      case 1 -> "Checkpoint:   /data/b/consolidated/";
      case 2 -> "x".repeat(66_000);
      case 3 -> "\0\1\2";
      case 4 -> "Position 4000: Loss 4.5 | PPL 9";
      default -> LogLines.point(kind * 1000, kind + 0.5).strip();
    };
  }
}

package org.papermetrics.logs;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.papermetrics.files.Stamps;
import org.papermetrics.model.FileStamp;
import org.papermetrics.testing.LogLines;

/**
 * A log that is cut at any bytes and goes on later is the same as one that is read at once, and
 * means the same in each encoding and with each end of line.
 */
class LogTextLawTest {
  private enum Encoding {
    PLAIN(UTF_8, ""),
    UTF8(UTF_8, "\uFEFF"),
    LITTLE(UTF_16LE, "\uFEFF"),
    BIG(UTF_16BE, "\uFEFF");

    private final Charset charset;
    private final String mark;

    Encoding(Charset charset, String mark) {
      this.charset = charset;
      this.mark = mark;
    }

    byte[] bytes(String text) {
      return (mark + text).getBytes(charset);
    }
  }

  private record Line(String text, String end) {}

  private static final String LONG =
      "/data/" + "experiments/".repeat(4) + "lora_20/checkpoints/checkpoint_000100/consolidated";

  private long tick;

  @Provide
  Arbitrary<List<Line>> lines() {
    return Combinators.combine(
            Arbitraries.oneOf(
                Arbitraries.of(
                    "Checkpoint: /data/\u00e9",
                    "\u001b[1mCheckpoint:\u001b[0m  /data/\uD83D\uDE00/consolidated/",
                    "Checkpoint: " + LONG.substring(0, 70),
                    LONG.substring(70),
                    "Checkpoint:",
                    LONG,
                    "Position 9000: Loss 5.5 | PPL 1,998.20",
                    "\u001b[32mPosition \u001b[1;33m7000\u001b[0m: Loss 5.5 | PPL 244.7\u001b[0m",
                    "\u4e2d\u0a0d\u0d0a",
                    "",
                    "x".repeat(20_000)),
                Arbitraries.integers().between(1, 9).map(i -> "- " + point(i))),
            Arbitraries.of("\n", "\r\n", "\r"))
        .as(Line::new)
        .list()
        .ofMaxSize(30);
  }

  private static String point(int i) {
    return LogLines.point(i * 1000, i / 2.0).strip();
  }

  @Property(tries = 300)
  void aLogThatIsCutAnywhereIsTheSame(
      @ForAll("lines") List<Line> lines,
      @ForAll Encoding encoding,
      @ForAll @Size(max = 6) List<@IntRange(min = 0, max = 1_000_000) Integer> cuts)
      throws IOException {
    byte[] content = encoding.bytes(text(lines, false));
    Path directory = Files.createTempDirectory("text");
    Path log = Files.createFile(directory.resolve("paper_metrics_1.err"));
    try {
      LogTail tail = new LogTail(log);
      int from = 0;
      for (int at :
          IntStream.concat(
                  cuts.stream().mapToInt(cut -> cut % (content.length + 1)),
                  IntStream.of(content.length))
              .sorted()
              .toArray()) {
        Files.write(log, Arrays.copyOfRange(content, from, at), StandardOpenOption.APPEND);
        from = at;
        tail.read(stamp(log));
        tail = new LogTail(log, tail.state());
      }
      LogTail fresh = new LogTail(log);
      FileStamp last = stamp(log);
      tail.read(last);
      fresh.read(last);
      // When a line came, only the one knows who saw it come.
      assertThat(tail.state())
          .usingRecursiveComparison()
          .ignoringFields("content.evaluation.arrived")
          .isEqualTo(fresh.state());

      Files.write(log, text(lines, true).getBytes(UTF_8));
      LogTail plain = new LogTail(log);
      plain.read(stamp(log));
      assertThat(fresh.state().content().sections()).isEqualTo(plain.state().content().sections());
      assertThat(fresh.content().named()).isEqualTo(plain.content().named());
      assertThat(fresh.state().content().leftOut()).isEqualTo(plain.state().content().leftOut());
    } finally {
      Files.delete(log);
      Files.delete(directory);
    }
  }

  /** The text, as it is or with what a terminal shows of it and nothing but newlines. */
  private static String text(List<Line> lines, boolean plain) {
    StringBuilder text = new StringBuilder();
    for (Line line : lines) {
      text.append(plain ? line.text().replaceAll("\u001b\\[[0-9;]*m", "") : line.text())
          .append(plain ? "\n" : line.end());
    }
    return text.toString();
  }

  private FileStamp stamp(Path log) throws IOException {
    FileStamp stamp = Stamps.of(log).orElseThrow();
    Instant at = Instant.ofEpochSecond(++tick);
    return new FileStamp(stamp.inode(), stamp.size(), at, at);
  }
}

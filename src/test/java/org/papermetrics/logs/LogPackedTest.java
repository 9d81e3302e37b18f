package org.papermetrics.logs;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.papermetrics.files.Stamps;
import org.papermetrics.model.FileStamp;
import org.papermetrics.testing.LogLines;

/** Logs that gzip has packed. */
class LogPackedTest {
  private final Path log;
  private long tick;

  LogPackedTest(@TempDir Path directory) {
    log = directory.resolve("paper_metrics_1.err.gz");
  }

  static byte[] packed(byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      out.write(content);
    }
    return bytes.toByteArray();
  }

  private LogTail read(LogTail tail, byte[] content) throws IOException {
    Files.write(log, content);
    FileStamp stamp = Stamps.of(log).orElseThrow();
    Instant at = Instant.ofEpochSecond(++tick);
    tail.read(new FileStamp(stamp.inode(), stamp.size(), at, at));
    return tail;
  }

  private LogTail read(byte[] content) throws IOException {
    return read(new LogTail(log), content);
  }

  private static int points(LogTail tail) {
    return tail.content().sections().stream().mapToInt(LogSection::points).sum();
  }

  private static byte[] content(int points) {
    return ("Checkpoint: /data/a\n" + LogLines.points(points, 5.5)).getBytes(UTF_8);
  }

  @Test
  void itsLinesAreThoseOfThePlainOne() throws IOException {
    LogTail tail = read(packed(content(10_000)));

    assertThat(points(tail)).isEqualTo(10_000);
    assertThat(tail.content().named()).containsExactly("/data/a");
    assertThat(tail.trouble()).isNull();
    assertThat(points(read(packed(("\uFEFF" + LogLines.points(3, 5.5)).getBytes(UTF_16LE)))))
        .isEqualTo(3);
    assertThat(points(read(packed(new byte[0])))).isZero();
  }

  @Test
  void whatIsPackedAfterItIsReadToo() throws IOException {
    byte[] first = packed(content(3));
    byte[] second = packed(LogLines.point(4000, 5.5).getBytes(UTF_8));
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    LogTail tail = read(first);
    assertThat(points(tail)).isEqualTo(3);

    read(new LogTail(log, tail.state()), both);

    assertThat(points(read(tail, both))).isEqualTo(4);
    assertThat(points(read(new LogTail(log, tail.state()), both))).isEqualTo(4);
  }

  @Test
  void ofOneThatIsCutTheFirstLinesAreUsed() throws IOException {
    byte[] whole = packed(content(10_000));

    LogTail tail = read(Arrays.copyOf(whole, whole.length / 2));

    assertThat(points(tail)).isBetween(1000, 9000);
    assertThat(tail.trouble()).contains("ends in the middle");
    assertThat(points(read(tail, whole))).isEqualTo(10_000);
    assertThat(tail.trouble()).isNull();
    assertThat(read(tail, new byte[0]).trouble()).contains("ends in the middle");
    assertThat(read(tail, whole).trouble()).isNull();
  }

  @Test
  void whatIsNoGzipIsATrouble() throws IOException {
    assertThat(read(content(3)).trouble()).contains("cannot be unpacked");

    byte[] damaged = packed(content(10_000));
    Arrays.fill(damaged, damaged.length / 2, damaged.length / 2 + 100, (byte) 0x55);
    LogTail tail = read(damaged);
    assertThat(points(tail)).isPositive();
    assertThat(tail.trouble()).contains("cannot be unpacked");
  }

  @Test
  void whatUnpacksToFarTooMuchIsReadInPart() throws IOException {
    LogTail tail = read(new LogTail(log, 1 << 20), packed(content(100_000)));

    assertThat(points(tail)).isBetween(10_000, 30_000);
    assertThat(tail.trouble()).contains("more than a log may have");
  }
}

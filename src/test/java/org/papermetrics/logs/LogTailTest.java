package org.papermetrics.logs;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.papermetrics.files.Stamps;
import org.papermetrics.model.FileStamp;
import org.papermetrics.model.Progression;
import org.papermetrics.model.Progression.Point;
import org.papermetrics.testing.LogLines;

class LogTailTest {
  private static final String POINT_1 = "Position  1000: Loss 5.5 | PPL 244.7\n";
  private static final String POINT_2 = "Position 2000/44000: loss=5.25, perplexity=190.6\n";

  private final Path log;
  private final LogTail tail;
  private long tick;

  LogTailTest(@TempDir Path directory) {
    log = directory.resolve("paper_metrics_1.err");
    tail = new LogTail(log);
  }

  /** A stamp as of a file system whose clock is fine enough to tell any two states apart. */
  private FileStamp stamp() throws IOException {
    FileStamp stamp = Stamps.of(log).orElseThrow();
    Instant at = Instant.ofEpochSecond(++tick);
    return new FileStamp(stamp.inode(), stamp.size(), at, at);
  }

  private void append(String text) throws IOException {
    append(text.getBytes(UTF_8));
  }

  private void append(byte[] bytes) throws IOException {
    Files.write(log, bytes, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    tail.read(stamp());
  }

  /** Truncates the log and writes other content into the same file. */
  private void overwrite(String text) throws IOException {
    Files.writeString(log, text);
    tail.read(stamp());
  }

  private List<Point> points() {
    return only().points();
  }

  private Progression only() {
    assertThat(tail.content().sections()).hasSize(1);
    return tail.content().sections().get(0).progression();
  }

  private List<List<Integer>> files() {
    return only().files().stream()
        .map(f -> IntStream.range(0, f.size()).mapToObj(f::position).toList())
        .toList();
  }

  private static String lines(int from, int to) {
    StringBuilder lines = new StringBuilder();
    for (int position = from; position <= to; position += 1000) {
      lines.append("Position ").append(position).append(": Loss 5.5 | PPL 244.7\n");
    }
    return lines.toString();
  }

  @Test
  void bothFormatsInOneLog() throws IOException {
    append(POINT_1 + "something else\n" + POINT_2);

    assertThat(points()).containsExactly(new Point(1000, 5.5, 244.7), new Point(2000, 5.25, 190.6));
  }

  @Test
  void aLastLineWithoutANewlineIsNotThereYet() throws IOException {
    append(POINT_1 + POINT_2.substring(0, 40));
    assertThat(points()).hasSize(1);

    append(POINT_2.substring(40, 48));
    assertThat(points()).hasSize(1);

    append("\n");
    assertThat(points()).hasSize(2);
  }

  @Test
  void aLogThatComesByteByByteIsTheSame() throws IOException {
    for (byte b : ("Checkpoint: /data/é\r\n" + POINT_1 + POINT_2).getBytes(UTF_8)) {
      append(new byte[] {b});
    }

    assertThat(points()).hasSize(2);
    assertThat(tail.content().sections().get(0).checkpoint()).isEqualTo("/data/é");
  }

  @Test
  void linesMayEndWithCarriageReturnAndNewline() throws IOException {
    append("Checkpoint: /data/x\r\n" + POINT_1.replace("\n", "\r\n"));

    assertThat(points()).containsExactly(new Point(1000, 5.5, 244.7));
    assertThat(tail.content().sections().get(0).checkpoint()).isEqualTo("/data/x");
  }

  @Test
  void aNewFileStartsWherePositionDoesNotGrow() throws IOException {
    append(lines(1000, 3000) + lines(1000, 4000) + lines(1000, 2000));

    assertThat(files())
        .containsExactly(
            List.of(1000, 2000, 3000), List.of(1000, 2000, 3000, 4000), List.of(1000, 2000));
  }

  @Test
  void theSamePositionTwiceIsTwoFiles() throws IOException {
    append(POINT_1 + LogLines.point(1000, 5.25));

    assertThat(files()).containsExactly(List.of(1000), List.of(1000));
  }

  @Test
  void aPointThatRepeatsTheOneBeforeIsNoOtherFile() throws IOException {
    for (String line : (lines(1000, 3000) + lines(1000, 2000)).split("(?<=\n)", -1)) {
      append(line + "something else\n");
      append(line + line);
    }

    assertThat(files()).containsExactly(List.of(1000, 2000, 3000), List.of(1000, 2000));
  }

  @Test
  void aLogOfManyAudioFilesIsReadInTimeThatGrowsWithIt() {
    assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () -> {
          append((POINT_1 + LogLines.point(1000, 5.25)).repeat(200_000));
          assertThat(only().files()).hasSize(400_000);
        });
  }

  @Test
  void positionsThatAreNotFiniteAreNoPoints() throws IOException {
    append(
        """
        Position 1000: Loss nan | PPL nan
        Position 2000: Loss inf | PPL 2
        Position 3000: Loss 5 | PPL Infinity
        Position 4000: Loss 7.5e-1 | PPL 2.117e+00
        """);

    assertThat(points()).containsExactly(new Point(4000, 0.75, 2.117));
  }

  @Test
  void aLogThatDidNotChangeIsNotOpened() throws IOException {
    append(POINT_1);
    FileStamp stamp = tail.stamp() == null ? stamp() : tail.stamp();
    Files.delete(log);

    tail.read(stamp);

    assertThat(points()).hasSize(1);
  }

  @Test
  void aLogThatShrankIsReadAgainFromItsStart() throws IOException {
    append(lines(1000, 9000));

    overwrite(POINT_2);

    assertThat(points()).containsExactly(new Point(2000, 5.25, 190.6));
  }

  @Test
  void aLogThatWasTruncatedAndHasGrownBeyondIsReadAgainFromItsStart() throws IOException {
    append("a\n" + lines(1000, 9000));

    overwrite("b\n" + lines(21_000, 50_000));

    assertThat(files()).hasSize(1);
    assertThat(files().get(0)).hasSize(30).startsWith(21_000);
  }

  @Test
  void aLogThatWasEmptiedHasNothing() throws IOException {
    append("Checkpoint: /data/x\n" + POINT_1);

    overwrite("");

    assertThat(points()).isEmpty();
    assertThat(tail.content().named()).isEmpty();
    assertThat(tail.content().sections().get(0).checkpoint()).isNull();
  }

  @Test
  void aLogThatWasReplacedIsReadAgainFromItsStart() throws IOException {
    append(POINT_1);
    Path fresh = log.resolveSibling("fresh");
    Files.writeString(fresh, POINT_1 + POINT_2);

    Files.move(fresh, log, StandardCopyOption.ATOMIC_MOVE);
    tail.read(stamp());

    assertThat(points()).hasSize(2);
    assertThat(only().files()).hasSize(1);
  }

  @Test
  void whatWasReadStaysWhenTheLogCannotBeOpened() throws IOException {
    append(POINT_1);
    Files.delete(log);
    FileStamp other = new FileStamp("1:1", 1, Instant.EPOCH, Instant.EPOCH);

    assertThatThrownBy(() -> tail.read(other)).isInstanceOf(IOException.class);
    assertThat(points()).hasSize(1);

    append(POINT_2);
    assertThat(points()).containsExactly(new Point(2000, 5.25, 190.6));
  }

  @Test
  void aJobThatEvaluatesSeveralCheckpointsHasAPartForEach() throws IOException {
    append("Checkpoint: /data/a\n" + lines(1000, 2000) + lines(1000, 1000));
    append("Checkpoint: /data/b/\nCheckpoint: /data/b/consolidated\n" + lines(1000, 3000));

    assertThat(tail.content().sections())
        .extracting(s -> s.checkpoint())
        .containsExactly("/data/a", "/data/b");
    assertThat(tail.content().sections()).extracting(s -> s.points()).containsExactly(3, 3);
    assertThat(tail.content().named()).containsExactlyInAnyOrder("/data/a", "/data/b");
  }

  @Test
  void anEvaluationThatFailedBeforeItsFirstPointHasNone() throws IOException {
    append("Checkpoint: /data/a\nTraceback\nCheckpoint: /data/b\n" + POINT_1);

    assertThat(points()).hasSize(1);
    assertThat(tail.content().sections().get(0).checkpoint()).isEqualTo("/data/b");
    assertThat(tail.content().named()).containsExactlyInAnyOrder("/data/a", "/data/b");
  }

  @Test
  void theSameCheckpointNamedAgainIsNoOtherPart() throws IOException {
    append("Checkpoint: /data/a\n" + POINT_1 + "Checkpoint: /data/a/consolidated/\n" + POINT_2);

    assertThat(points()).hasSize(2);
  }

  private static final String LONG =
      "/data/" + "experiments/".repeat(4) + "lora_20/checkpoints/checkpoint_000100/consolidated";

  private Set<String> named(String text) throws IOException {
    Files.deleteIfExists(log);
    append(text);
    return tail.content().named();
  }

  @Test
  void aPathThatIsWrappedIsWhole() throws IOException {
    String key = LONG.substring(0, LONG.lastIndexOf('/'));
    for (String line :
        List.of(
            "Checkpoint: " + LONG,
            "10:00:00 - INFO - Checkpoint:   " + LONG + "/",
            "INFO Checkpoint: PosixPath('" + LONG + "')",
            "Checkpoint: '" + LONG + "/lora.safetensors'")) {
      for (int at = 62; at < line.length(); at++) {
        String first = line.substring(0, at);
        String second = line.substring(at);
        assertThat(named(first + "\n" + second + "\nJob ID: 1\n")).containsExactly(key);
        assertThat(named(first + "   \r\n    " + second + "\r\n")).containsExactly(key);
      }
    }
    assertThat(named("Checkpoint:\n" + LONG + "\n")).containsExactly(key);
    assertThat(named("Checkpoint: \n" + LONG.substring(0, 70) + "\n" + LONG.substring(70) + "\n"))
        .containsExactly(key);
  }

  @Test
  void eachOfSeveralPathsThatAreWrappedIsWhole() throws IOException {
    String first =
        ("Checkpoint: " + LONG).substring(0, 80) + "\n" + ("Checkpoint: " + LONG).substring(80);
    String second = first.replace("lora_20", "lora_21");
    append(first + "\n" + lines(1000, 2000) + second + "\n" + lines(1000, 3000));
    append(first + "\n" + lines(1000, 1000));

    assertThat(tail.content().sections())
        .extracting(LogSection::points)
        .as("apart, and the first one again")
        .containsExactly(2, 3, 1);
    assertThat(tail.content().named()).hasSize(2);
  }

  @Test
  void aLongPathThatIsNotWrappedIsWhole() throws IOException {
    String path = "/data/" + "experiments/".repeat(5) + "best";
    assertThat(named("Checkpoint: " + path + "\n")).containsExactly(path);
    assertThat(named("Checkpoint: " + path + "\n" + POINT_1)).containsExactly(path);
    assertThat(points()).hasSize(1);
    assertThat(named("Checkpoint: " + path + "\n=======\n")).containsExactly(path);
    assertThat(named("Checkpoint: " + path + "\nCheckpoint: /data/b\n"))
        .containsExactly(path, "/data/b");
    assertThat(named("Checkpoint: /data/a/checkpoint_0001\n00/consolidated\n"))
        .as("short lines are not wrapped")
        .containsExactly("/data/a/checkpoint_0001");
    assertThat(named("Checkpoint: " + LONG + "\n00/consolidated\n")).hasSize(1);
    assertThat(named("Checkpoint:\n" + "=".repeat(80) + "\nnothing\n")).isEmpty();
  }

  @Test
  void aCheckpointThatIsNamedAfterItsPoints() throws IOException {
    append(POINT_1 + "done, Checkpoint: /data/a\n");

    assertThat(points()).hasSize(1);
    assertThat(tail.content().sections().get(0).checkpoint()).isEqualTo("/data/a");
  }

  @Test
  void ofABinaryLogTheReadableLinesAreUsed() throws IOException {
    byte[] noise = new byte[200_000];
    new Random(3).nextBytes(noise);
    append(noise);
    append("\n" + POINT_1);

    assertThat(points()).containsExactly(new Point(1000, 5.5, 244.7));
    assertThat(tail.trouble()).contains("no text");
  }

  @Test
  void aLogInUtf16WithoutItsMarkHasNoReadableLine() throws IOException {
    append((POINT_1 + POINT_2).getBytes(UTF_16LE));

    assertThat(points()).isEmpty();
    assertThat(tail.trouble()).contains("no text");
  }

  @Test
  void aLogInUtf16WithItsMarkIsReadAsItGrows() throws IOException {
    for (Charset charset : List.of(UTF_16LE, UTF_16BE)) {
      Files.deleteIfExists(log);
      byte[] content = ("\uFEFFCheckpoint: /data/\u0a0d\r\n" + POINT_1 + POINT_2).getBytes(charset);
      for (byte b : content) {
        append(new byte[] {b});
      }

      assertThat(points()).hasSize(2);
      assertThat(tail.content().sections().get(0).checkpoint()).isEqualTo("/data/\u0a0d");
      assertThat(tail.trouble()).isNull();
    }
  }

  @Test
  void aLongLineInUtf16IsPassedOver() throws IOException {
    append(("\uFEFF" + POINT_1 + "x".repeat(70_000) + POINT_2 + POINT_2).getBytes(UTF_16LE));

    assertThat(points()).hasSize(2);
    assertThat(tail.trouble()).contains("more than 64 kB");
  }

  @Test
  void aCarriageReturnEndsALine() throws IOException {
    String bar =
        IntStream.range(0, 75_000 / 30)
            .mapToObj("%6d it [00:10, 3.5 it/s] ...\r"::formatted)
            .collect(Collectors.joining());
    append(bar + "\r" + POINT_1 + bar + POINT_2);

    assertThat(points()).hasSize(2);
    assertThat(tail.trouble()).isNull();
  }

  @Test
  void aLineThatIsTooLongEndsAtItsCarriageReturn() throws IOException {
    append("x".repeat(70_000) + "\r" + POINT_1);

    assertThat(points()).hasSize(1);
  }

  @Test
  void linesAreCountedByNewlinesAlone() throws IOException {
    append("a\r\nb\rc\rPosition 1000: Loss 5.5 | PPL 24\r\n");

    assertThat(tail.trouble()).endsWith("the first is line 2");
  }

  @Test
  void whatATerminalDoesNotShowIsNoText() throws IOException {
    append(
        """
        \u001b[?25l\u001b[2K\u001b[1GCheckpoint: \u001b[38;5;196m/data/\u001b[1mx\u001b(B\u001b[m
        Position \u001b[1;36m1000\u001b[0m: Loss \u001b[1m5.5\u001b[0m | PPL 244.7\u001b[0m
        \u001b]0;title\u0007Position 2000: Loss 5.5 | PPL 244.7\u001b[
        Position 3000: Loss 5.5 | PPL 244.7\u001b]8;;file:///x\u001b\\, link
        """);

    assertThat(points()).extracting(Point::position).containsExactly(1000, 2000, 3000);
    assertThat(tail.content().sections().get(0).checkpoint()).isEqualTo("/data/x");
    assertThat(tail.trouble()).isNull();
  }

  @Test
  void aByteOrderMarkIsNoText() throws IOException {
    append("\uFEFFCheckpoint: /data/x\n\uFEFF" + POINT_1);

    assertThat(points()).hasSize(1);
    assertThat(tail.content().sections().get(0).checkpoint()).isEqualTo("/data/x");
  }

  @Test
  void aCheckpointThatIsNoUtf8IsATrouble() throws IOException {
    append("Checkpoint: /data/\u00e9\n".getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));

    assertThat(tail.trouble()).contains("no UTF-8");
  }

  @Test
  void linesThatAreCutAreCountedUntilTheContentIsAnother() throws IOException {
    append("one\n\n" + POINT_1 + "Position 2000: Loss 5.5 | PPL 24");
    assertThat(tail.trouble()).isNull();
    append("\n" + POINT_2);
    assertThat(tail.trouble())
        .startsWith(": 1 line was left out because a number is cut off")
        .endsWith("the first is line 4");
    append("Position 3000: Loss 5.5 | PPL 1,244.7\n");
    assertThat(tail.trouble()).startsWith(": 2 lines were left out").endsWith("line 4");
    assertThat(points()).hasSize(2);

    append("\0\n");
    assertThat(tail.trouble()).matches(" holds bytes .* are used; 2 lines were .* line 4");
    overwrite(POINT_1);
    assertThat(tail.trouble()).isNull();
  }

  @Test
  void aLineLongerThanTheBufferIsPassedOver() throws IOException {
    append(POINT_1 + "x".repeat(200_000));
    append("y".repeat(70_000) + " " + POINT_2.replace('2', '3'));
    append(POINT_2);

    assertThat(points()).containsExactly(new Point(1000, 5.5, 244.7), new Point(2000, 5.25, 190.6));
    assertThat(tail.trouble()).contains("more than 64 kB");
  }

  @Test
  void aLineAsLongAsTheBufferIsRead() throws IOException {
    append("x".repeat(65_535 - POINT_1.length()) + " " + POINT_1);
    assertThat(points()).hasSize(1);
    assertThat(tail.trouble()).isNull();
  }

  @Test
  void aTroubleEndsWithTheContentThatHadIt() throws IOException {
    append("\0\n" + POINT_1);
    assertThat(tail.trouble()).isNotNull();

    overwrite(POINT_2);

    assertThat(tail.trouble()).isNull();
  }

  @Test
  void aLogOfManyMegabytesIsReadInPieces() throws IOException {
    append(lines(1000, 200_000_000));
    append(lines(200_001_000, 200_002_000));

    assertThat(points()).hasSize(200_002);
    assertThat(only().files()).hasSize(1);
  }
}

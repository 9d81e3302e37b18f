package org.papermetrics.daemon;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.papermetrics.api.RunsAnswer;
import org.papermetrics.model.Snapshot;
import org.papermetrics.testing.Samples;

class KeptAnswerTest {
  private static final Instant START = Instant.parse("2026-03-01T09:30:00Z");

  private static final String EPOCH = "one.registry.settings";

  private final Path directory;
  private Clock clock = Clock.fixed(START, ZoneOffset.UTC);

  KeptAnswerTest(@TempDir Path directory) {
    this.directory = directory;
  }

  private Path file() {
    return directory.resolve("state/board.sqlite.runs");
  }

  private KeptAnswer answer() {
    return new KeptAnswer(directory.resolve("state/board.sqlite"), clock);
  }

  private static Snapshot board(String run, long revision) {
    return Samples.board(List.of(Samples.run(run, 100)), null, List.of()).at(EPOCH, revision);
  }

  private static String text(RunsAnswer answer) throws IOException {
    ByteBuffer gzip = answer.gzip().duplicate();
    byte[] bytes = new byte[gzip.remaining()];
    gzip.get(bytes);
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }

  @Test
  void whatWasKeptIsReadByTheNextDaemonWithTheSameSettings() throws IOException {
    Snapshot board = board("exp", 7);
    assertThat(answer().read(EPOCH)).isEmpty();

    answer().keep(board);

    RunsAnswer answer = answer().read(EPOCH).orElseThrow();
    assertThat(answer.shows(board)).isTrue();
    assertThat(text(answer)).contains("\"exp\"").contains("\"revision\":7");
    assertThat(answer().read("two.registry.settings")).isPresent();
    assertThat(answer().read("one.registry.others")).isEmpty();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
        .isEqualTo("rw-------");
  }

  @Test
  void aFileThatIsNotWholeIsNone() throws IOException {
    answer().keep(board("exp", 7));
    byte[] whole = Files.readAllBytes(file());
    for (int length : List.of(0, 1, 60, whole.length / 2, whole.length - 1)) {
      Files.write(file(), Arrays.copyOf(whole, length));
      assertThat(answer().read(EPOCH)).as(length + " bytes").isEmpty();
    }
    for (String other : List.of("{}", "\n", "a b c\n", "a b 0\n", "a  0\n")) {
      Files.writeString(file(), other);
      assertThat(answer().read(EPOCH)).as(other).isEmpty();
    }
  }

  @Test
  void itIsWrittenAgainOnlyForAnotherBoardAndNotTooOften() throws IOException {
    KeptAnswer answer = answer();
    answer.keepNowAndThen(board("first", 7));
    answer.keepNowAndThen(board("second", 8));
    assertThat(answer().read(EPOCH).orElseThrow().revision()).isEqualTo(7);

    clock = Clock.fixed(START.plus(Duration.ofMinutes(11)), ZoneOffset.UTC);
    KeptAnswer later = answer();
    assertThat(later.read(EPOCH)).isPresent();
    Files.writeString(file(), "untouched");
    later.keepNowAndThen(board("first", 7));
    assertThat(file()).hasContent("untouched");
    later.keepNowAndThen(board("second", 8));
    assertThat(answer().read(EPOCH).orElseThrow().revision()).isEqualTo(8);
    later.keep(board("third", 9));
    assertThat(text(answer().read(EPOCH).orElseThrow())).contains("\"third\"");
  }

  @Test
  void aDirectoryThatCannotBeUsedIsNoFailure() throws IOException {
    Files.writeString(directory.resolve("state"), "a file");

    answer().keep(board("exp", 7));

    assertThat(answer().read(EPOCH)).isEmpty();
  }
}

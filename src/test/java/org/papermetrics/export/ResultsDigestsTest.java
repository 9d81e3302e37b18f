package org.papermetrics.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.papermetrics.files.Stamps;
import org.papermetrics.model.FileStamp;

class ResultsDigestsTest {
  private static final String OF_ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  private final ResultsDigests digests = new ResultsDigests();

  @Test
  void aFileHasTimeSizeAndDigest(@TempDir Path directory) throws Exception {
    Path file = Files.writeString(directory.resolve("r.json"), "abc");
    FileStamp stamp = Stamps.of(file).orElseThrow();
    assertThat(digests.of(file, stamp))
        .isEqualTo(new ResultsFile(file.toString(), stamp, OF_ABC, ""));
    assertThat(digests.of(file, null).remark()).isEmpty();
  }

  @Test
  void aFileThatChangedSinceItWasReadIsSaidToHave(@TempDir Path directory) throws Exception {
    Path file = Files.writeString(directory.resolve("r.json"), "old");
    FileStamp read = Stamps.of(file).orElseThrow();
    digests.of(file, read);
    Files.writeString(file, "abc");
    Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-01-02T03:04:05Z")));
    ResultsFile now = digests.of(file, read);
    assertThat(now.digest()).isEqualTo(Optional.of(OF_ABC));
    assertThat(now.remark()).isEqualTo(ResultsDigests.CHANGED);
  }

  @Test
  void whatIsNoFileHasNoDigest(@TempDir Path directory) throws Exception {
    assertThat(digests.of(directory.resolve("none"), null).remark()).isEqualTo(ResultsDigests.GONE);
    assertThat(digests.of(directory, null).digest()).isEmpty();
    Path pipe = directory.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    assertThat(digests.of(pipe, null).digest()).isEmpty();
    Path large = Files.writeString(directory.resolve("large"), "x");
    try (SeekableByteChannel channel = Files.newByteChannel(large, StandardOpenOption.WRITE)) {
      channel.position(17L * 1024 * 1024).write(ByteBuffer.wrap(new byte[1]));
    }
    assertThat(digests.of(large, null).remark()).isEqualTo("The file is too large for results.");
  }
}

package org.papermetrics.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.papermetrics.model.FileStamp;
import org.papermetrics.testing.Fifo;

class StampsTest {
  private static final FileTime TIME = FileTime.from(Instant.parse("2025-10-18T00:39:26.123456Z"));

  private final Path directory;

  StampsTest(@TempDir Path directory) {
    this.directory = directory;
  }

  private static FileStamp stamp(Path file) throws IOException {
    return Stamps.of(file).orElseThrow();
  }

  @Test
  void aStampHasSizeTimeAndInode() throws IOException {
    Path file = Files.writeString(directory.resolve("a"), "12345");
    Files.setLastModifiedTime(file, TIME);

    assertThat(stamp(file).size()).isEqualTo(5);
    assertThat(stamp(file).modified()).isEqualTo(TIME.toInstant());
    assertThat(stamp(file).inode()).isNotEmpty();
    assertThat(stamp(file)).isEqualTo(stamp(file));
  }

  @Test
  void anotherFileOfTheSameSizeAndTimeHasAnotherStamp() throws IOException {
    Path file = Files.writeString(directory.resolve("a"), "12345");
    Path other = Files.writeString(directory.resolve("b"), "54321");
    Files.setLastModifiedTime(file, TIME);
    Files.setLastModifiedTime(other, TIME);
    FileStamp before = stamp(file);

    Files.move(other, file, StandardCopyOption.ATOMIC_MOVE);

    assertThat(stamp(file)).isNotEqualTo(before);
  }

  @Test
  void aModificationTimeThatIsSetBackShowsInTheChangeTime() throws IOException {
    Path file = Files.writeString(directory.resolve("a"), "12345");
    Files.setLastModifiedTime(file, TIME);

    assertThat(stamp(file).changed()).isAfter(stamp(file).modified());
  }

  @Test
  void aLinkHasTheStampOfItsTarget() throws IOException {
    Path file = Files.writeString(directory.resolve("a"), "12345");
    Path link = Files.createSymbolicLink(directory.resolve("link"), Path.of("a"));

    assertThat(Stamps.of(link)).isEqualTo(Stamps.of(file));
  }

  @Test
  void whatIsNoRegularFileHasNoStamp() throws Exception {
    assertThat(Stamps.of(directory)).isEmpty();
    assertThat(Stamps.of(directory.resolve("missing"))).isEmpty();
    assertThat(Stamps.of(Path.of("/dev/null"))).isEmpty();
    assertThat(Stamps.of(Files.createSymbolicLink(directory.resolve("l"), Path.of("missing"))))
        .isEmpty();
    assertThat(Stamps.of(Fifo.make(directory.resolve("pipe")))).isEmpty();
  }

  @Test
  void aPathThroughAFileNamesNothing() throws IOException {
    Files.writeString(directory.resolve("a"), "12345");

    assertThat(Stamps.of(directory.resolve("a/b"))).isEmpty();
    assertThat(Stamps.of(directory.resolve("a/b/c"))).isEmpty();
  }

  @Test
  void aDanglingLinkIsStillAName() throws IOException {
    Path link = Files.createSymbolicLink(directory.resolve("link"), Path.of("missing"));

    assertThat(Stamps.named(link)).isTrue();
    assertThat(Stamps.named(directory.resolve("missing"))).isFalse();
  }
}

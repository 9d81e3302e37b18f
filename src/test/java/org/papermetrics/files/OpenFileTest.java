package org.papermetrics.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.papermetrics.model.FileStamp;

class OpenFileTest {
  private final Path directory;

  OpenFileTest(@TempDir Path directory) {
    this.directory = directory;
  }

  private static byte[] bytes(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }

  private static ContentSums sums(byte[] content) throws IOException {
    return ContentSums.of(new ByteArrayInputStream(content));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 100, (1 << 16) - 1, 1 << 16, (1 << 16) + 1, 200_000})
  void itHasWhatIsInTheFileUntilAnybodyWritesThere(int size) throws IOException {
    byte[] content = bytes(size);
    Path file = Files.write(directory.resolve("file"), content);
    FileStamp stamp = Stamps.of(file).orElseThrow();
    SharedFile shared = new SharedFile(file, 1 << 20);
    try (OpenFile open = OpenFile.read(file, stamp).orElseThrow()) {
      assertThat(open.content()).contains(content);
      assertThat(open.isOverwritten()).isFalse();
      assertThat(open.isCurrent()).isTrue();
      assertThat(shared.holds(stamp, sums(content))).isTrue();

      byte[] other = content.clone();
      other[size - 1]++;
      for (byte[] now :
          new byte[][] {
            other, Arrays.copyOf(content, size - 1), Arrays.copyOf(content, size + 1)
          }) {
        Files.write(file, now, StandardOpenOption.TRUNCATE_EXISTING);
        assertThat(open.isOverwritten()).as(now.length + " bytes").isTrue();
        assertThat(open.isCurrent()).isFalse();
        assertThat(open.contentNow()).isEqualTo(now);
        assertThat(open.content()).isEmpty();
        FileStamp stampNow = Stamps.of(file).orElseThrow();
        assertThat(shared.holds(stampNow, sums(content))).isFalse();
        assertThat(shared.holds(stampNow, sums(now))).isTrue();
      }
    }
    Files.delete(file);
    assertThat(shared.holds(stamp, sums(content))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {99, 101})
  void aFileOfAnotherSizeThanItsStampIsNone(int size) throws IOException {
    Path file = Files.write(directory.resolve("file"), bytes(100));
    FileStamp stamp = Stamps.of(file).orElseThrow();
    Files.write(file, bytes(size));

    assertThat(OpenFile.read(file, stamp)).isEmpty();
  }

  /** As a file server does that tells the size a moment late: this one tells 0, and that 4096. */
  @ParameterizedTest
  @ValueSource(strings = {"/proc/version", "/sys/class/net/lo/mtu"})
  void aFileThatHasMoreOrLessThanItSaysIsNone(String file) throws IOException {
    Path path = Path.of(file);
    FileStamp stamp = Stamps.of(path).orElseThrow();
    assertThat(stamp.size()).isNotEqualTo(Files.readAllBytes(path).length);

    assertThat(OpenFile.read(path, stamp)).isEmpty();
  }

  @Test
  void aChangeThatLeavesTheStampIsNoticed() throws IOException {
    Path file = Files.write(directory.resolve("file"), bytes(100));
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      MappedByteBuffer memory = channel.map(FileChannel.MapMode.READ_WRITE, 0, 100);
      // The first write to a page in memory sets the time, the next ones do not.
      memory.put(0, (byte) 1);
      FileStamp stamp = Stamps.of(file).orElseThrow();
      try (OpenFile open = OpenFile.read(file, stamp).orElseThrow()) {
        assertThat(open.isCurrent()).isTrue();
        memory.put(0, (byte) 2);

        assertThat(Stamps.of(file)).contains(stamp);
        assertThat(open.isCurrent()).isFalse();
      }
    }
  }

  @Test
  void aPartOfAFileThatHasBecomeShorterIsNotReadAsShorter() throws IOException {
    byte[] content = bytes(200_000);
    Path file = Files.write(directory.resolve("file"), content);
    try (OpenFile open = OpenFile.read(file, Stamps.of(file).orElseThrow()).orElseThrow()) {
      assertThat(open.part(70_000, 150_000))
          .hasBinaryContent(Arrays.copyOfRange(content, 70_000, 150_000));
      Files.write(file, Arrays.copyOf(content, 100_000));

      assertThat(open.part(0, 100_000)).hasBinaryContent(Arrays.copyOf(content, 100_000));
      try (InputStream part = open.part(70_000, 150_000)) {
        assertThatThrownBy(part::readAllBytes).isInstanceOf(EOFException.class);
      }
    }
  }
}

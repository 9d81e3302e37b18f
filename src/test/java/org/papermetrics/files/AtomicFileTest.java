package org.papermetrics.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.papermetrics.model.FileStamp;

class AtomicFileTest {
  private final Path directory;

  AtomicFileTest(@TempDir Path directory) {
    this.directory = directory;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void aNewFileAppearsWithItsDirectories() throws IOException {
    Path file = directory.resolve("a/b/data.json");

    assertThat(AtomicFile.replace(file, bytes("new"))).isTrue();

    assertThat(file).hasContent("new");
  }

  @Test
  void theFileIsAnotherOneAfterwardsSoThatReadersKeepTheOld() throws IOException {
    Path file = Files.writeString(directory.resolve("data.json"), "old");
    try (var reader = Files.newInputStream(file)) {
      AtomicFile.replace(file, bytes("new"));

      assertThat(reader.readAllBytes()).isEqualTo(bytes("old"));
      assertThat(file).hasContent("new");
    }
  }

  @Test
  void theSameBytesAreNotWrittenAgain() throws IOException {
    Path file = Files.writeString(directory.resolve("data.json"), "same");
    FileStamp before = Stamps.of(file).orElseThrow();

    assertThat(AtomicFile.replace(file, bytes("same"))).isFalse();
    assertThat(Stamps.of(file)).contains(before);
    assertThat(AtomicFile.replace(file, bytes("Same"))).isTrue();
  }

  @Test
  void thePermissionsStay() throws IOException {
    Path file = Files.writeString(directory.resolve("data.json"), "old");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-r-x"));

    AtomicFile.replace(file, bytes("new"));

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-rw-r-x");
  }

  @Test
  void aSymbolicLinkStaysAndItsTargetIsReplaced() throws IOException {
    Path elsewhere = Files.createDirectory(directory.resolve("elsewhere"));
    Path target = Files.writeString(elsewhere.resolve("data.json"), "old");
    Path link = Files.createSymbolicLink(directory.resolve("data.json"), target);

    AtomicFile.replace(link, bytes("new"));

    assertThat(Files.readSymbolicLink(link)).isEqualTo(target);
    assertThat(Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS)).isTrue();
    assertThat(target).hasContent("new");
  }

  @Test
  void theOldFileIsWholeWhenTheContentFails() throws IOException {
    Path file = Files.writeString(directory.resolve("data.json"), "old");

    assertThatThrownBy(
            () ->
                AtomicFile.replace(
                    file,
                    channel -> {
                      channel.write(ByteBuffer.wrap(bytes("ne")));
                      throw new IOException("no space left");
                    }))
        .hasMessage("no space left");

    assertThat(file).hasContent("old");
    assertThat(names()).containsExactly("data.json");
  }

  @Test
  void aFileThatTurnsOutUnwritableLeavesNothingBehind() throws IOException {
    Path file = directory.resolve("data.json");
    Files.createDirectories(file.resolve("inner"));

    assertThatThrownBy(() -> AtomicFile.replace(file, bytes("new")))
        .isInstanceOf(IOException.class);

    assertThat(names()).containsExactly("data.json");
  }

  @Test
  void temporaryNamesCanBeToldFromData() throws IOException {
    Path file = directory.resolve("data.json");

    AtomicFile.replace(
        file,
        channel ->
            assertThat(names())
                .singleElement()
                .satisfies(
                    name ->
                        assertThat(name).startsWith(".").endsWith(AtomicFile.TEMPORARY_SUFFIX)));

    assertThat(names()).containsExactly("data.json");
  }

  @Test
  void aTemporaryFileIsPrivateUntilItIsCompleteAndItsNameIsNotToBeGuessed() throws IOException {
    Path file = Files.writeString(directory.resolve("data.json"), "old");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 2; i++) {
      AtomicFile.replace(
          file,
          channel -> {
            String name =
                names().stream().filter(n -> !n.equals("data.json")).findFirst().orElseThrow();
            assertThat(name).matches("\\.data\\.json\\.[0-9a-f]{24}\\.paper-metrics-tmp");
            assertThat(Files.getPosixFilePermissions(directory.resolve(name)))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
            seen.add(name);
          });
    }
    assertThat(seen).hasSize(2);
  }

  @Test
  void aPrivateFileIsPrivateWhateverItWas() throws IOException {
    Path file = directory.resolve("made/config.yaml");
    AtomicFile.replacePrivate(file, AtomicFile.bytes(bytes("one")));
    assertThat(Files.getPosixFilePermissions(file.getParent()))
        .isEqualTo(PosixFilePermissions.fromString("rwx------"));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));

    AtomicFile.replacePrivate(file, AtomicFile.bytes(bytes("two")));

    assertThat(file).hasContent("two");
    assertThat(Files.getPosixFilePermissions(file))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void whatKilledProgramsHaveLeftIsRemovedWhenItIsOld() throws IOException {
    Instant now = Instant.now();
    for (String name : List.of("data.json", ".old-paper-metrics-tmp", ".a.paper-metrics-tmp")) {
      Path file = Files.writeString(directory.resolve(name), "half");
      Files.setLastModifiedTime(file, FileTime.from(now.minus(Duration.ofHours(1))));
    }
    Files.writeString(directory.resolve(".b.paper-metrics-tmp"), "being written");

    AtomicFile.removeLeftovers(directory, now);
    AtomicFile.removeLeftovers(directory.resolve("missing"), now);

    assertThat(names())
        .containsExactly(".b.paper-metrics-tmp", ".old-paper-metrics-tmp", "data.json");
  }

  @Test
  void aTwinIsTheSameFile() throws IOException {
    Path file = Files.writeString(directory.resolve("data.json"), "new");
    Path twin = Files.writeString(directory.resolve("twin.json"), "old");

    AtomicFile.linkOrCopy(file, twin);

    assertThat(Files.isSameFile(file, twin)).isTrue();
    assertThat(Files.getAttribute(file, "unix:nlink")).isEqualTo(2);
    assertThat(names()).containsExactly("data.json", "twin.json");
  }

  @Test
  void aTwinThatIsOneAlreadyIsLeftAlone() throws IOException {
    Path file = Files.writeString(directory.resolve("data.json"), "new");
    AtomicFile.linkOrCopy(file, directory.resolve("twin.json"));
    FileStamp before = Stamps.of(file).orElseThrow();

    AtomicFile.linkOrCopy(file, directory.resolve("twin.json"));

    assertThat(Stamps.of(file)).contains(before);
  }

  @Test
  void aTwinTakesThePlaceOfADanglingLink() throws IOException {
    Path file = Files.writeString(directory.resolve("data.json"), "new");
    Path twin = Files.createSymbolicLink(directory.resolve("twin.json"), Path.of("missing"));

    AtomicFile.linkOrCopy(file, twin);

    assertThat(twin).hasContent("new");
  }

  @Test
  void aTwinOnAnotherFileSystemIsACopy() throws IOException {
    Path elsewhere = Path.of("/dev/shm");
    assumeThat(Files.isWritable(elsewhere)).as("/dev/shm can be written").isTrue();
    Path file = Files.writeString(directory.resolve("data.json"), "new");
    assumeThat(Files.getFileStore(elsewhere))
        .as("/dev/shm is another file system")
        .isNotEqualTo(Files.getFileStore(file));
    Path other = Files.createTempDirectory(elsewhere, "twin");
    Path twin = other.resolve("twin.json");
    try {
      AtomicFile.linkOrCopy(file, twin);

      assertThat(twin).hasContent("new");
      assertThat(Files.isSameFile(file, twin)).isFalse();
    } finally {
      Files.deleteIfExists(twin);
      Files.delete(other);
    }
  }
}

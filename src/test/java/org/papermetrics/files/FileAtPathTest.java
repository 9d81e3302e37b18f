package org.papermetrics.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.papermetrics.testing.SpecialFile;

class FileAtPathTest {
  private final Path directory;

  FileAtPathTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @ParameterizedTest
  @EnumSource
  void whatIsNoUsableFileIsSaidInWords(SpecialFile kind) throws Exception {
    Path path = directory.resolve("x");
    kind.make(path);

    FileAtPath found = FileAtPath.of(path);

    if (found instanceof FileAtPath.Regular regular) {
      assertThat(FileAtPath.tooLarge(regular.stamp().size(), 1L << 30).orElseThrow())
          .isEqualTo(kind.words() + "1 GB are read");
    } else {
      assertThat(found).isEqualTo(new FileAtPath.Special(kind.words()));
    }
  }

  @Test
  void aFileIsRegularDirectlyAndThroughLinks() throws IOException {
    Path file = Files.writeString(directory.resolve("a"), "12345");
    Path link = Files.createSymbolicLink(directory.resolve("link"), Path.of("a"));

    assertThat(FileAtPath.of(file)).isInstanceOf(FileAtPath.Regular.class);
    assertThat(FileAtPath.of(link)).isEqualTo(FileAtPath.of(file));
  }

  @Test
  void whereThereIsNothingThereIsNothing() throws IOException {
    Files.writeString(directory.resolve("a"), "12345");

    assertThat(FileAtPath.of(directory.resolve("missing"))).isEqualTo(new FileAtPath.Nothing());
    assertThat(FileAtPath.of(directory.resolve("no/way"))).isEqualTo(new FileAtPath.Nothing());
    assertThat(FileAtPath.of(directory.resolve("a/b"))).isEqualTo(new FileAtPath.Nothing());
  }

  @Test
  void sizesAreInUnitsThatPeopleRead() {
    assertThat(FileAtPath.tooLarge(16 << 20, 16 << 20)).isEmpty();
    assertThat(FileAtPath.tooLarge((16 << 20) + 500_000, 16 << 20))
        .hasValue("is 16.5 MB; at most 16 MB are read");
    assertThat(FileAtPath.tooLarge(300_000, 256 << 10))
        .hasValue("is 293.0 kB; at most 256 kB are read");
  }

  @Test
  void theNodeIsOfWhateverIsThere() throws Exception {
    Path path = directory.resolve("x");
    assertThat(FileNode.anything(path)).isEmpty();
    for (SpecialFile kind : SpecialFile.values()) {
      kind.make(path);
      assertThat(FileNode.anything(path)).as(kind.toString()).isPresent();
      Files.delete(path);
    }
  }
}

package org.papermetrics.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileConditionTest {
  private static final AtomicFile.Content FRESH =
      channel -> channel.write(ByteBuffer.wrap("new".getBytes(StandardCharsets.UTF_8)));

  @Test
  void aFileWhoseConditionNoLongerHoldsIsLeftAlone(@TempDir Path directory) throws IOException {
    Path file = Files.writeString(directory.resolve("shared.json"), "old");

    assertThat(AtomicFile.replace(file, FRESH, () -> false)).isFalse();

    assertThat(file).hasContent("old");
    assertThat(namesIn(directory)).containsExactly("shared.json");
  }

  @Test
  void theConditionIsLookedAtWhenTheNewFileIsComplete(@TempDir Path directory) throws IOException {
    Path file = Files.writeString(directory.resolve("shared.json"), "old");

    boolean replaced =
        AtomicFile.replace(
            file,
            FRESH,
            () -> {
              assertThat(file).hasContent("old");
              return namesIn(directory).stream()
                  .filter(name -> name.endsWith(AtomicFile.TEMPORARY_SUFFIX))
                  .anyMatch(name -> "new".equals(contentOf(directory.resolve(name))));
            });

    assertThat(replaced).isTrue();
    assertThat(file).hasContent("new");
  }

  @Test
  void theOwnerAndTheGroupStayWhereTheyMay(@TempDir Path directory) throws IOException {
    Path file = Files.writeString(directory.resolve("shared.json"), "old");
    assumeThat(Files.getAttribute(directory, "unix:uid"))
        .as("only root may give files away; this is the user of number")
        .isEqualTo(0);
    Files.setAttribute(file, "unix:gid", 4242);
    Files.setAttribute(file, "unix:uid", 4343);

    AtomicFile.replace(file, FRESH);

    assertThat(Files.getAttribute(file, "unix:gid")).isEqualTo(4242);
    assertThat(Files.getAttribute(file, "unix:uid")).isEqualTo(4343);
  }

  private static List<String> namesIn(Path directory) {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String contentOf(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package org.papermetrics.scan;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.papermetrics.files.FileNode;
import org.papermetrics.testing.Disk;

/** Of very many files in one directory, those that changed last. */
class DirectoryNodeFilesTest {
  @Test
  void theFilesThatChangedLastAreChosen(@TempDir Path place) throws Exception {
    List<Path> files = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      Path file = Files.createFile(place.resolve("paper_metrics_" + i + ".log"));
      Files.setLastModifiedTime(file, FileTime.fromMillis(0));
      Disk.awaitTick(file);
      files.add(file);
    }
    DirectoryNode directory = new DirectoryNode(null, place, false);
    directory.list(
        FileNode.of(place),
        false,
        new Listing(files, List.of(), List.of(), false),
        new NameInterner(),
        dropped -> {});
    for (Path file : files.subList(0, 8)) {
      directory.setFile(file.getFileName(), FileNode.of(file));
    }

    assertThat(directory.lastChangedNames(9)).hasSize(9);
    assertThat(directory.lastChangedNames(3))
        .as("those that changed last, and one of which nothing is known")
        .containsExactly(
            Path.of("paper_metrics_6.log"),
            Path.of("paper_metrics_7.log"),
            Path.of("paper_metrics_8.log"));
  }
}

package org.papermetrics.write;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.papermetrics.files.Stamps;
import org.papermetrics.model.FileStamp;
import org.papermetrics.page.PageParts;
import org.papermetrics.testing.Samples;

class StandaloneFileTest {
  private final DataFile data;
  private final StandaloneFile page;

  StandaloneFileTest(@TempDir Path directory) {
    data = new DataFile(directory.resolve(DataFile.NAME), Optional.empty(), ZoneOffset.UTC);
    page =
        new StandaloneFile(
            data, directory.resolve(StandaloneFile.NAME), new StandalonePage(PageParts.packed()));
  }

  private FileStamp stamp() throws IOException {
    return Stamps.of(page.path()).orElseThrow();
  }

  @Test
  void thePageFollowsTheDataFileAlsoWhenThatWasWrittenAlready() throws IOException {
    data.write(Samples.board(Samples.run("a", 1)));
    assertThat(page.write(Samples.board(Samples.run("a", 1)))).isTrue();
    FileStamp before = stamp();

    data.write(Samples.board(Samples.run("b", 1)));
    assertThat(page.write(Samples.board(Samples.run("b", 1)))).isTrue();

    assertThat(stamp()).isNotEqualTo(before);
  }

  @Test
  void thePageIsLeftAloneWhenTheDataIsTheSame() throws IOException {
    page.write(Samples.board(Samples.run("a", 1)));
    FileStamp before = stamp();

    assertThat(
            page.write(
                Samples.board(List.of(Samples.run("a", 1)), null, List.of(Samples.problem("/x")))))
        .isFalse();

    assertThat(stamp()).isEqualTo(before);
  }

  @Test
  void aPageThatWasDeletedComesBack() throws IOException {
    page.write(Samples.board(Samples.run("a", 1)));
    Files.delete(page.path());

    assertThat(page.write(Samples.board(Samples.run("a", 1)))).isTrue();

    assertThat(page.path()).exists();
  }

  @Test
  void whatIsPutThereWhileThePageIsWrittenIsReplacedTheNextTime() throws Exception {
    Path foreign = page.path().resolveSibling("foreign");
    for (int i = 0; i < 20; i++) {
      Files.writeString(foreign, "{}");
      Files.deleteIfExists(page.path());
      Thread other = new Thread(() -> replaceAtOnce(foreign, page.path()));
      other.start();
      page.write(Samples.board(Samples.run("a", i)));
      other.join();
      page.write(Samples.board(Samples.run("a", i)));
      assertThat(Files.size(page.path())).isGreaterThan(1000);
    }
  }

  private static void replaceAtOnce(Path foreign, Path file) {
    while (!Files.exists(file)) {
      Thread.onSpinWait();
    }
    try {
      Files.move(foreign, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package org.papermetrics.write;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.papermetrics.files.Stamps;
import org.papermetrics.model.FileStamp;
import org.papermetrics.model.Snapshot;
import org.papermetrics.page.PageParts;
import org.papermetrics.testing.Samples;

class DashboardHtmlTest {
  private static final PageParts PARTS = PageParts.packed();
  private static final Snapshot FIRST = Samples.board(Samples.run("a", 1));
  private static final Snapshot SECOND = Samples.board(Samples.run("b", 1));

  private final Path directory;

  DashboardHtmlTest(@TempDir Path directory) {
    this.directory = directory;
  }

  private DashboardHtml page() {
    return new DashboardHtml(directory.resolve(DashboardHtml.NAME), new StandalonePage(PARTS));
  }

  private static FileStamp stamp(DashboardHtml page) throws IOException {
    return Stamps.of(page.path()).orElseThrow();
  }

  @Test
  void thePageIsWrittenOnceForAllSnapshots() throws IOException {
    DashboardHtml page = page();
    assertThat(page.write(FIRST)).isTrue();
    FileStamp before = stamp(page);
    assertThat(page.path()).hasBinaryContent(new StandalonePage(PARTS).besideData());

    assertThat(page.write(SECOND)).isFalse();

    assertThat(stamp(page)).isEqualTo(before);
  }

  @Test
  void thePageOfAnEarlierProcessIsLeftAloneWhenItIsTheSame() throws IOException {
    page().write(FIRST);
    FileStamp before = stamp(page());

    assertThat(page().write(FIRST)).isFalse();

    assertThat(stamp(page())).isEqualTo(before);
  }

  @Test
  void aPageThatWasChangedOrDeletedComesBack() throws IOException {
    DashboardHtml page = page();
    page.write(FIRST);
    Files.writeString(page.path(), "of another version");
    assertThat(page.write(FIRST)).isTrue();
    Files.delete(page.path());

    assertThat(page.write(FIRST)).isTrue();

    assertThat(page.path()).hasBinaryContent(new StandalonePage(PARTS).besideData());
  }
}

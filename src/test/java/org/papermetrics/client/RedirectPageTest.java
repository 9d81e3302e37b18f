package org.papermetrics.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedirectPageTest {
  private static final String ADDRESS = "http://127.0.0.1:8765/#token=abc";

  private final Path state;

  RedirectPageTest(@TempDir Path state) {
    this.state = state;
  }

  @Test
  void onlyThisUserCanReadIt() throws IOException {
    Path page = new RedirectPage(state).write(ADDRESS, Instant.now());

    assertThat(page).content().contains("location.replace(\"" + ADDRESS + "\")");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(page)))
        .isEqualTo("rw-------");
    assertThat(files(page)).containsExactly(page);
  }

  @Test
  void theNextDeletesItAfterAMinuteByAnyClock() throws IOException {
    for (Duration later : new Duration[] {Duration.ofMinutes(2), Duration.ofDays(-365)}) {
      Path page = new RedirectPage(state).write(ADDRESS, Instant.now());

      Path next = new RedirectPage(state).write(ADDRESS, Instant.now().plus(later));

      assertThat(page).as("after " + later).doesNotExist();
      Files.delete(next);
    }
  }

  @Test
  void oneThatABrowserMayBeReadingStays() throws IOException {
    Path page = new RedirectPage(state).write(ADDRESS, Instant.now());

    assertThat(files(new RedirectPage(state).write(ADDRESS, Instant.now()))).contains(page);
  }

  private static Path[] files(Path page) throws IOException {
    try (Stream<Path> files = Files.list(page.getParent())) {
      return files.toArray(Path[]::new);
    }
  }
}

package org.papermetrics.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** More runs than the memory holds that Java may use: a start that cannot succeed says why. */
@Tag("integration")
class ShortOfMemoryTest {
  private static final int RUNS = 5_000;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Test
  void aStartThatEndsForWantOfMemorySaysWhatToRaise(@TempDir Path directory) throws Exception {
    Site site = Site.in(directory);
    for (int i = 1; i <= RUNS; i++) {
      Site.drop(Site.checkpoint(site.root(), "exp", i), i % 1000);
    }
    List<String> little = List.of("env", "_JAVA_OPTIONS=-Xmx24m -XX:+ExitOnOutOfMemoryError");
    try (DaemonProcess daemon = DaemonProcess.launch(little, site)) {
      assertThat(daemon.exitCode(PATIENCE)).isEqualTo(3);
      assertThat(daemon.errors())
          .containsOnlyOnce("of memory that Java may use")
          .contains("_JAVA_OPTIONS=-Xmx128m");
    }
  }
}

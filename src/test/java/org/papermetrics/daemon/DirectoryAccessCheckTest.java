package org.papermetrics.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.papermetrics.config.HttpSettings;
import org.papermetrics.config.Settings;
import org.papermetrics.config.WatchSettings;
import org.papermetrics.model.Problem;
import org.papermetrics.testing.Eventually;

class DirectoryAccessCheckTest {
  @Test
  void anErrorDoesNotEndIt(@TempDir Path directory) throws Exception {
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
    AtomicInteger asked = new AtomicInteger();
    DirectoryAccessCheck check =
        new DirectoryAccessCheck(
            () -> {
              if (asked.incrementAndGet() == 1) {
                throw new NoClassDefFoundError("as when no descriptor is left to load it");
              }
              return settings(directory);
            },
            Optional.empty(),
            () -> {},
            Clock.systemUTC());
    check.start();
    try {
      Eventually.holds(() -> !check.problems().isEmpty(), "it checks again");
      assertThat(check.problems())
          .singleElement()
          .extracting(Problem::kind)
          .isEqualTo(Problem.Kind.DIRECTORY_WRITABLE_BY_OTHERS);
    } finally {
      check.close();
    }
  }

  private static Settings settings(Path directory) {
    return new Settings(
        List.of(),
        List.of(),
        directory.resolve("runs_registry.json"),
        directory,
        directory,
        Optional.empty(),
        new HttpSettings("127.0.0.1", 0, Set.of(), false),
        WatchSettings.DEFAULT,
        new Settings.Discovery(List.of(), List.of()),
        Settings.Evaluations.DEFAULT,
        List.of(),
        List.of());
  }
}

package org.papermetrics.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class InotifyLimitsTest {
  @Test
  void advisesMoreThanThereIs() {
    assertThat(InotifyLimits.advice("k", OptionalInt.of(8_192), 524_288)).contains("k=524288 ");
    assertThat(InotifyLimits.advice("k", OptionalInt.of(600_000), 524_288)).contains("k=1200000 ");
    assertThat(InotifyLimits.advice("k", OptionalInt.of(Integer.MAX_VALUE), 5))
        .contains("k=1073741824 ");
    assertThat(InotifyLimits.advice("k", OptionalInt.empty(), 524_288)).contains("k=524288 ");
  }

  @Test
  void readsTheLimitOfThisSystem() {
    Assumptions.assumeTrue(
        Files.exists(Path.of("/proc/sys/fs/inotify")), "this system has no inotify");
    assertThat(InotifyLimits.maxUserWatches().orElse(0)).as("not its first digit").isGreaterThan(9);
    assertThat(InotifyLimits.adviceForWatches()).contains("fs.inotify.max_user_watches=");
    assertThat(InotifyLimits.adviceForInstances()).contains("fs.inotify.max_user_instances=");
  }
}

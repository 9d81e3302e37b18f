package org.papermetrics.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.papermetrics.testing.Disk;

/** The system refuses: permissions, watches, watchers, mounts. */
@Tag("integration")
class FaultTest {
  private static final String WATCHES = "echo 10 > /proc/sys/user/max_inotify_watches";
  private static final String INSTANCES = "echo 0 > /proc/sys/user/max_inotify_instances";

  private static void run(List<String> how, String setup, String scenario) throws Exception {
    ChildJvm.run(how, setup, FaultScenarios.class, scenario);
  }

  @Test
  void unreadableDirectory() throws Exception {
    run(ChildJvm.WITHOUT_CAPABILITIES, "true", "unreadableDirectory");
  }

  @Test
  void unreadableRoot() throws Exception {
    run(ChildJvm.WITHOUT_CAPABILITIES, "true", "unreadableRoot");
  }

  @Test
  void watchLimitAtStart() throws Exception {
    run(ChildJvm.OWN_LIMITS, WATCHES, "watchLimitAtStart");
  }

  @Test
  void watchLimitWhileRunning() throws Exception {
    run(ChildJvm.OWN_LIMITS, WATCHES, "watchLimitWhileRunning");
  }

  @Test
  void watchLimitRaised() throws Exception {
    run(ChildJvm.OWN_LIMITS, WATCHES, "watchLimitRaised");
  }

  @Test
  void noWatcher() throws Exception {
    run(ChildJvm.OWN_LIMITS, INSTANCES, "noWatcher");
  }

  @Test
  void unmountedDirectory() throws Exception {
    run(ChildJvm.OWN_MOUNTS, "true", "unmountedDirectory");
  }

  @Test
  void unmountedRoot() throws Exception {
    run(ChildJvm.OWN_MOUNTS, "true", "unmountedRoot");
  }

  @Test
  void fileSystemMountedOverADirectory() throws Exception {
    run(ChildJvm.OWN_MOUNTS, "true", "mountedOver");
  }

  @Test
  void noFileIsEverOpened() throws Exception {
    try (Disk disk = new Disk()) {
      Path trace = disk.path("trace");
      run(ChildJvm.traced(trace), "true", "ordinaryDay");
      List<String> opened =
          Files.readAllLines(trace, StandardCharsets.ISO_8859_1).stream()
              .filter(line -> line.contains("/ordinary/") && !line.contains("O_WRONLY"))
              .toList();
      assertThat(opened).as("directories are listed").isNotEmpty();
      assertThat(opened).allMatch(line -> line.matches(".*/ordinary/(run|next)\".*"));
    }
  }
}

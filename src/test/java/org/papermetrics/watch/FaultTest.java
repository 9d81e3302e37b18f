package org.papermetrics.watch;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The system refuses: permissions, watches, watchers, mounts. */
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
}

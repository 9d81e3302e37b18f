package org.papermetrics.watch;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** File systems that do not tell of changes, do not answer, or have lost their server. */
@Tag("integration")
class MountTest {
  private static final String SERVER = "test -w /dev/fuse && bindfs --version > /dev/null";
  private static final String OVERLAY =
      "d=$(mktemp -d) && mkdir $d/l $d/u $d/w $d/m"
          + " && mount -t overlay none -o lowerdir=$d/l,upperdir=$d/u,workdir=$d/w $d/m"
          + " && umount $d/m && rm -rf $d";

  private static void run(String setup, String scenario) throws Exception {
    ChildJvm.run(ChildJvm.OWN_MOUNTS, setup, MountScenarios.class, scenario);
  }

  @Test
  void writtenBehindAServer() throws Exception {
    run(SERVER, "writtenBehindAServer");
  }

  @Test
  void writtenBehindAnOverlay() throws Exception {
    run(OVERLAY, "writtenBehindAnOverlay");
  }

  @Test
  void deafOverlay() throws Exception {
    run(OVERLAY, "deafOverlay");
  }

  @Test
  void hungServer() throws Exception {
    run(SERVER, "hungServer");
  }

  @Test
  void deadServerOfARoot() throws Exception {
    run(SERVER, "deadServerOfARoot");
  }

  @Test
  void deadServerOfADirectory() throws Exception {
    run(SERVER, "deadServerOfADirectory");
  }
}

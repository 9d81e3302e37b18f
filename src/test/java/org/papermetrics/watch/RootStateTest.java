package org.papermetrics.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.papermetrics.scan.Scope;
import org.papermetrics.scan.UnreadableDirectory;

class RootStateTest {
  private static final UnreadableDirectory DEAD =
      new UnreadableDirectory("its server is gone", false);

  @Test
  void whatIsBelowAnUnreadableDirectoryIsNotNamed() {
    Path mount = Path.of("/root/mount");
    Path other = Path.of("/root/mounted");
    RootState state =
        new RootState(
            new Scope.Logs(Path.of("/root")),
            false,
            Optional.empty(),
            Map.of(mount.resolve("a"), DEAD, mount, DEAD, mount.resolve("b/c"), DEAD, other, DEAD),
            0,
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    assertThat(state.unreadable()).containsOnlyKeys(mount, other);
  }
}

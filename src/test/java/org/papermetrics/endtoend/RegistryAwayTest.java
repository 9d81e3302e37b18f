package org.papermetrics.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.papermetrics.testing.Eventually;

/** A registry on a share that is unmounted is not taken for one that was deleted. */
@Tag("integration")
class RegistryAwayTest {
  private static final String UNREADABLE = "registry-unreadable";

  @TempDir private Path directory;

  @Test
  void whatItSaidCountsUntilItIsBackAndNoneIsMadeInItsPlace() throws Exception {
    try (PrivateMounts mounts = PrivateMounts.open()) {
      Path share = Files.createDirectory(directory.resolve("share"));
      Path place = Files.createDirectory(directory.resolve("mounted"));
      mounts.run("mount", "-t", "tmpfs", "none", share.toString());
      mounts.run("mount", "--bind", share.toString(), place.toString());
      Path elsewhere = Site.checkpoint(directory.resolve("elsewhere"), "other", 100);
      Site.drop(elsewhere, 1);
      Path registry = mounts.seen(share).resolve("runs_registry.json");
      Files.writeString(registry, "{\"runs\": [{\"checkpoint_path\": \"" + elsewhere + "\"}]}");
      Site site = Site.in(directory).withRegistry(place.resolve("runs_registry.json"));
      Path dropped = Site.checkpoint(site.root(), "exp", 200);
      try (DaemonProcess daemon = DaemonProcess.start(mounts.inside(), site)) {
        assertThat(daemon.runs()).containsOnlyKeys("other_cp000100");

        mounts.run("umount", "--lazy", place.toString());
        Eventually.holds(() -> daemon.problems(UNREADABLE).size() == 1, "it is said to be away");
        Site.drop(dropped, 2);
        Eventually.holds(() -> daemon.runs().size() == 2, "new results come all the same");
        Eventually.stays(
            () -> daemon.runs().keySet().equals(Set.of("exp_cp000200", "other_cp000100")),
            Duration.ofSeconds(3),
            "what the registry said counts");
        assertThat(place).as("no registry is made where another is mounted").isEmptyDirectory();

        mounts.run("mount", "--bind", share.toString(), place.toString());
        Eventually.holds(() -> daemon.problems(UNREADABLE).isEmpty(), "it is back");
        Eventually.holds(
            () -> Files.readString(registry).contains(dropped.toString()),
            "and what came meanwhile is registered");
        assertThat(Site.json(registry).get("runs")).hasSize(2);
      }
    }
  }
}

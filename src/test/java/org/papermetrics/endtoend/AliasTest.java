package org.papermetrics.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.papermetrics.testing.Eventually;

/** A run that is registered under a link to its checkpoint. */
@Tag("integration")
class AliasTest {
  @TempDir private Path directory;

  @Test
  void changesOfARunThatIsRegisteredThroughALinkBelowTheRootAreSeen() throws Exception {
    Site site = Site.in(directory);
    Path real = Site.checkpoint(site.root(), "exp", 100);
    Site.drop(real, 1);
    // Files that were written just now are looked at a second time in any case.
    FileTime old = FileTime.from(Instant.now().minus(Duration.ofHours(1)));
    Files.setLastModifiedTime(real.resolve(Site.RESULTS), old);
    Files.setLastModifiedTime(real.resolve("training_config.json"), old);
    Path latest = real.getParent().resolveSibling("latest");
    Files.createSymbolicLink(latest, real.getParent().getFileName());
    Files.writeString(
        site.registry(), "{\"runs\": [{\"checkpoint_path\": \"" + latest + "/consolidated\"}]}");
    try (DaemonProcess daemon = DaemonProcess.start(site)) {
      Eventually.holds(() -> daemon.runs().size() == 1, "one run");
      Site.drop(real, 500);
      Eventually.holds(() -> score(daemon) == 0.5, "the change in place is seen");
      Site.replace(real, 600);
      Eventually.holds(() -> score(daemon) == 0.6, "the change by a rename is seen");
    }
  }

  private static double score(DaemonProcess daemon) throws Exception {
    JsonNode run = daemon.runs().values().iterator().next();
    return run.get("metrics").get("sblimp_accuracy").asDouble();
  }
}

package org.papermetrics.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.papermetrics.layout.FilePatterns;
import org.papermetrics.model.Problem;
import org.papermetrics.model.Problem.Kind;
import org.papermetrics.scan.ScanTargets;
import org.papermetrics.testing.Disk;

class OneTimeScanTest {
  private final Disk disk = new Disk();

  @AfterEach
  void clean() {
    disk.close();
  }

  @Test
  void findsEverythingOnce() {
    Path b = disk.file("root/b/" + Disk.RESULTS, "{}");
    Path a = disk.file("root/a/" + Disk.RESULTS, "{}");
    disk.file("root/draft/" + Disk.RESULTS, "{}");
    Path far = disk.file("far/run/" + Disk.RESULTS, "{}");
    Disk.link(disk.path("root/exp"), disk.path("far"));
    Path log = disk.file("logs/paper_metrics_1.log", "x");
    Path registry = disk.file("runs_registry.json", "{}");
    ScanTargets places =
        new ScanTargets(
            List.of(disk.path("root"), disk.path("missing")),
            List.of(disk.path("logs"), disk.path("nologs")),
            List.of(registry));
    FilePatterns patterns = new FilePatterns(List.of(FilePatterns.RESULTS), List.of("draft"));
    OneTimeScan found = OneTimeScan.of(places, patterns, true, Clock.systemUTC());
    assertThat(found.files())
        .containsExactly(log, a, b, disk.path("root/exp/run").resolve(Disk.RESULTS), registry);
    assertThat(found.unavailable())
        .containsExactlyInAnyOrder(disk.path("missing"), disk.path("nologs"));
    assertThat(found.problems())
        .extracting(Problem::kind)
        .containsExactly(Kind.ROOT_UNAVAILABLE, Kind.LOG_DIR_UNAVAILABLE);
    assertThat(OneTimeScan.of(places, patterns, false, Clock.systemUTC()).files())
        .containsExactly(log, a, b, registry)
        .doesNotContain(far);
  }
}

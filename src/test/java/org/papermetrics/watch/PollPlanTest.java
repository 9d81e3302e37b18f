package org.papermetrics.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.papermetrics.layout.FilePatterns;
import org.papermetrics.layout.SymlinkPolicy;
import org.papermetrics.model.RunFiles;
import org.papermetrics.scan.DirectoryNode;
import org.papermetrics.scan.Scope;
import org.papermetrics.scan.Sweeper;
import org.papermetrics.testing.Disk;

/** In which directories something new is expected. */
class PollPlanTest {
  private final Disk disk = new Disk();
  private final Path root = disk.directory("root");

  @AfterEach
  void clean() {
    disk.close();
  }

  private List<DirectoryNode> directories() {
    FilePatterns patterns = new FilePatterns(List.of(FilePatterns.RESULTS), List.of());
    Scope scope = new Scope.Checkpoints(root, patterns, true);
    Sweeper sweeper = new Sweeper(scope, new SymlinkPolicy(), Clock.systemUTC(), () -> {});
    assertThat(sweeper.sweep(Sweeper.Effort.FULL).unavailable()).isEmpty();
    return sweeper.tree().directories();
  }

  private void assertOpen(String... names) {
    assertThat(directories().stream().filter(PollPlan::isOpen).map(DirectoryNode::path))
        .containsExactlyInAnyOrderElementsOf(Stream.of(names).map(disk::path).toList());
  }

  @Test
  void aRootIsAlwaysOpen() {
    assertOpen("root");
    disk.file("root/" + Disk.RESULTS, "{}");
    assertOpen("root");
  }

  @Test
  void resultsAreExpectedWhereThereAreNone() {
    disk.file("root/a/" + Disk.RESULTS, "{}");
    disk.file("root/b/" + RunFiles.CONFIG, "{}");
    disk.directory("root/c");
    assertOpen("root", "root/b", "root/c");
  }

  @Test
  void checkpointsAreExpectedBesideOthersAndBesideAFirstOne() {
    disk.file("root/x/e/checkpoints/n1/consolidated/" + Disk.RESULTS, "{}");
    assertOpen("root", "root/x/e/checkpoints");
    disk.file("root/x/e/checkpoints/n2/consolidated/" + Disk.RESULTS, "{}");
    assertOpen("root", "root/x/e/checkpoints");
    disk.file("root/x/f/checkpoints/n1/consolidated/" + Disk.RESULTS, "{}");
    assertOpen("root", "root/x", "root/x/e/checkpoints", "root/x/f/checkpoints");
  }

  @Test
  void aCheckpointWithoutResultsIsOpenUntilItHasThem() {
    disk.directory("root/e/checkpoints/n1/consolidated");
    assertOpen(
        "root",
        "root/e/checkpoints",
        "root/e/checkpoints/n1",
        "root/e/checkpoints/n1/consolidated");
    disk.file("root/e/checkpoints/n1/consolidated/" + Disk.RESULTS, "{}");
    assertOpen("root", "root/e/checkpoints");
  }

  @Test
  void resultsBesideADirectorySettleItToo() {
    disk.directory("root/e/checkpoints/n1/consolidated");
    disk.file("root/e/checkpoints/n1/" + Disk.RESULTS, "{}");
    assertOpen("root", "root/e/checkpoints", "root/e/checkpoints/n1/consolidated");
  }
}

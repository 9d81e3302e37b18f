package org.papermetrics.scan;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.papermetrics.layout.FilePatterns;
import org.papermetrics.layout.SymlinkPolicy;
import org.papermetrics.scan.Sweeper.Effort;
import org.papermetrics.testing.Disk;

class SweeperLinksTest {
  private final Disk disk = new Disk();
  private final Path root = disk.directory("root");
  private final SymlinkPolicy symlinks = new SymlinkPolicy();
  private final Sweeper sweeper = sweeper(true);

  @AfterEach
  void clean() {
    disk.close();
  }

  private Sweeper sweeper(boolean follow) {
    FilePatterns patterns = new FilePatterns(List.of(FilePatterns.RESULTS), List.of("**/skipped"));
    return new Sweeper(
        new Scope.Checkpoints(root, patterns, follow), symlinks, Clock.systemUTC(), () -> {});
  }

  private List<Path> quick() {
    SweepResult result = sweeper.sweep(Effort.QUICK);
    assertThat(result.unavailable()).isEmpty();
    return result.changed();
  }

  private Path results(String directory) {
    return disk.path(directory).resolve(Disk.RESULTS);
  }

  @Test
  void linkOutOfTheRootIsEntered() {
    disk.file("far/run/paper_metrics_results.json", "{}");
    Disk.link(disk.path("root/exp"), disk.path("far"));
    Disk.link(disk.path("root/skipped"), disk.path("far"));
    assertThat(quick()).containsExactly(results("root/exp/run"));
    assertThat(sweeper.followedLinks()).containsExactly(disk.path("root/exp"));
    Disk.file(results("far/run"), "[1]");
    assertThat(quick()).containsExactly(results("root/exp/run"));
    Disk.delete(disk.path("root/exp"));
    assertThat(quick()).as("the link is gone").containsExactly(results("root/exp/run"));
    assertThat(sweeper(false).sweep(Effort.FULL).changed()).isEmpty();
  }

  @Test
  void linkNotFollowedIsNothing() {
    disk.file("far/run/paper_metrics_results.json", "{}");
    Disk.link(disk.path("root/exp"), disk.path("far"));
    assertThat(sweeper(false).sweep(Effort.FULL).changed()).isEmpty();
  }

  @Test
  void linksBackLoopNowhere() {
    disk.file("root/a/paper_metrics_results.json", "{}");
    Disk.link(disk.path("root/a/self"), disk.path("root/a"));
    Disk.link(disk.path("root/a/up"), root);
    Disk.link(disk.path("root/a/above"), Disk.parent(root));
    Disk.link(disk.path("root/latest"), disk.path("root/a"));
    disk.directory("far");
    Disk.link(disk.path("far/round"), disk.path("far"));
    Disk.link(disk.path("far/home"), root);
    Disk.link(disk.path("root/far"), disk.path("far"));
    disk.file("far/paper_metrics_results.json", "{}");
    assertThat(quick()).containsExactlyInAnyOrder(results("root/a"), results("root/far"));
    assertThat(quick()).isEmpty();
  }

  @Test
  void whatSeveralLinksReachHasTheNameOfTheFirst() {
    disk.file("far/x/paper_metrics_results.json", "{}");
    disk.file("far/paper_metrics_results.json", "{}");
    Disk.link(disk.path("root/b"), disk.path("far"));
    assertThat(quick()).containsExactlyInAnyOrder(results("root/b"), results("root/b/x"));
    Disk.link(disk.path("root/a"), disk.path("far/x"));
    assertThat(quick()).containsExactlyInAnyOrder(results("root/a"), results("root/b/x"));
    assertThat(sweeper.knowsFile(results("root/a"))).isTrue();
    assertThat(sweeper.knowsFile(results("root/b/x"))).isFalse();
    Disk.delete(disk.path("root/a"));
    assertThat(quick()).containsExactlyInAnyOrder(results("root/a"), results("root/b/x"));
  }

  @Test
  void linkIntoAnotherRootIsLeftToThatRoot() {
    disk.file("second/run/paper_metrics_results.json", "{}");
    Disk.link(disk.path("root/best"), disk.path("second/run"));
    symlinks.resolve(disk.path("second"));
    assertThat(quick()).isEmpty();
  }

  @Test
  void linkWhoseEndIsGoneKeepsItsFilesUntilItIsDeleted() {
    disk.file("far/run/paper_metrics_results.json", "{}");
    Disk.link(disk.path("root/exp"), disk.path("far"));
    quick();
    Disk.move(disk.path("far"), disk.path("unmounted"));
    assertThat(quick()).isEmpty();
    assertThat(sweeper.unreadable()).containsOnlyKeys(disk.path("root/exp"));
    assertThat(sweeper.unreadable().get(disk.path("root/exp")))
        .isEqualTo(
            new UnreadableDirectory("it is a symbolic link whose target does not exist", true));
    assertThat(sweeper.knowsFile(results("root/exp/run"))).isTrue();
    disk.directory("root/other");
    assertThat(sweeper.below(disk.path("root/other")).changed()).isEmpty();
    assertThat(sweeper.unreadable()).containsOnlyKeys(disk.path("root/exp"));
    Disk.move(disk.path("unmounted"), disk.path("far"));
    assertThat(quick()).isEmpty();
    assertThat(sweeper.unreadable()).isEmpty();
    Disk.delete(disk.path("far"));
    assertThat(quick()).isEmpty();
    Disk.delete(disk.path("root/exp"));
    assertThat(quick()).containsExactly(results("root/exp/run"));
    assertThat(sweeper.unreadable()).isEmpty();
  }

  @Test
  void aPartWithALinkInItIsLookedAtWithoutTheLink() {
    disk.file("far/run/paper_metrics_results.json", "{}");
    disk.directory("root/a");
    quick();
    Disk.link(disk.path("root/a/exp"), disk.path("far"));
    SweepResult part = sweeper.below(disk.path("root/a"));
    assertThat(part.changed()).isEmpty();
    assertThat(part.needsSweep()).isTrue();
    assertThat(quick()).containsExactly(results("root/a/exp/run"));
    SweepResult again = sweeper.below(disk.path("root/a"));
    assertThat(again.changed()).isEmpty();
    assertThat(again.needsSweep()).isFalse();
    Disk.move(disk.path("root/a"), disk.path("away"));
    assertThat(sweeper.below(disk.path("root/a")).changed())
        .containsExactly(results("root/a/exp/run"));
  }

  @Test
  void aLinkAsAPartMeansEverything() {
    disk.file("far/run/paper_metrics_results.json", "{}");
    quick();
    Disk.link(disk.path("root/exp"), disk.path("far"));
    assertThat(sweeper.below(disk.path("root/exp")).changed())
        .containsExactly(results("root/exp/run"));
    Disk.delete(disk.path("root/exp"));
    assertThat(sweeper.below(disk.path("root/exp")).changed())
        .containsExactly(results("root/exp/run"));
  }
}

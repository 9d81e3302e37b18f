package org.papermetrics.scan;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.papermetrics.files.FileNode;
import org.papermetrics.layout.FilePatterns;
import org.papermetrics.layout.SymlinkPolicy;
import org.papermetrics.scan.Sweeper.Effort;
import org.papermetrics.testing.Disk;

class SweeperTest {
  private final Disk disk = new Disk();
  private final Path root = disk.directory("root");
  private Sweeper sweeper = sweeper(root);

  @AfterEach
  void clean() {
    disk.close();
  }

  private static Sweeper sweeper(Path root) {
    return sweeper(root, new SymlinkPolicy(), Clock.systemUTC(), "**/skipped");
  }

  private static Sweeper sweeper(Path root, SymlinkPolicy symlinks, Clock clock, String exclude) {
    FilePatterns patterns = new FilePatterns(List.of(FilePatterns.RESULTS), List.of(exclude));
    return new Sweeper(new Scope.Checkpoints(root, patterns, true), symlinks, clock, () -> {});
  }

  private List<Path> quick() {
    return changed(sweeper.sweep(Effort.QUICK));
  }

  private static List<Path> changed(SweepResult result) {
    assertThat(result.unavailable()).isEmpty();
    return result.changed();
  }

  @Test
  void firstFindsAllThenOnlyWhatChanged() {
    Path results = disk.file("root/a/b/paper_metrics_results.json", "{}");
    Path config = disk.file("root/a/b/training_config.json", "{}");
    disk.file("root/a/b/model.safetensors", "w");
    disk.file("root/a/b/notes.txt", "n");
    disk.file("root/skipped/paper_metrics_results.json", "{}");
    assertThat(quick()).containsExactlyInAnyOrder(results, config);
    assertThat(quick()).isEmpty();

    Path inRoot = disk.file("root/paper_metrics_results.json", "{}");
    Path deep = disk.file("root/c/d/e/training_config.json", "{}");
    assertThat(quick()).containsExactlyInAnyOrder(inRoot, deep);

    Disk.file(results, "[]");
    assertThat(quick()).as("same size").containsExactly(results);

    Disk.replace(config, "{}");
    assertThat(quick()).as("same content, another file").containsExactly(config);

    Disk.delete(config);
    Disk.delete(disk.path("root/c"));
    assertThat(quick()).as("gone").containsExactlyInAnyOrder(config, deep);
    assertThat(changed(sweeper.sweep(Effort.FULL))).isEmpty();
    assertThat(sweeper.knowsFile(results)).isTrue();
    assertThat(sweeper.knowsFile(deep)).isFalse();
  }

  @Test
  void sameSizeAndModificationTimeIsStillAChange() throws Exception {
    Path results = disk.file("root/a/paper_metrics_results.json", "{}");
    quick();
    FileTime before = Files.getLastModifiedTime(results);
    Disk.file(results, "[]");
    Files.setLastModifiedTime(results, before);
    assertThat(quick()).containsExactly(results);
  }

  @Test
  void aListingIsTrustedOnlyWhenTheDirectoryWasNotYoung() throws Exception {
    Path directory = disk.directory("root/a");
    FileNode node = FileNode.of(directory);
    Instant changed = Instant.ofEpochSecond(0, node.changed());
    assertThat(ScanPass.isYoung(node, changed.plusMillis(1999))).isTrue();
    assertThat(ScanPass.isYoung(node, changed.plusMillis(2001))).isFalse();
    assertThat(ScanPass.isYoung(node, changed.minusSeconds(100))).as("clocks differ").isTrue();
    Files.setLastModifiedTime(directory, FileTime.from(changed.plusSeconds(9)));
    assertThat(ScanPass.isYoung(FileNode.of(directory), changed.plusSeconds(10))).isTrue();
  }

  @Test
  void entriesAreAsTheyWereUntilTheDirectoryChanges() throws Exception {
    Path results = disk.file("root/a/paper_metrics_results.json", "{}");
    Path directory = root.resolve("a");
    assertThat(sweeper.unchanged(directory)).as("not scanned yet").isEmpty();
    sweeper.sweep(Effort.FULL);
    assertThat(sweeper.unchanged(directory)).as("too young to be believed").isEmpty();
    Clock later = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(1));
    Sweeper trusting = sweeper(root, new SymlinkPolicy(), later, "x");
    trusting.sweep(Effort.FULL);
    assertThat(trusting.unchanged(directory).orElseThrow().files()).containsExactly(results);
    disk.directory("root/a/b");
    assertThat(trusting.unchanged(directory)).as("has one more").isEmpty();
  }

  @Test
  void entryAddedUnderARestoredTimeIsFound() throws Exception {
    Path directory = disk.directory("root/a");
    FileTime before = Files.getLastModifiedTime(directory);
    Clock later = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(1));
    Sweeper trusting = sweeper(root, new SymlinkPolicy(), later, "x");
    assertThat(changed(trusting.sweep(Effort.QUICK))).isEmpty();
    Path results = disk.file("root/a/paper_metrics_results.json", "{}");
    Files.setLastModifiedTime(directory, before);
    assertThat(changed(trusting.sweep(Effort.QUICK))).containsExactly(results);
  }

  private SweepResult visit(ScanPass.Visit how, Path... directories) {
    return sweeper.visit(
        pass -> {
          for (Path path : directories) {
            pass.visit(sweeper.tree().nearest(path), path, how);
          }
        });
  }

  @Test
  void aGlanceSeesWhatCameAndWentAndALookWhatWasWrittenToo() throws Exception {
    Clock later = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(1));
    sweeper = sweeper(root, new SymlinkPolicy(), later, "x");
    Path results = disk.file("root/a/paper_metrics_results.json", "{}");
    Path a = disk.path("root/a");
    quick();
    Disk.awaitTick(a);
    Disk.file(results, "[]");
    assertThat(visit(ScanPass.Visit.MODIFIED_TIME, root, a).changed()).isEmpty();
    assertThat(visit(ScanPass.Visit.ALL_FILES, root, a).changed()).containsExactly(results);
    Path added = disk.file("root/a/training_config.json", "{}");
    assertThat(visit(ScanPass.Visit.MODIFIED_TIME, root).changed()).isEmpty();
    assertThat(visit(ScanPass.Visit.MODIFIED_TIME, a).changed()).containsExactly(added);
    Disk.awaitTick(a);
    Path deep = disk.file("root/a/b/c/training_config.json", "{}");
    assertThat(visit(ScanPass.Visit.MODIFIED_TIME, a).changed()).containsExactly(deep);
    assertThat(sweeper.knowsDirectory(disk.path("root/a/b/c"))).isTrue();
    Disk.awaitTick(a);
    Disk.delete(added);
    assertThat(visit(ScanPass.Visit.MODIFIED_TIME, a).changed()).containsExactly(added);
    Disk.awaitTick(a);
    FileTime before = Files.getLastModifiedTime(a);
    Path hidden = disk.file("root/a/training_config.json", "{}");
    Files.setLastModifiedTime(a, before);
    assertThat(visit(ScanPass.Visit.MODIFIED_TIME, a).changed())
        .as("the time was set back")
        .isEmpty();
    assertThat(visit(ScanPass.Visit.ALL_FILES, a).changed()).containsExactly(hidden);
    assertThat(visit(ScanPass.Visit.LIST, root, a).changed()).isEmpty();
    assertThat(quick()).isEmpty();
  }

  @Test
  void aDirectoryThatIsGoneOrAnotherIsUnderstoodFromTheOneAbove() {
    Path results = disk.file("root/a/b/c/paper_metrics_results.json", "{}");
    Path c = disk.path("root/a/b/c");
    quick();
    Disk.delete(disk.path("root/a/b"));
    assertThat(visit(ScanPass.Visit.MODIFIED_TIME, c).changed()).containsExactly(results);
    assertThat(sweeper.knowsDirectory(c)).isFalse();
    assertThat(sweeper.knowsDirectory(disk.path("root/a"))).isTrue();
    disk.file("root/a/b/c/paper_metrics_results.json", "{}");
    assertThat(quick()).containsExactly(results);
    Path other = disk.file("away/d/training_config.json", "{}");
    Disk.move(disk.path("root/a/b"), disk.path("old"));
    Disk.move(disk.path("away"), disk.path("root/a/b"));
    assertThat(other).doesNotExist();
    assertThat(visit(ScanPass.Visit.MODIFIED_TIME, disk.path("root/a/b")).changed())
        .containsExactlyInAnyOrder(results, disk.path("root/a/b/d/training_config.json"));
    Disk.delete(disk.path("root/a"));
    Disk.file(disk.path("root/a"), "a file");
    assertThat(visit(ScanPass.Visit.MODIFIED_TIME, disk.path("root/a/b/d")).changed())
        .containsExactly(disk.path("root/a/b/d/training_config.json"));
    Disk.move(root, disk.path("elsewhere"));
    assertThat(visit(ScanPass.Visit.MODIFIED_TIME, root).unavailable())
        .contains("it does not exist");
  }

  @Test
  void belowLooksAtOnePartAlone() {
    Path a = disk.file("root/a/paper_metrics_results.json", "{}");
    Path b = disk.file("root/b/paper_metrics_results.json", "{}");
    quick();
    Disk.file(a, "[]");
    Disk.file(b, "[]");
    assertThat(changed(sweeper.below(disk.path("root/a")))).containsExactly(a);
    Path moved = disk.file("other/deep/paper_metrics_results.json", "{}");
    Disk.move(disk.path("other"), disk.path("root/new"));
    Path arrived = disk.path("root/new/deep/paper_metrics_results.json");
    assertThat(moved).doesNotExist();
    assertThat(changed(sweeper.below(disk.path("root/new")))).containsExactly(arrived);
    Disk.move(disk.path("root/new"), disk.path("away"));
    assertThat(changed(sweeper.below(disk.path("root/new")))).containsExactly(arrived);
    assertThat(sweeper.knowsDirectory(disk.path("root/new"))).isFalse();
    assertThat(changed(sweeper.below(disk.path("root/never")))).isEmpty();
    assertThat(quick()).containsExactly(b);
  }

  @Test
  void aPartThatIsExcludedIsNotEntered() {
    disk.file("root/a/skipped/b/paper_metrics_results.json", "{}");
    quick();
    assertThat(changed(sweeper.below(disk.path("root/a/skipped")))).isEmpty();
    assertThat(changed(sweeper.below(disk.path("root/a/skipped/b")))).isEmpty();
    assertThat(sweeper.knowsDirectory(disk.path("root/a/skipped/b"))).isFalse();
    Disk.move(disk.path("root/a/skipped"), disk.path("root/a/shown"));
    assertThat(changed(sweeper.below(disk.path("root/a/shown")))).hasSize(1);
    Disk.move(disk.path("root/a/shown"), disk.path("root/a/skipped"));
    assertThat(changed(sweeper.below(disk.path("root/a/shown")))).hasSize(1);
    assertThat(quick()).isEmpty();
  }

  @Test
  void whatIsNoRegularFileIsToldOnceAndAgainWhenItIsAnother() throws Exception {
    Path named = disk.directory("root/a/paper_metrics_results.json");
    Path inside = disk.file(named.resolve("b/paper_metrics_results.json").toString(), "{}");
    disk.directory("root/b");
    Disk.shell(root, "mkfifo b/training_config.json");
    Path pipe = disk.path("root/b/training_config.json");
    Path link = Disk.link(disk.path("root/b/paper_metrics_results.json"), disk.path("nowhere"));
    assertThat(quick()).containsExactlyInAnyOrder(named, inside, pipe, link);
    assertThat(quick()).isEmpty();
    Path target = disk.file("nowhere", "{}");
    assertThat(quick()).containsExactly(link);
    Disk.file(target, "[1]");
    assertThat(quick()).containsExactly(link);
    Disk.delete(target);
    assertThat(quick()).containsExactly(link);
    Disk.delete(link);
    Disk.delete(pipe);
    assertThat(quick()).containsExactlyInAnyOrder(link, pipe);
    assertThat(quick()).isEmpty();
  }

  @Test
  void missingRootLosesNothing() {
    Path results = disk.file("root/a/paper_metrics_results.json", "{}");
    quick();
    Disk.move(root, disk.path("elsewhere"));
    assertThat(sweeper.sweep(Effort.FULL).unavailable()).contains("it does not exist");
    assertThat(sweeper.below(disk.path("root/a")).unavailable()).contains("it does not exist");
    assertThat(sweeper.knowsFile(results)).isTrue();
    Disk.file(root, "not a directory");
    assertThat(sweeper.sweep(Effort.FULL).unavailable()).contains("it is not a directory");
    Disk.delete(root);
    Disk.move(disk.path("elsewhere"), root);
    assertThat(quick()).as("it came back as it was").isEmpty();
    Disk.delete(root);
    disk.directory("root");
    assertThat(quick()).as("another directory, which is there").containsExactly(results);
  }

  @Test
  void rootThatIsReplacedDuringTheSweepIsNotBelieved() {
    disk.file("root/a/paper_metrics_results.json", "{}");
    FilePatterns patterns = new FilePatterns(List.of(FilePatterns.RESULTS), List.of());
    Scope scope = new Scope.Checkpoints(root, patterns, true);
    int[] steps = {0};
    Runnable replaceAtSecondDirectory =
        () -> {
          if (++steps[0] == 4) {
            Disk.move(root, disk.path("elsewhere"));
            disk.directory("root");
          }
        };
    Sweeper disturbed =
        new Sweeper(scope, new SymlinkPolicy(), Clock.systemUTC(), replaceAtSecondDirectory);
    assertThat(changed(disturbed.sweep(Effort.FULL))).hasSize(1);
    assertThat(disturbed.sweep(Effort.FULL).unavailable())
        .contains("it was replaced while it was being read");
    assertThat(disturbed.knowsFile(disk.path("root/a/paper_metrics_results.json"))).isTrue();
    assertThat(changed(disturbed.sweep(Effort.FULL))).hasSize(1);
  }

  @Test
  void rootMayBeALinkAndKeepsItsName() {
    Path real = disk.directory("real");
    disk.file("real/a/paper_metrics_results.json", "{}");
    Path link = Disk.link(disk.path("linked"), real);
    Sweeper linked = sweeper(link);
    assertThat(changed(linked.sweep(Effort.QUICK)))
        .containsExactly(link.resolve("a/paper_metrics_results.json"));
    assertThat(changed(linked.sweep(Effort.QUICK))).isEmpty();
    Disk.delete(disk.path("real/a"));
    assertThat(changed(linked.sweep(Effort.QUICK)))
        .containsExactly(link.resolve("a/paper_metrics_results.json"));
  }

  @Test
  void namesOfAllKinds() throws Exception {
    Path spaces = disk.file("root/with space/paper_metrics_results.json", "{}");
    Path lines = disk.file("root/line\nbreak/paper_metrics_results.json", "{}");
    Path emoji = disk.file("root/\uD83D\uDE80/paper_metrics_results.json", "{}");
    Path longName = disk.file("root/" + "x".repeat(255) + "/paper_metrics_results.json", "{}");
    Path depth = disk.file("root/" + "d/".repeat(60) + "paper_metrics_results.json", "{}");
    Disk.shell(
        root,
        "d=$(printf 'bytes\\377\\376'); mkdir \"$d\" && echo 1 > \"$d/" + Disk.RESULTS + "\"");
    List<Path> found = quick();
    assertThat(found).hasSize(6).contains(spaces, lines, emoji, longName, depth);
    Path bytes =
        found.stream().filter(p -> p.toString().contains("/bytes")).findFirst().orElseThrow();
    assertThat(bytes).isRegularFile();
    Files.writeString(bytes, "[1]");
    assertThat(quick()).containsExactly(bytes);
    Disk.delete(Disk.parent(bytes));
    assertThat(quick()).containsExactly(bytes);
  }

  @Test
  void logDirectoryIsOneLevel() {
    Path log = disk.file("logs/paper_metrics_1.log", "x");
    disk.file("logs/paper_metrics_1.out", "x");
    disk.file("logs/sub/paper_metrics_2.log", "x");
    Sweeper logs =
        new Sweeper(
            new Scope.Logs(disk.path("logs")), new SymlinkPolicy(), Clock.systemUTC(), () -> {});
    assertThat(changed(logs.sweep(Effort.QUICK))).containsExactly(log);
    Path err = disk.file("logs/paper_metrics_1.err", "x");
    assertThat(changed(logs.sweep(Effort.QUICK))).containsExactly(err);
  }

  @Test
  void singleFileIsAllThatMattersInItsDirectory() {
    Path registry = disk.path("reg/runs_registry.json");
    Disk.file(disk.path("reg/other.json"), "x");
    Sweeper single =
        new Sweeper(
            Scope.SingleFile.of(registry), new SymlinkPolicy(), Clock.systemUTC(), () -> {});
    assertThat(changed(single.sweep(Effort.QUICK))).isEmpty();
    Disk.file(registry, "{}");
    assertThat(changed(single.sweep(Effort.QUICK))).containsExactly(registry);
    assertThat(changed(single.sweep(Effort.QUICK))).isEmpty();
    Disk.delete(registry);
    assertThat(changed(single.sweep(Effort.QUICK))).containsExactly(registry);
  }
}

package org.papermetrics.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.papermetrics.layout.FilePatterns;
import org.papermetrics.layout.SymlinkPolicy;
import org.papermetrics.model.Problem.Kind;
import org.papermetrics.scan.Scope;
import org.papermetrics.testing.Disk;

/** What is run by {@link ChildJvm}: the system refuses something, and the board is right anyway. */
final class FaultScenarios {
  private final Disk disk;
  private final Path root;

  private FaultScenarios(Disk disk) {
    this.disk = disk;
    this.root = disk.directory("root");
  }

  /** Runs the scenario that is named. */
  public static void main(String[] args) throws Exception {
    try (Disk disk = new Disk()) {
      FaultScenarios scenarios = new FaultScenarios(disk);
      switch (args[0]) {
        case "unreadableDirectory" -> scenarios.unreadableDirectory();
        case "unreadableRoot" -> scenarios.unreadableRoot();
        case "watchLimitAtStart" -> scenarios.watchLimitAtStart();
        case "watchLimitWhileRunning" -> scenarios.watchLimitWhileRunning();
        case "watchLimitRaised" -> scenarios.watchLimitRaised();
        case "noWatcher" -> scenarios.noWatcher();
        case "unmountedDirectory" -> scenarios.unmountedDirectory();
        case "unmountedRoot" -> scenarios.unmountedRoot();
        case "ordinaryDay" -> scenarios.ordinaryDay();
        case "mountedOver" -> scenarios.mountedOver();
        default -> throw new IllegalArgumentException(args[0]);
      }
      System.out.println("done: " + args[0]);
    }
  }

  private void ordinaryDay() throws Exception {
    Path files = disk.directory("root/ordinary/run");
    Disk.file(files.resolve(Disk.RESULTS), "{}");
    Disk.file(files.resolve("training_config.json"), "{}");
    Disk.file(files.resolve("model.safetensors"), "weights");
    Disk.file(files.resolve("notes.txt"), "notes");
    try (Board board = Board.of(root, Board.EVENTS)) {
      board.awaitEqualsDisk(root);
      disk.file("root/ordinary/next/" + Disk.RESULTS, "{}");
      disk.file("root/ordinary/next/model.safetensors", "weights");
      Disk.file(files.resolve("model.safetensors"), "other weights");
      board.awaitEqualsDisk(root);
      board.watching().requestSweep().get(20, TimeUnit.SECONDS);
    }
  }

  private static void permissions(Path path, String permissions) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
  }

  private void unreadableDirectory() throws Exception {
    Path open = disk.file("root/open/" + Disk.RESULTS, "{}");
    Path locked = disk.file("root/locked/" + Disk.RESULTS, "{}");
    Path directory = Disk.parent(locked);
    permissions(directory, "---------");
    try (Board board = Board.of(root, Board.EVENTS)) {
      board.awaitEquals(() -> Set.of(open));
      board.awaitProblem(Kind.DIRECTORY_UNREADABLE, "because permission is denied");
      assertThat(board.watching().unavailable()).containsExactly(directory);
      permissions(directory, "rwx------");
      board.awaitEqualsDisk(root);
      board.awaitNoProblem();
      Disk.file(locked, "[1]");
      disk.file("root/locked/deeper/" + Disk.RESULTS, "{}");
      board.awaitEqualsDisk(root);

      Set<Path> before = Set.copyOf(board.files());
      for (String closed : new String[] {"---------", "r--------", "--x------"}) {
        permissions(directory, closed);
        board.watching().requestSweep().get(20, TimeUnit.SECONDS);
        board.awaitProblem(Kind.DIRECTORY_UNREADABLE, "permission");
        assertThat(board.watching().isAbsenceReal(locked)).isFalse();
        assertThat(board.files()).isEqualTo(before);
        permissions(directory, "rwx------");
        board.watching().requestSweep().get(20, TimeUnit.SECONDS);
        board.awaitNoProblem();
        board.awaitEqualsDisk(root);
      }
    } finally {
      permissions(directory, "rwx------");
    }
  }

  private void unreadableRoot() throws Exception {
    Path file = disk.file("root/a/" + Disk.RESULTS, "{}");
    try (Board board = Board.of(root, Board.EVENTS)) {
      board.awaitEqualsDisk(root);
      permissions(root, "---------");
      board.watching().requestSweep().get(20, TimeUnit.SECONDS);
      board.awaitProblem(Kind.ROOT_UNAVAILABLE, "permission is denied. Give the user");
      assertThat(board.files()).containsExactly(file);
      permissions(root, "rwx------");
      board.awaitNoProblem();
      disk.file("root/b/" + Disk.RESULTS, "{}");
      board.awaitEqualsDisk(root);
    } finally {
      permissions(root, "rwx------");
    }
  }

  private void filesInDirectories(int count) {
    for (int i = 0; i < count; i++) {
      disk.file("root/run" + i + "/" + Disk.RESULTS, "{}");
    }
  }

  /** Only 10 directories can be watched. */
  private void watchLimitAtStart() {
    filesInDirectories(20);
    try (Board board = Board.of(root, Board.EVENTS)) {
      board.awaitEqualsDisk(root);
      board.awaitProblem(Kind.WATCH_DEGRADED, "sudo sysctl -w fs.inotify.max_user_watches=");
      board.awaitProblem(Kind.WATCH_DEGRADED, "polled only every 0.2 s");
      for (int i = 0; i < 20; i++) {
        disk.file("root/run" + i + "/training_config.json", "{}");
        disk.file("root/run" + i + "/deeper/still/" + Disk.RESULTS, "{}");
      }
      board.awaitEqualsDisk(root);
      for (int i = 0; i < 20; i++) {
        disk.file("root/run" + i + "/deeper/still/training_config.json", "{}");
        Disk.delete(disk.path("root/run" + i + "/training_config.json"));
      }
      board.awaitEqualsDisk(root);
      Disk.move(disk.path("root/run7"), disk.path("root/moved"));
      disk.file("root/moved/deeper/again/" + Disk.RESULTS, "{}");
      board.awaitEqualsDisk(root);
    }
  }

  private void watchLimitWhileRunning() {
    filesInDirectories(5);
    try (Board board = Board.of(root, Board.EVENTS)) {
      board.awaitEqualsDisk(root);
      assertThat(board.watching().problems()).isEmpty();
      filesInDirectories(30);
      board.awaitEqualsDisk(root);
      board.awaitProblem(Kind.WATCH_DEGRADED, "The limit of inotify watches is reached");
      for (int i = 0; i < 30; i++) {
        disk.file("root/run" + i + "/training_config.json", "{}");
      }
      board.awaitEqualsDisk(root);
    }
  }

  private void watchLimitRaised() throws Exception {
    filesInDirectories(20);
    AtomicLong nanos = new AtomicLong();
    DirtyPaths dirty = new DirtyPaths(Debounce.DEFAULT, nanos::get);
    WatchContext context =
        new WatchContext(Board.EVENTS, new SymlinkPolicy(), dirty, Clock.systemUTC(), nanos::get);
    Scope scope =
        new Scope.Checkpoints(
            root, new FilePatterns(List.of(FilePatterns.RESULTS), List.of()), true);
    RootWatcher watch = new RootWatcher(scope, context, () -> {}, () -> {});
    long wait = watch.runOnce();
    assertThat(watch.status().state().unwatched()).isEqualTo(11);
    Files.writeString(Path.of("/proc/sys/user/max_inotify_watches"), "100");
    nanos.addAndGet(wait);
    watch.runOnce();
    assertThat(watch.status().state().unwatched()).as("not tried again at once").isEqualTo(11);
    nanos.addAndGet(Duration.ofSeconds(60).toNanos());
    watch.runOnce();
    assertThat(watch.status().state().unwatched()).isZero();
    watch.close();
  }

  private void noWatcher() {
    filesInDirectories(3);
    try (Board board = Board.of(root, Board.EVENTS)) {
      board.awaitEqualsDisk(root);
      board.awaitProblem(Kind.WATCH_DEGRADED, "fs.inotify.max_user_instances=");
      assertThat(board.watching().roots().get(0).mode()).isEqualTo("poll");
      filesInDirectories(6);
      board.awaitEqualsDisk(root);
    }
  }

  private static void command(String... command) throws Exception {
    Process process = new ProcessBuilder(command).inheritIO().start();
    assertThat(process.waitFor()).as(String.join(" ", command)).isZero();
  }

  private Path share() throws Exception {
    Path share = disk.directory("share");
    command("mount", "-t", "tmpfs", "none", share.toString());
    return share;
  }

  private void unmountedDirectory() throws Exception {
    Path share = share();
    Path mount = disk.directory("root/mnt");
    disk.file("root/local/" + Disk.RESULTS, "{}");
    command("mount", "--bind", share.toString(), mount.toString());
    Path file = disk.file("root/mnt/run/" + Disk.RESULTS, "{}");
    try (Board board = Board.of(root, Board.EVENTS)) {
      board.awaitEqualsDisk(root);
      command("umount", mount.toString());
      board.watching().requestSweep().get(20, TimeUnit.SECONDS);
      board.awaitProblem(
          Kind.DIRECTORY_UNREADABLE, "the file system that was mounted there is gone");
      assertThat(board.files()).hasSize(2);
      assertThat(board.watching().isAbsenceReal(file)).isFalse();
      command("mount", "--bind", share.toString(), mount.toString());
      Disk.file(file.resolveSibling("training_config.json"), "{}");
      board.watching().requestSweep().get(20, TimeUnit.SECONDS);
      board.awaitEqualsDisk(root);
      board.awaitNoProblem();
      Disk.delete(file);
      board.watching().requestSweep().get(20, TimeUnit.SECONDS);
      board.awaitEqualsDisk(root);
    }
    command("umount", mount.toString());
    command("umount", share.toString());
  }

  private void unmountedRoot() throws Exception {
    Path share = share();
    command("mount", "--bind", share.toString(), root.toString());
    disk.file("root/run/" + Disk.RESULTS, "{}");
    try (Board board = Board.of(root, Board.EVENTS)) {
      board.awaitEqualsDisk(root);
      command("umount", "-l", root.toString());
      board.awaitProblem(Kind.ROOT_UNAVAILABLE, "the file system that was mounted there is gone");
      assertThat(board.files()).hasSize(1);
      command("mount", "--bind", share.toString(), root.toString());
      board.awaitNoProblem();
      disk.file("root/run2/" + Disk.RESULTS, "{}");
      board.awaitEqualsDisk(root);
      assertThat(board.files()).hasSize(2);
    }
    command("umount", root.toString());
    command("umount", share.toString());
  }

  private void mountedOver() throws Exception {
    Path share = share();
    Disk.file(share.resolve("new").resolve(Disk.RESULTS), "{}");
    Path hidden = disk.file("root/run/" + Disk.RESULTS, "{}");
    try (Board board = Board.of(root, Board.EVENTS)) {
      board.awaitEqualsDisk(root);
      command("mount", "--bind", share.toString(), Disk.parent(hidden).toString());
      board.watching().requestSweep().get(20, TimeUnit.SECONDS);
      board.awaitEqualsDisk(root);
      assertThat(board.files()).hasSize(1).doesNotContain(hidden);
    }
    command("umount", Disk.parent(hidden).toString());
    command("umount", share.toString());
  }
}

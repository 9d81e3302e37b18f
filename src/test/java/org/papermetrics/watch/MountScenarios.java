package org.papermetrics.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.papermetrics.config.WatchSettings;
import org.papermetrics.config.WatchSettings.Mode;
import org.papermetrics.layout.FilePatterns;
import org.papermetrics.model.Problem.Kind;
import org.papermetrics.testing.Disk;

/**
 * What is run by {@link ChildJvm} with mounts of its own: file systems that tell nothing, hang, or
 * lose their server, and the board is right anyway.
 */
final class MountScenarios {
  private static final WatchSettings AUTO =
      new WatchSettings(Mode.AUTO, Duration.ofSeconds(2), Duration.ofMillis(200), true);

  private final Disk disk;
  private final Path back;
  private final Path mount;

  private MountScenarios(Disk disk) {
    this.disk = disk;
    this.back = disk.directory("back");
    this.mount = disk.directory("root/mnt");
  }

  /** Runs the scenario that is named. */
  public static void main(String[] args) throws Exception {
    try (Disk disk = new Disk()) {
      MountScenarios scenarios = new MountScenarios(disk);
      switch (args[0]) {
        case "writtenBehindAServer" -> scenarios.writtenBehindAServer();
        case "writtenBehindAnOverlay" -> scenarios.writtenBehindAnOverlay();
        case "deafOverlay" -> scenarios.deafOverlay();
        case "hungServer" -> scenarios.hungServer();
        case "deadServerOfARoot" -> scenarios.deadServerOfARoot();
        case "deadServerOfADirectory" -> scenarios.deadServerOfADirectory();
        default -> throw new IllegalArgumentException(args[0]);
      }
      System.out.println("done: " + args[0]);
    }
    // A server that was killed may leave a thread in a call that never returns.
    Runtime.getRuntime().halt(0);
  }

  /** A file system in a process of its own, which shows what is in {@code back}. */
  private Process serve() throws Exception {
    Process server =
        new ProcessBuilder(
                "bindfs",
                "-f",
                "-o",
                "attr_timeout=0,entry_timeout=0",
                back.toString(),
                mount.toString())
            .inheritIO()
            .start();
    Path mounted = Disk.file(back.resolve("mounted"), "");
    Board.await(
        () -> mount.resolve("mounted").toFile().exists() && server.isAlive(), () -> "no server");
    Disk.delete(mounted);
    return server;
  }

  private static void command(String... command) throws Exception {
    Process process = new ProcessBuilder(command).inheritIO().start();
    assertThat(process.waitFor()).as(String.join(" ", command)).isZero();
  }

  private void unmount() throws Exception {
    command("umount", "-l", mount.toString());
  }

  private void writtenBehindAServer() throws Exception {
    Disk.file(back.resolve("a").resolve(Disk.RESULTS), "{}");
    Process server = serve();
    try (Board board = Board.of(mount, AUTO)) {
      board.awaitEqualsDisk(mount);
      assertThat(board.watching().roots().get(0).mode()).isEqualTo("poll");
      writeBehind(board, back);
      Disk.replace(back.resolve("a/b/c").resolve(Disk.RESULTS), "[2]");
      Disk.delete(back.resolve("a/training_config.json"));
      board.awaitEqualsDisk(mount);
      assertThat(board.files()).hasSize(2);
    }
    unmount();
    server.destroyForcibly().waitFor();
  }

  /** Only what an overlay shows too; it goes on showing what is deleted behind it. */
  private void writeBehind(Board board, Path behind) {
    Disk.file(behind.resolve("a").resolve(Disk.RESULTS), "[1]");
    board.awaitEqualsDisk(mount);
    Disk.file(behind.resolve("a/b/c").resolve(Disk.RESULTS), "{}");
    Disk.file(behind.resolve("a/training_config.json"), "{}");
    board.awaitEqualsDisk(mount);
    assertThat(board.files()).hasSize(3);
  }

  private Path overlay() throws Exception {
    Path upper = disk.directory("upper");
    Disk.file(upper.resolve("a").resolve(Disk.RESULTS), "{}");
    command(
        "mount",
        "-t",
        "overlay",
        "none",
        "-o",
        "lowerdir=" + back + ",upperdir=" + upper + ",workdir=" + disk.directory("work"),
        mount.toString());
    return upper;
  }

  private void writtenBehindAnOverlay() throws Exception {
    Path upper = overlay();
    try (Board board = Board.of(mount, AUTO)) {
      board.awaitEqualsDisk(mount);
      writeBehind(board, upper);
    }
    unmount();
  }

  /** Whoever says that events come here is wrong; sweeps find everything all the same. */
  private void deafOverlay() throws Exception {
    Path upper = overlay();
    WatchSettings events =
        new WatchSettings(Mode.EVENTS, Duration.ofMillis(500), Duration.ofMillis(200), true);
    try (Board board = Board.of(mount, events)) {
      board.awaitEqualsDisk(mount);
      assertThat(board.watching().roots().get(0).mode()).isEqualTo("events");
      for (int i = 0; i < 5; i++) {
        Disk.file(upper.resolve("a").resolve(Disk.RESULTS), "[" + i + "]");
        board.awaitEqualsDisk(mount);
      }
      Disk.file(upper.resolve("late").resolve(Disk.RESULTS), "{}");
      board.awaitEqualsDisk(mount);
    }
    unmount();
  }

  private void hungServer() throws Exception {
    Disk.file(back.resolve("a").resolve(Disk.RESULTS), "{}");
    Process server = serve();
    Path live = disk.directory("live");
    AtomicLong ahead = new AtomicLong();
    DirtyPaths dirty = new DirtyPaths(Debounce.DEFAULT, System::nanoTime);
    WatchManager watch =
        new WatchManager(
            Board.places(mount, live),
            new FilePatterns(List.of(FilePatterns.RESULTS), List.of()),
            AUTO,
            dirty,
            Clock.systemUTC(),
            () -> System.nanoTime() + ahead.get());
    watch.start();
    // Then every directory is watched, too.
    watch.requestSweep().join();
    command("kill", "-STOP", Long.toString(server.pid()));
    awaitStall(watch, ahead);
    assertThat(watch.unavailable()).containsExactly(mount);
    Path file = Disk.file(live.resolve(Disk.RESULTS), "{}");
    Board.await(() -> dirty.take().contains(file), () -> "the other root waits");
    command("kill", "-CONT", Long.toString(server.pid()));
    Board.await(() -> watch.unavailable().isEmpty(), () -> watch.problems().toString());
    Path late = Disk.file(back.resolve("late").resolve(Disk.RESULTS), "{}");
    Path seen = mount.resolve(back.relativize(late));
    Board.await(() -> dirty.take().contains(seen), () -> "it does not go on");
    Board.await(() -> !isStalled(watch), () -> watch.problems().toString());
    command("kill", "-STOP", Long.toString(server.pid()));
    awaitStall(watch, ahead);
    long before = System.nanoTime();
    watch.close();
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(3));
    command("kill", "-CONT", Long.toString(server.pid()));
    unmount();
    server.destroyForcibly().waitFor();
  }

  /** Lets half minutes pass on the clock until a poll hangs that is under way in one of them. */
  private static void awaitStall(WatchManager watch, AtomicLong ahead) {
    Board.await(
        () -> {
          ahead.addAndGet(Duration.ofSeconds(31).toNanos());
          return isStalled(watch);
        },
        () -> watch.problems().toString());
  }

  private static boolean isStalled(WatchManager watch) {
    return watch.problems().toString().contains("has not answered for half a minute");
  }

  private void deadServerOfARoot() throws Exception {
    Disk.file(back.resolve("a/b").resolve(Disk.RESULTS), "{}");
    Process server = serve();
    try (Board board = Board.of(mount, AUTO)) {
      board.awaitEqualsDisk(mount);
      server.destroyForcibly().waitFor();
      board.awaitProblem(Kind.ROOT_UNAVAILABLE, "because the file system says: ");
      assertThat(board.files()).hasSize(1);
      unmount();
      server = serve();
      board.awaitNoProblem();
      Disk.file(back.resolve("late").resolve(Disk.RESULTS), "{}");
      board.awaitEqualsDisk(mount);
      assertThat(board.files()).hasSize(2);
    }
    unmount();
    server.destroyForcibly().waitFor();
  }

  private void deadServerOfADirectory() throws Exception {
    Path root = Disk.parent(mount);
    for (int i = 0; i < 20; i++) {
      Disk.file(back.resolve("a" + i + "/b").resolve(Disk.RESULTS), "{}");
    }
    Path file = mount.resolve("a0/b").resolve(Disk.RESULTS);
    Disk.file(root.resolve("local").resolve(Disk.RESULTS), "{}");
    Process server = serve();
    try (Board board = Board.of(root, AUTO)) {
      board.awaitEqualsDisk(root);
      Set<Path> before = Set.copyOf(board.files());
      server.destroyForcibly().waitFor();
      board.awaitProblem(Kind.DIRECTORY_UNREADABLE, "because the file system says: ");
      // Until the attributes of the mount point are asked for anew, only what is below it fails.
      Board.await(
          () -> board.watching().unavailable().equals(Set.of(mount)),
          () -> "not one for all that is below: " + board.watching().problems());
      assertThat(board.watching().problems()).hasSize(1);
      assertThat(board.watching().isAbsenceReal(file)).isFalse();
      assertThat(board.files()).isEqualTo(before);
      unmount();
      board.awaitProblem(
          Kind.DIRECTORY_UNREADABLE, "the file system that was mounted there is gone");
      board.watching().requestSweep().get(20, TimeUnit.SECONDS);
      assertThat(board.files()).isEqualTo(before);
      Disk.delete(back.resolve("a7"));
      server = serve();
      board.awaitNoProblem();
      board.awaitEqualsDisk(root);
      assertThat(board.files()).hasSize(20);
    }
    unmount();
    server.destroyForcibly().waitFor();
  }
}

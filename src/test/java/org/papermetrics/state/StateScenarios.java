package org.papermetrics.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.papermetrics.testing.Samples;

/** What is run in a Java of its own. */
final class StateScenarios {
  /** So many runs are in every update of {@code write}. */
  static final int RUNS = 20;

  private StateScenarios() {}

  /** Runs the scenario that is named. */
  public static void main(String[] args) throws Exception {
    switch (args[0]) {
      case "write" -> write(Path.of(args[1]));
      case "fullDisk" -> onDisk("size=2m", StateScenarios::fullDisk);
      case "fullAtFirst" -> onDisk("size=2m", StateScenarios::fullAtFirst);
      case "readOnly" -> onDisk("ro", StateScenarios::readOnly);
      case "noExecution" -> onDisk("noexec", StateScenarios::noExecution);
      case "noExecutionAnywhere" -> onDisk("noexec", StateScenarios::noExecutionAnywhere);
      default -> throw new IllegalArgumentException(args[0]);
    }
    System.out.println("done: " + args[0]);
  }

  private interface Scenario {
    void on(Path disk) throws Exception;
  }

  private static void onDisk(String options, Scenario scenario) throws Exception {
    Path disk = Files.createTempDirectory("state-disk");
    command("mount", "-t", "tmpfs", "-o", options, "none", disk.toString());
    try {
      scenario.on(disk);
    } finally {
      command("umount", "-l", disk.toString());
      Files.delete(disk);
    }
  }

  private static void command(String... command) throws Exception {
    Process process = new ProcessBuilder(command).inheritIO().start();
    assertThat(process.waitFor()).as(String.join(" ", command)).isZero();
  }

  private static OpenedStore open(Path disk) {
    return SqliteStateStore.open(disk.resolve("state.db"), "1", Clock.systemUTC());
  }

  /** Never ends by itself; says each revision that it has kept. */
  private static void write(Path file) throws IOException {
    StateStore store = SqliteStateStore.open(file, "1", Clock.systemUTC()).store();
    long revision = store.load().version().map(BoardVersion::revision).orElse(0L);
    while (true) {
      revision++;
      SavedRun[] runs = new SavedRun[RUNS];
      for (int i = 0; i < RUNS; i++) {
        runs[i] = Kept.run("run" + i, revision);
      }
      store.save(
          Kept.nothing()
              .version("e", revision)
              .frames(Map.of(revision, new byte[2000]))
              .runs(runs)
              .update());
      System.out.println(revision);
    }
  }

  private static Kept large(String id) {
    SavedRun[] runs = new SavedRun[50];
    Arrays.setAll(
        runs,
        i ->
            new SavedRun(
                Kept.files("/data/" + id + i),
                Samples.run(id + i, i, "{\"x\":\"" + "x".repeat(20_000) + "\"}"),
                null,
                false,
                List.of()));
    return Kept.nothing().version("e", 8).frames(Map.of(8L, new byte[10])).runs(runs);
  }

  private static void fullDisk(Path disk) throws IOException {
    OpenedStore opened = open(disk);
    assertThat(opened.notes()).isEmpty();
    StateStore store = opened.store();
    store.save(Kept.nothing().whole().runs(Kept.run("a", 1)).update());
    Path ballast = disk.resolve("ballast");
    fill(ballast);
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> store.save(large("b").update()))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("there is no space left for " + disk.resolve("state.db"));
    }
    assertThat(store.load().runs()).containsExactly(Kept.run("a", 1));
    assertThat(store.load().version()).contains(Kept.VERSION);
    store.close();

    OpenedStore again = open(disk);
    assertThat(again.notes()).isEmpty();
    assertThat(again.store().load().runs()).containsExactly(Kept.run("a", 1));
    assertThatThrownBy(() -> again.store().save(large("b").update()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("there is no space left");
    Files.delete(ballast);
    again.store().save(Kept.nothing().version("e", 8).runs(Kept.run("c", 3)).update());
    again.store().close();
    assertThat(open(disk).store().load().runs())
        .containsExactly(Kept.run("a", 1), Kept.run("c", 3));
  }

  private static void fill(Path ballast) {
    assertThatThrownBy(() -> Files.write(ballast, new byte[3_000_000]))
        .isInstanceOf(IOException.class);
  }

  private static void fullAtFirst(Path disk) throws IOException {
    Path ballast = disk.resolve("ballast");
    fill(ballast);
    OpenedStore opened = open(disk);
    assertThat(opened.notes()).hasSize(1);
    assertThat(opened.notes().get(0)).startsWith("There is no space left for " + disk);
    StateStore store = opened.store();
    assertThat(store.load()).isEqualTo(SavedState.NOTHING);
    Kept kept = Kept.nothing().whole().runs(Kept.run("a", 1));
    assertThatThrownBy(() -> store.save(kept.update())).hasMessageContaining("no space left");
    Files.delete(ballast);
    store.save(kept.update());
    store.close();
    assertThat(open(disk).store().load().runs()).containsExactly(Kept.run("a", 1));
  }

  private static void readOnly(Path disk) {
    OpenedStore opened = open(disk);
    assertThat(opened.store()).isInstanceOf(MemoryStateStore.class);
    assertThat(opened.notes()).hasSize(1);
    assertThat(opened.notes().get(0))
        .contains(disk + " cannot be written", "Read-only file system", "set state-dir");
  }

  private static void noExecution(Path disk) throws IOException {
    OpenedStore opened = open(disk);
    assertThat(opened.notes()).isEmpty();
    assertThat(opened.store()).isInstanceOf(SqliteStateStore.class);
    opened.store().close();
    try (Stream<Path> files = Files.list(disk)) {
      assertThat(files).containsExactly(disk.resolve("state.db"));
    }
  }

  private static void noExecutionAnywhere(Path disk) throws IOException {
    System.setProperty("java.io.tmpdir", Files.createDirectory(disk.resolve("tmp")).toString());
    OpenedStore opened = open(disk);
    assertThat(opened.store()).isInstanceOf(MemoryStateStore.class);
    assertThat(opened.notes()).hasSize(1);
    assertThat(opened.notes().get(0)).contains("SQLite cannot be loaded from " + disk);
    try (Stream<Path> files = Files.list(disk.resolve("tmp"))) {
      assertThat(files).isEmpty();
    }
  }
}

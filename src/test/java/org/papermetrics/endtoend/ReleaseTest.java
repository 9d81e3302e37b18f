package org.papermetrics.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The archive that has the program with its own Java, where no other is. */
@Timeout(300)
@Tag("integration")
class ReleaseTest {
  private static final String PREPARING = "preparing for quick starts";
  private static final String SYSTEMCTL =
      """
      #!/bin/sh
      case "$2" in
        show-environment) echo "HOME=$HOME" ;;
        is-enabled) exit 1 ;;
        restart) exit 1 ;;
        show) echo inactive ;;
      esac
      """;

  @TempDir private static Path shared;
  private static Path archive;
  private static Path unpacked;

  /** A copy that was started once, and what it said. */
  private static Path started;

  private static Said firstStart;

  @TempDir private Path directory;
  private Map<String, String> environment;

  @BeforeAll
  static void build() throws Exception {
    archive = built(shared.resolve("one"));
    Command.run("tar", "-xf", archive.toString(), "-C", shared.toString());
    try (Stream<Path> found = Files.list(shared)) {
      unpacked =
          found.filter(path -> Files.exists(path.resolve("runtime"))).findAny().orElseThrow();
    }
    // Making a class archive takes ten seconds of a processor.
    started = shared.resolve("started");
    Command.run("cp", "-a", unpacked.toString(), started.toString());
    firstStart =
        Said.by(
            Map.of("HOME", shared.toString(), "PATH", "/usr/bin:/bin"),
            command(started, "--version"));
  }

  private static Path built(Path target) throws Exception {
    Files.createDirectories(target);
    Files.copy(Path.of("target/paper-metrics.jar"), target.resolve("paper-metrics.jar"));
    Files.writeString(target.resolve("paper-metrics.cdx.json"), "{}");
    Command.run(
        "src/release/archive.sh",
        System.getProperty("java.home"),
        "1.2",
        "2026-01-01T00:00:00Z",
        target.toString());
    try (Stream<Path> found = Files.list(target)) {
      return found.filter(path -> path.toString().endsWith(".tar.gz")).findAny().orElseThrow();
    }
  }

  @BeforeEach
  void user() throws IOException {
    Path programs = Files.createDirectories(directory.resolve("programs"));
    Path systemctl = programs.resolve("systemctl");
    Files.writeString(systemctl, SYSTEMCTL);
    Files.setPosixFilePermissions(systemctl, PosixFilePermissions.fromString("rwxr-xr-x"));
    environment =
        Map.of(
            "HOME",
            Files.createDirectories(directory.resolve("home")).toString(),
            "PATH",
            programs + ":/usr/bin:/bin");
  }

  /** A copy of its own, from whose files nothing has been made yet. */
  private Path copy() throws Exception {
    Path copy = directory.resolve("program");
    Command.run("cp", "-a", unpacked.toString(), copy.toString());
    return copy;
  }

  private static List<String> command(Path program, String... arguments) {
    List<String> command =
        new ArrayList<>(List.of(program.resolve("bin/paper-metrics").toString()));
    command.addAll(List.of(arguments));
    return command;
  }

  private Said run(Path program, String... arguments) throws Exception {
    return Said.by(environment, command(program, arguments));
  }

  private static Path classes(Path program) {
    return program.resolve("lib/paper-metrics.jsa");
  }

  @Test
  void twoBuildsAreTheSame() throws Exception {
    assertThat(built(shared.resolve("two"))).hasSameBinaryContentAs(archive);
  }

  @Test
  void theFirstStartMakesTheClassArchiveAndLaterOnesTakeIt() throws Exception {
    assertThat(firstStart.text()).contains(PREPARING).endsWith("paper-metrics 0.1.0\n");
    assertThat(classes(started)).isNotEmptyFile();
    assertThat(run(started, "--version")).isEqualTo(new Said(0, "paper-metrics 0.1.0\n"));
    String loaded =
        Said.by(
                Map.of(),
                List.of(
                    started.resolve("runtime/bin/java").toString(),
                    "-Xlog:class+load",
                    "-XX:SharedArchiveFile=" + classes(started),
                    "-jar",
                    started.resolve("lib/paper-metrics.jar").toString(),
                    "--help"))
            .text();
    assertThat(loaded).contains("org.papermetrics.cli.Main source: shared objects file");
    assertThat(loaded.lines().filter(line -> line.contains(" picocli.")))
        .isNotEmpty()
        .allMatch(line -> line.contains("source: shared objects file"));
  }

  @Test
  void anArchiveThatDoesNotFitIsLeftAsideAndDoctorSaysSo() throws Exception {
    Path config = Files.createFile(directory.resolve("config.yaml"));
    byte[] bytes = Files.readAllBytes(classes(started));
    try {
      for (byte[] damaged : List.of(ofAnother(bytes), new byte[] {1, 2})) {
        Files.delete(classes(started));
        Files.write(classes(started), damaged);
        assertThat(run(started, "--version")).isEqualTo(new Said(0, "paper-metrics 0.1.0\n"));
        assertThat(run(started, "doctor", "--config", config.toString()).text())
            .containsIgnoringWhitespaces(
                "The class archive " + classes(started) + " does not fit this Java");
      }
    } finally {
      Files.delete(classes(started));
      Files.write(classes(started), bytes);
    }
  }

  /** The name of the JVM stands in the head of the file. */
  private static byte[] ofAnother(byte[] archive) {
    String text = new String(archive, StandardCharsets.ISO_8859_1);
    byte[] other = archive.clone();
    other[text.indexOf(System.getProperty("java.vm.name"))] = 'X';
    return other;
  }

  @Test
  void aDiskThatIsFullCostsALineOnce() throws Exception {
    try (PrivateMounts mounts = PrivateMounts.open()) {
      Path program = mounted(mounts, "size=70m");
      Said said = inside(mounts, program);
      assertThat(said.code()).isZero();
      assertThat(said.text())
          .contains("The class archive cannot be made (")
          .endsWith("paper-metrics 0.1.0\n");
      assertThat(inside(mounts, program)).isEqualTo(new Said(0, "paper-metrics 0.1.0\n"));
    }
  }

  @Test
  void whereNothingCanBeWrittenItRunsAllTheSame() throws Exception {
    try (PrivateMounts mounts = PrivateMounts.open()) {
      Path program = mounted(mounts, "size=200m");
      mounts.run("mount", "-o", "remount,ro", program.getParent().toString());
      assertThat(inside(mounts, program)).isEqualTo(new Said(0, "paper-metrics 0.1.0\n"));
    }
  }

  @Test
  void whereNoProgramMayRunItSaysWhatToDo() throws Exception {
    try (PrivateMounts mounts = PrivateMounts.open()) {
      Path program = mounted(mounts, "size=200m,noexec");
      List<String> command = new ArrayList<>(mounts.inside());
      command.add("sh");
      command.addAll(command(program, "--version"));
      Said said = Said.by(environment, command);
      assertThat(said.code()).isEqualTo(1);
      assertThat(said.text()).contains("mounted noexec", "java -jar " + program);
    }
  }

  /** A copy on a disk in memory. */
  private Path mounted(PrivateMounts mounts, String options) throws Exception {
    Path disk = Files.createDirectories(directory.resolve("disk"));
    mounts.run("mount", "-t", "tmpfs", "-o", options, "none", disk.toString());
    mounts.run("cp", "-a", unpacked.toString(), disk.toString());
    return disk.resolve(unpacked.getFileName());
  }

  private Said inside(PrivateMounts mounts, Path program) throws Exception {
    List<String> command = new ArrayList<>(mounts.inside());
    command.addAll(command(program, "--version"));
    return Said.by(environment, command);
  }

  @Test
  void installTakesItsJavaAlongAndUninstallLeavesNothing() throws Exception {
    Path program = copy();
    Path checkpoints = Files.createDirectories(directory.resolve("checkpoints"));
    Said said = java(program, "install", "--checkpoint-dirs", checkpoints.toString());
    assertThat(said.text()).contains("copied the Java ", "made the class archive ");
    Path launcher = directory.resolve("home/.local/bin/paper-metrics");
    Path installed = directory.resolve("home/.local/share/paper-metrics");
    assertThat(java(program, "install").text())
        .contains("kept the Java ", "kept the program ", "kept the class archive ");
    Command.run("rm", "-r", program.toString());
    assertThat(Said.by(environment, List.of(launcher.toString(), "--version")))
        .isEqualTo(new Said(0, "paper-metrics 0.1.0\n"));
    assertThat(Files.readString(launcher)).contains("/runtime/bin/java", "-XX:SharedArchiveFile=");
    java(installed, "uninstall");
    assertThat(launcher).doesNotExist();
    assertThat(installed).isEmptyDirectory();
  }

  /** A start of the program in a directory for the user whose home it is not. */
  private Said java(Path program, String... arguments) throws Exception {
    Path jar =
        Stream.of("lib/paper-metrics.jar", "paper-metrics.jar")
            .map(program::resolve)
            .filter(Files::exists)
            .findFirst()
            .orElseThrow();
    List<String> command = new ArrayList<>();
    command.add(program.resolve("runtime/bin/java").toString());
    command.add("-Duser.home=" + environment.get("HOME"));
    command.addAll(List.of("-jar", jar.toString()));
    command.addAll(List.of(arguments));
    return Said.by(environment, command);
  }
}

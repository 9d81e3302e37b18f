package org.papermetrics.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.papermetrics.config.SettingsLoader;

/**
 * What install and uninstall do to the files of a user, and what they ask of the service manager.
 * The programs of the manager are small scripts here; {@link UserServiceTest} has the real ones.
 */
@Timeout(120)
@Tag("integration")
class InstallTest {
  private static final String SYSTEMCTL =
      """
      #!/bin/sh
      echo "$*" >> "$(dirname "$0")/asked"
      case "$2" in
        show-environment) echo "HOME=$HOME" ;;
        is-enabled) exit 1 ;;
        restart) exit 1 ;;
        show) case "$3" in *StatusText) echo "the disk is full";; *) echo inactive;; esac ;;
      esac
      """;

  @TempDir private static Path shared;
  private static Path jar;

  @TempDir private Path directory;
  private Path home;
  private Path checkpoints;
  private Map<String, String> environment;

  @BeforeAll
  static void pack() throws IOException {
    jar = PackedProgram.in(shared).jar("1");
  }

  @BeforeEach
  void user() throws IOException {
    home = Files.createDirectories(directory.resolve("home"));
    checkpoints = Files.createDirectories(directory.resolve("check points"));
    Path programs = Files.createDirectories(directory.resolve("programs"));
    program(programs.resolve("systemctl"), SYSTEMCTL);
    environment = new TreeMap<>(Map.of("HOME", home.toString(), "PATH", programs + ":/bin"));
  }

  private static void program(Path file, String text) throws IOException {
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private Said run(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(PackedProgram.command(jar, arguments));
    command.add(1, "-Duser.home=" + home);
    if (arguments[0].equals("install")) {
      // ReleaseTest makes one; each takes some seconds.
      command.add("--no-class-archive");
    }
    return Said.by(environment, command);
  }

  private Path config() {
    return home.resolve(".config/paper-metrics/config.yaml");
  }

  private Path unit() {
    return home.resolve(".config/systemd/user/paper-metrics.service");
  }

  private Path launcher() {
    return home.resolve(".local/bin/paper-metrics");
  }

  private Path program() {
    return home.resolve(".local/share/paper-metrics/paper-metrics.jar");
  }

  private Map<String, String> files() throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(home)) {
      for (Path path : (Iterable<Path>) all::iterator) {
        files.put(
            path + " " + Files.getLastModifiedTime(path),
            Files.isRegularFile(path) ? Files.readString(path, StandardCharsets.ISO_8859_1) : "");
      }
    }
    return files;
  }

  private List<String> asked() throws IOException {
    return Files.readAllLines(directory.resolve("programs/asked"));
  }

  @Test
  void aDryRunSaysEachStepAndChangesNothing() throws Exception {
    Map<String, String> before = files();
    Said said = run("install", "--checkpoint-dirs", checkpoints.toString(), "--dry-run");
    assertThat(said.code()).as(said.text()).isZero();
    assertThat(said.text().lines())
        .first()
        .asString()
        .startsWith("would write the configuration " + config());
    assertThat(said.text().lines().skip(1))
        .containsExactly(
            "would copy the program " + program() + " (1)",
            "would write the command " + launcher(),
            "would write the unit " + unit(),
            "would enable paper-metrics.service, which starts with your session",
            "would start paper-metrics.service");
    assertThat(files()).isEqualTo(before);
    assertThat(asked())
        .allMatch(words -> words.matches("--user (show-environment|is-enabled .*|show .*)"));
  }

  @Test
  void aStartThatFailsIsToldWithItsReason() throws Exception {
    Said said = run("install", "--checkpoint-dirs", checkpoints.toString());
    assertThat(said.code()).isEqualTo(1);
    assertThat(said.text())
        .contains("Could not start paper-metrics.service: the disk is full")
        .contains("systemctl --user status paper-metrics.service");
    assertThat(asked())
        .containsSubsequence(
            "--user daemon-reload",
            "--user enable --quiet paper-metrics.service",
            "--user restart paper-metrics.service");
    assertThat(program()).hasSameBinaryContentAs(jar);
    assertThat(Files.readString(unit())).contains(program().toString(), config().toString());
    assertThat(Files.readString(config()))
        .contains("checkpoint-dirs: ['" + checkpoints + "']\n", "# Time between two polls");
    assertThat(launcher()).isExecutable().content().contains("export LC_ALL=C.UTF-8\n");
    Said version = Said.by(environment, List.of(launcher().toString(), "--version"));
    assertThat(version.code()).as(version.text()).isZero();
    assertThat(version.text()).startsWith("paper-metrics ");
  }

  @Test
  void aConfigurationIsNeverChanged() throws Exception {
    Files.createDirectories(config().getParent());
    String mine =
        "checkpoint-dirs: [" + Files.createDirectory(home.resolve("mine")) + "]\nhttp: {port: 0}\n";
    Files.writeString(config(), mine);
    Said said = run("install", "--checkpoint-dirs", checkpoints.toString());
    assertThat(Files.readString(config())).isEqualTo(mine);
    assertThat(said.text())
        .contains("kept the configuration " + config() + ", which says otherwise")
        .contains("checkpoint-dirs: ['" + checkpoints + "']\n")
        .doesNotContain("log-dirs:", "registry:");
  }

  @Test
  void aDollarSignInAPathIsWrittenTwice() throws Exception {
    Files.createDirectory(directory.resolve("a$HOME"));
    run("install", "--checkpoint-dirs", directory + "/a$$HOME");
    assertThat(Files.readString(config()))
        .contains("checkpoint-dirs: ['" + directory + "/a$$HOME']\n");
    Said said =
        run("aggregate", "--config", config().toString(), "--output", "$HOME/out/data.json");
    assertThat(said.code()).as(said.text()).isZero();
    assertThat(home.resolve("out/data.json")).isNotEmptyFile();
  }

  @Test
  void whatIsWrongIsSaidBeforeAnythingIsDone() throws Exception {
    Map<String, String> before = files();
    Said said = run("install");
    assertThat(said.code()).isEqualTo(2);
    assertThat(said.text()).contains("--checkpoint-dirs DIR", config().toString());

    said = run("install", "--checkpoint-dirs", checkpoints + "/none");
    assertThat(said.code()).isEqualTo(2);
    assertThat(said.text()).contains(checkpoints + "/none does not exist").hasLineCount(1);
    assertThat(files()).isEqualTo(before);

    Files.createDirectories(config().getParent());
    Files.writeString(config(), "checkpoint-dirs: [$HERE/x]\n");
    before = files();
    environment.put("HERE", "/only/in/my/shell");
    said = run("install");
    assertThat(said.code()).isEqualTo(2);
    assertThat(said.text()).contains("$HERE", "Write the paths out").hasLineCount(1);
    assertThat(files()).isEqualTo(before);
  }

  @Test
  void aPortThatIsTakenIsNotConfigured() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Files.createDirectories(config().getParent());
      Files.writeString(
          config(),
          "checkpoint-dirs: ['" + checkpoints + "']\nhttp: {port: " + taken.getLocalPort() + "}\n");
      Map<String, String> before = files();
      Said said = run("install");
      assertThat(said.code()).isEqualTo(4);
      assertThat(said.text())
          .contains("Port " + taken.getLocalPort() + " is in use", "http.port")
          .hasLineCount(1);
      assertThat(files()).isEqualTo(before);
    }
    try (ServerSocket usual = new ServerSocket()) {
      takeUsualPort(usual);
      Files.delete(config());
      Said said = run("install", "--dry-run", "--checkpoint-dirs", checkpoints.toString());
      assertThat(said.code()).as(said.text()).isZero();
      assertThat(said.text())
          .containsPattern("config.yaml with port (?!8765)\\d+, because another program uses 8765");
    }
  }

  /** Takes the usual port, unless another program has it already. */
  private static void takeUsualPort(ServerSocket socket) throws IOException {
    try {
      socket.bind(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), SettingsLoader.DEFAULT_PORT));
    } catch (BindException e) {
      assertThat(socket.isBound()).isFalse();
    }
  }

  @Test
  void whatBelongsToOthersStays() throws Exception {
    Files.createDirectories(launcher().getParent());
    Files.writeString(launcher(), "#!/bin/sh\necho mine\n");
    Said said = run("install", "--checkpoint-dirs", checkpoints.toString());
    assertThat(said.text()).contains("kept " + launcher(), "java -jar " + program());
    assertThat(Files.readString(launcher())).contains("echo mine");

    Files.delete(unit());
    Files.createSymbolicLink(unit(), Path.of("/dev/null"));
    said = run("install", "--checkpoint-dirs", checkpoints.toString());
    assertThat(said.code()).isEqualTo(1);
    assertThat(said.text()).contains(unit() + " was not written by this program");

    assertThat(run("uninstall").text()).contains("kept " + unit() + ", which this program has not");
    assertThat(Files.readSymbolicLink(unit())).isEqualTo(Path.of("/dev/null"));
    Files.delete(unit());
    assertThat(launcher()).exists();
    assertThat(program()).doesNotExist();
    assertThat(config()).exists();
  }

  @Test
  void uninstallTakesAwayWhatInstallPutAndNothingElse() throws Exception {
    run("install", "--checkpoint-dirs", checkpoints.toString());
    Path data = home.resolve(".local/share/paper-metrics/dashboard/dashboard_data.json");
    Files.createDirectories(data.getParent());
    Files.writeString(data, "{}");
    Map<String, String> before = files();
    Said said = run("uninstall", "--dry-run");
    assertThat(said.text()).contains("would remove the unit " + unit(), "would remove the program");
    assertThat(files()).isEqualTo(before);

    said = run("uninstall");
    assertThat(said.code()).as(said.text()).isZero();
    assertThat(said.text())
        .contains("removed the unit " + unit(), "removed the command", "removed the program")
        .contains("kept the configuration " + config(), "kept the outputs " + data.getParent());
    assertThat(unit()).doesNotExist();
    assertThat(launcher()).doesNotExist();
    assertThat(program()).doesNotExist();
    assertThat(data).hasContent("{}");

    said = run("uninstall");
    assertThat(said.code()).isZero();
    assertThat(said.text()).contains("nothing is installed");
  }

  @Test
  void withoutServicesThePlainCommandIsTold() throws Exception {
    Map<String, String> before = files();
    for (String path :
        List.of(Files.createDirectory(directory.resolve("empty")).toString(), failing())) {
      environment.put("PATH", path);
      Said said = run("install", "--checkpoint-dirs", checkpoints.toString());
      assertThat(said.code()).isEqualTo(1);
      assertThat(said.text())
          .contains("There is no systemd for users here (", "nothing was installed")
          .contains("LC_ALL=C.UTF-8 nohup java", "serve --checkpoint-dirs '" + checkpoints + "'")
          .hasLineCount(2);
    }
    assertThat(files()).isEqualTo(before);
    assertThat(run("uninstall").code()).isZero();
  }

  private String failing() throws IOException {
    Path programs = Files.createDirectory(directory.resolve("failing"));
    program(
        programs.resolve("systemctl"),
        "#!/bin/sh\necho Failed to connect to bus: No medium found >&2\nexit 1\n");
    return programs.toString();
  }
}

package org.papermetrics.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.papermetrics.testing.Eventually;

/**
 * The service in a real user manager, from install to uninstall. It takes the usual port, which
 * other tests of {@code install} must find free.
 */
@Timeout(300)
@Tag("alone")
class UserServiceTest {
  private static final String UNIT = "paper-metrics.service";
  private static final Pattern TOKEN = Pattern.compile("#token=(\\S{43})");

  /** Makes waiting short; all else is as people get it. */
  private static final String QUICK =
      """
      [Service]
      RestartSec=1s
      WatchdogSec=6s
      TimeoutAbortSec=4s
      """;

  @TempDir private Path directory;
  private PackedProgram program;
  private UserManager manager;
  private Path checkpoints;
  private final Map<String, String> session = new HashMap<>();

  @BeforeEach
  void open() throws Exception {
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    manager = UserManager.open(directory);
    program = PackedProgram.in(directory.resolve("program"));
    checkpoints = Files.createDirectories(directory.resolve("check points/a%h$HOME"));
    Site.drop(Site.checkpoint(checkpoints, "first", 1), 100);
    // A manager for the logins of users is not there, so this is a script that says what it would.
    Path programs = Files.createDirectories(directory.resolve("programs"));
    Path loginctl = Files.writeString(programs.resolve("loginctl"), "#!/bin/sh\necho no\n");
    Files.setPosixFilePermissions(loginctl, PosixFilePermissions.fromString("rwxr-xr-x"));
    session.put("PATH", programs + ":/usr/local/bin:/usr/bin:/bin");
    session.put("XDG_STATE_HOME", manager.home() + "/st ate%h$HOME");
    session.put("XDG_DATA_HOME", manager.home() + "/da ta%h$HOME");
    session.put("XDG_CONFIG_HOME", manager.home() + "/con fig%h$HOME");
  }

  @AfterEach
  void close() throws Exception {
    if (manager != null) {
      manager.close();
    }
  }

  private Path unit() {
    return manager.home().resolve(".config/systemd/user").resolve(UNIT);
  }

  private Path config() {
    return Path.of(session.get("XDG_CONFIG_HOME"), "paper-metrics/config.yaml");
  }

  private Said install(Path jar, String... more) throws Exception {
    List<String> command =
        new ArrayList<>(PackedProgram.command(jar, "install", "--no-class-archive"));
    command.addAll(List.of(more));
    return manager.run(session, command);
  }

  /** Installs with a configuration that takes any free port, and short waits. */
  private Said installQuick() throws Exception {
    Path ownChanges = Files.createDirectories(unit().resolveSibling(UNIT + ".d"));
    Files.writeString(ownChanges.resolve("quick.conf"), QUICK);
    Files.createDirectories(config().getParent());
    Files.writeString(
        config(), "checkpoint-dirs: ['" + link() + "']\nhttp: {port: 0}\nwatch: {mode: poll}\n");
    Command.run("chown", "-R", "--reference=" + manager.home(), manager.home().toString());
    return succeeded(install(program.jar("1")));
  }

  /** What a command has said that must not fail. */
  private Said succeeded(Said said) throws Exception {
    if (said.code() != 0) {
      fail(said.text() + String.join("\n", manager.journal("paper-metrics")));
    }
    return said;
  }

  /** The checkpoint directory under a name that can stand in a configuration. */
  private Path link() throws Exception {
    Path link = directory.resolve("checkpoints");
    return Files.isSymbolicLink(link) ? link : Files.createSymbolicLink(link, checkpoints);
  }

  private String state() throws Exception {
    return manager.property("ActiveState", UNIT);
  }

  private String pid() throws Exception {
    return manager.property("MainPID", UNIT);
  }

  private void isActiveAfter(int restarts) throws Exception {
    // Asked for both at once: between two questions it may be killed and not yet started again.
    Eventually.holds(
        () ->
            manager
                .property("ActiveState,NRestarts", UNIT)
                .lines()
                .collect(Collectors.toSet())
                .equals(Set.of("active", String.valueOf(restarts))),
        "it is active again after " + restarts);
  }

  private static String token(Said said) {
    Matcher matcher = TOKEN.matcher(said.text());
    assertThat(matcher.find()).as(said.text()).isTrue();
    return matcher.group(1);
  }

  @Test
  void fromInstallToUninstall() throws Exception {
    Path jar = program.jar("1");
    Said first = succeeded(install(jar, "--checkpoint-dirs", link().toString()));
    assertThat(first.text())
        .contains("wrote the configuration " + config(), "wrote the unit " + unit())
        .contains("enabled " + UNIT, "started " + UNIT)
        .contains("The board is at http://127.0.0.1:", "loginctl enable-linger");
    String token = token(first);
    assertThat(state()).isEqualTo("active");
    assertThat(manager.run("systemctl", "--user", "status", UNIT).text())
        .contains("Status: \"1 run, ", "enabled")
        .doesNotContain(token);

    Said verified = manager.run("systemd-analyze", "--user", "verify", unit().toString());
    assertThat(verified).isEqualTo(new Said(0, ""));
    Said exposure = manager.run("systemd-analyze", "--user", "--no-pager", "security", UNIT);
    assertThat(exposure.text()).containsPattern("Overall exposure level for .*: [0-6]\\.\\d");

    String pid = pid();
    Said again = install(jar);
    assertThat(again.text())
        .contains("kept the configuration", "kept the program", "kept the unit", "kept " + UNIT)
        .contains(token)
        .doesNotContain("restarted");
    assertThat(pid()).isEqualTo(pid);

    String configured = Files.readString(config());
    Said upgrade = install(program.jar("2"), "--rotate-token");
    assertThat(upgrade.text()).contains("replaced the program", "(1 by 2)", "restarted " + UNIT);
    assertThat(Files.readString(config())).isEqualTo(configured);
    assertThat(pid()).isNotEqualTo(pid);
    assertThat(token(upgrade)).isNotEqualTo(token);
    List<String> launcher = List.of(manager.home().resolve(".local/bin/paper-metrics").toString());
    assertThat(manager.run(session, List.of(launcher.get(0), "open")).text())
        .contains(token(upgrade));

    Said uninstall = manager.run(session, List.of(launcher.get(0), "uninstall"));
    assertThat(uninstall.code()).as(uninstall.text()).isZero();
    assertThat(uninstall.text()).contains("stopped " + UNIT, "kept the state", "kept the outputs");
    assertThat(state()).isEqualTo("inactive");
    assertThat(manager.property("LoadState", UNIT)).isEqualTo("not-found");
    assertThat(Path.of(session.get("XDG_DATA_HOME"), "paper-metrics/dashboard/dashboard_data.json"))
        .content()
        .contains("first_cp000001");

    List<String> journal = manager.journal("paper-metrics");
    assertThat(journal)
        .anyMatch(line -> line.matches("6 Daemon: 1 runs? on the board at http://\\S+, .*"))
        .anyMatch(line -> line.matches("6 listening on http://127\\.0\\.0\\.1:\\d+"))
        .noneMatch(line -> line.matches(".*\\d\\d:\\d\\d:\\d\\d.*"))
        .noneMatch(line -> line.contains(token) || line.contains(token(upgrade)));
  }

  @Test
  void itSaysHowMuchIsOnTheBoardAndIsStartedAgainWhenItIsKilledOrHangs() throws Exception {
    installQuick();
    assertThat(state()).isEqualTo("active");
    assertThat(manager.property("StatusText", UNIT))
        .as("with the first board")
        .startsWith("1 run, ");
    Site.drop(Site.checkpoint(checkpoints, "second", 2), 200);
    Eventually.holds(
        () -> manager.property("StatusText", UNIT).startsWith("2 runs, "), "the status follows");

    manager.signal("KILL", pid());
    isActiveAfter(1);

    manager.signal("STOP", pid());
    isActiveAfter(2);
    assertThat(manager.journal("paper-metrics"))
        .as("it tells where it hangs")
        .anyMatch(line -> line.contains("Full thread dump"))
        .anyMatch(line -> line.contains("\"writer\""));
  }

  @Test
  void stoppingItIsNoFailureAndAWrongConfigurationIsNotTriedAgain() throws Exception {
    installQuick();
    assertThat(manager.run("systemctl", "--user", "stop", UNIT).code()).isZero();
    assertThat(state()).isEqualTo("inactive");
    assertThat(manager.property("Result", UNIT)).isEqualTo("success");
    assertThat(manager.property("ExecMainStatus", UNIT)).isEqualTo("143");

    Files.writeString(config(), "checkpoint-dir: [/x]\n");
    assertThat(manager.run("systemctl", "--user", "start", UNIT).code()).isNotZero();
    assertThat(state()).isEqualTo("failed");
    assertThat(manager.property("SubState", UNIT)).isEqualTo("failed");
    assertThat(manager.property("ExecMainStatus", UNIT)).isEqualTo("2");
    assertThat(manager.property("StatusText", UNIT)).contains("Did you mean \"checkpoint-dirs\"?");
    assertThat(manager.journal("paper-metrics"))
        .anyMatch(line -> line.startsWith("3 paper-metrics: " + config() + " line 1: unknown key"));
  }
}

package org.papermetrics.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/**
 * A real systemd for one user, with a journal, in namespaces of its own; nothing of it is left when
 * it is closed, or when this process ends. It has no login manager and no memory limits.
 */
final class UserManager implements AutoCloseable {
  private static final String UID = "61234";
  private static final List<String> NEEDED =
      List.of("/lib/systemd/systemd", "/lib/systemd/systemd-journald");
  private static final String[] NAMESPACES = {
    "unshare", "--mount", "--cgroup", "--propagation", "private"
  };

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Process holder;
  private final Path home;

  private UserManager(Process holder, Path home) {
    this.holder = holder;
    this.home = home;
  }

  /**
   * Starts one; skips the test where this system does not allow it, and says why.
   *
   * @param directory in which the user's home is made; others must be able to enter it
   */
  static UserManager open(Path directory) throws Exception {
    Assumptions.assumeTrue(
        System.getProperty("user.name").equals("root"),
        "a user manager of its own can be started by root only");
    for (String program : NEEDED) {
      Assumptions.assumeTrue(Files.exists(Path.of(program)), program + " is not installed");
    }
    List<String> trial = new ArrayList<>(Arrays.asList(NAMESPACES));
    trial.addAll(List.of("mount", "-t", "cgroup2", "none", "/sys/fs/cgroup"));
    Assumptions.assumeTrue(
        Command.succeeds(trial.toArray(String[]::new)),
        "this system does not allow: " + String.join(" ", trial));
    Path home = Files.createDirectory(directory.resolve("home"));
    Path script = directory.resolve("user-manager.sh");
    try (InputStream text = UserManager.class.getResourceAsStream("/endtoend/user-manager.sh")) {
      Files.copy(Objects.requireNonNull(text), script);
    }
    List<String> command = new ArrayList<>(Arrays.asList(NAMESPACES));
    command.addAll(List.of("sh", script.toString(), UID, home.toString()));
    Process holder = new ProcessBuilder(command).redirectErrorStream(true).start();
    String ready = holder.inputReader().readLine();
    Assumptions.assumeTrue(
        Objects.equals(ready, "ready"), "no user manager could be started here: " + ready);
    return new UserManager(holder, home);
  }

  /** The user's home directory. */
  Path home() {
    return home;
  }

  /** Runs a program as the user does in a login session, with further variables. */
  Said run(Map<String, String> variables, List<String> command)
      throws IOException, InterruptedException {
    List<String> all = inside();
    all.addAll(
        List.of(
            "setpriv",
            "--reuid=" + UID,
            "--regid=" + UID,
            "--clear-groups",
            "--inh-caps=-all",
            "env",
            "-i",
            "HOME=" + home,
            "USER=researcher",
            "LANG=C.UTF-8",
            "PATH=/usr/local/bin:/usr/bin:/bin",
            "XDG_RUNTIME_DIR=/run/user/" + UID));
    variables.forEach((name, value) -> all.add(name + "=" + value));
    all.addAll(command);
    return Said.by(System.getenv(), all);
  }

  /** The same without further variables. */
  Said run(String... command) throws IOException, InterruptedException {
    return run(Map.of(), List.of(command));
  }

  /** A property of a unit; of several, with commas between them, a line each in any order. */
  String property(String name, String unit) throws IOException, InterruptedException {
    return run("systemctl", "--user", "show", "--property=" + name, "--value", unit).text().strip();
  }

  /** What a program has told the journal, one line each, as {@code PRIORITY MESSAGE}. */
  List<String> journal(String identifier) throws IOException, InterruptedException {
    List<String> command = inside();
    command.addAll(
        List.of(
            "journalctl",
            "--no-pager",
            "--quiet",
            "--output=json",
            "--output-fields=PRIORITY,MESSAGE",
            "--identifier=" + identifier));
    List<String> lines = new ArrayList<>();
    for (String entry : Said.by(System.getenv(), command).text().lines().toList()) {
      JsonNode json = JSON.readTree(entry);
      lines.add(json.get("PRIORITY").asText() + " " + json.get("MESSAGE").asText());
    }
    return lines;
  }

  /** Sends a signal to a process in there. */
  void signal(String name, String pid) throws IOException, InterruptedException {
    Command.run("sh", "-c", "kill -" + name + " " + pid);
  }

  private List<String> inside() {
    return new ArrayList<>(
        List.of("nsenter", "--target", Long.toString(holder.pid()), "--mount", "--cgroup", "--"));
  }

  @Override
  public void close() throws IOException {
    holder.getOutputStream().close();
    holder.onExit().completeOnTimeout(holder, 60, TimeUnit.SECONDS).join();
    holder.destroyForcibly();
  }
}

package org.papermetrics.cli.service;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The service manager of the user, systemd, asked through its own programs. */
public final class ServiceManager {
  /** The name of the unit. */
  public static final String UNIT = "paper-metrics.service";

  private final @Nullable Path runtimeDirectory;

  /** How a program ended. */
  private record Outcome(int code, String said) {
    boolean succeeded() {
      return code == 0;
    }
  }

  private ServiceManager(@Nullable Path runtimeDirectory) {
    this.runtimeDirectory = runtimeDirectory;
  }

  /**
   * The one of the user who runs this process.
   *
   * @param environment of this process
   */
  public static ServiceManager of(Map<String, String> environment) {
    return new ServiceManager(
        environment.containsKey("XDG_RUNTIME_DIR") ? null : usualRuntimeDirectory());
  }

  /** Sessions that are no logins, such as those of su, do not know where the manager listens. */
  private static @Nullable Path usualRuntimeDirectory() {
    try {
      Path directory =
          Path.of("/run/user/" + Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
      return Files.exists(directory.resolve("systemd/private")) ? directory : null;
    } catch (IOException | UnsupportedOperationException e) {
      return null;
    }
  }

  /** Why there is none here; empty when there is one. */
  public Optional<String> missing() throws InterruptedException {
    try {
      Outcome outcome = systemctl("show-environment");
      return outcome.succeeded() ? Optional.empty() : Optional.of(firstLine(outcome));
    } catch (IOException e) {
      return Optional.of("there is no systemctl");
    }
  }

  /** The variables that its services see; none when there is no manager. */
  public Map<String, String> environment() throws InterruptedException {
    Map<String, String> environment = new LinkedHashMap<>();
    Outcome outcome;
    try {
      outcome = systemctl("show-environment");
    } catch (IOException e) {
      return environment;
    }
    for (String line : outcome.succeeded() ? outcome.said().split("\n", -1) : new String[0]) {
      int end = line.indexOf('=');
      if (end > 0) {
        environment.put(line.substring(0, end), line.substring(end + 1));
      }
    }
    return environment;
  }

  /** Whether the service runs, or is about to. */
  public boolean isActive() throws IOException, InterruptedException {
    return List.of("active", "activating", "reloading").contains(property("ActiveState"));
  }

  /** Whether the service is started with the manager. */
  public boolean isEnabled() throws IOException, InterruptedException {
    return systemctl("is-enabled", UNIT).succeeded();
  }

  /** Reads the units again. */
  public void reload() throws IOException, InterruptedException {
    must("daemon-reload");
  }

  /** Has the service started with the manager from now on. */
  public void enable() throws IOException, InterruptedException {
    must("enable", "--quiet", UNIT);
  }

  /**
   * Starts the service, again if it runs, and waits until it is ready.
   *
   * @return why it does not run; empty when it does
   */
  public Optional<String> restart() throws IOException, InterruptedException {
    systemctl("reset-failed", UNIT);
    Outcome outcome = systemctl("restart", UNIT);
    if (outcome.succeeded()) {
      return Optional.empty();
    }
    String told = property("StatusText");
    return Optional.of(told.isEmpty() ? firstLine(outcome) : told);
  }

  /** Stops the service, and has it no longer started. */
  public void disable() throws IOException, InterruptedException {
    must("disable", "--quiet", "--now", UNIT);
  }

  /** Forgets the service, whose unit has gone. */
  public void forget() throws IOException, InterruptedException {
    reload();
    systemctl("reset-failed", UNIT);
  }

  /** Whether it goes on when the user logs out; empty when that cannot be determined. */
  public Optional<Boolean> lingers() throws InterruptedException {
    String user = System.getProperty("user.name");
    try {
      Outcome outcome = run("loginctl", "show-user", user, "--property=Linger", "--value");
      if (outcome.succeeded()) {
        return Optional.of(outcome.said().strip().equals("yes"));
      }
    } catch (IOException e) {
      // Without loginctl nothing ends the manager that it would know of.
      return Optional.empty();
    }
    return Files.exists(Path.of("/var/lib/systemd/linger", user))
        ? Optional.of(true)
        : Optional.empty();
  }

  private String property(String name) throws IOException, InterruptedException {
    return must("show", "--property=" + name, "--value", UNIT).said().strip();
  }

  private Outcome must(String... arguments) throws IOException, InterruptedException {
    Outcome outcome = systemctl(arguments);
    if (!outcome.succeeded()) {
      throw new IOException(
          "systemctl --user " + String.join(" ", arguments) + " failed: " + firstLine(outcome));
    }
    return outcome;
  }

  private Outcome systemctl(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("systemctl", "--user"));
    command.addAll(List.of(arguments));
    return run(command.toArray(String[]::new));
  }

  private Outcome run(String... command) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("LC_ALL", "C.UTF-8");
    if (runtimeDirectory != null) {
      builder.environment().put("XDG_RUNTIME_DIR", runtimeDirectory.toString());
    }
    Process process = builder.start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Outcome(process.waitFor(), said);
  }

  private static String firstLine(Outcome outcome) {
    return outcome.said().lines().findFirst().orElse("exit code " + outcome.code()).strip();
  }
}

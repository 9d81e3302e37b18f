package org.papermetrics.cli;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.papermetrics.cli.service.InitialConfigFile;
import org.papermetrics.cli.service.InstallPaths;
import org.papermetrics.cli.service.ServiceManager;
import org.papermetrics.client.DaemonAddressFile;
import org.papermetrics.config.Settings;
import org.papermetrics.config.SettingsException;
import org.papermetrics.config.SettingsLoader;
import org.papermetrics.text.ShellQuoting;

/**
 * The config file that {@code install} uses: the existing one, or a new default one.
 *
 * @param file where it is, or will be
 * @param fresh the text of the first one; empty when there is a file, which is never changed
 * @param settings what it says
 * @param given what was given on the command line
 * @param remark what a person should know of it, to be put behind its name
 */
record InstallConfig(
    Path file,
    Optional<String> fresh,
    Settings settings,
    SettingsLoader.Options given,
    String remark) {
  private static final int PORTS_TRIED = 100;

  /** The one that these options name. */
  static InstallConfig of(SettingsOptions options) throws CommandException, IOException {
    Path file = options.file();
    SettingsLoader.Options given = options.with(file);
    if (!Files.exists(file)) {
      return first(file, given, SettingsLoader.DEFAULT_PORT, "");
    }
    Settings settings = load(SettingsOptions.loader(), only(file));
    if (settings.checkpointDirs().isEmpty()) {
      throw new CommandException(
          ExitCode.USAGE,
          file
              + " names no checkpoint directory. Set checkpoint-dirs in it"
              + (given.checkpointDirs().isEmpty()
                  ? "."
                  : ": checkpoint-dirs: "
                      + InitialConfigFile.list(absolute(given.checkpointDirs()))));
    }
    Settings asked = load(SettingsOptions.loader(), given);
    return new InstallConfig(file, Optional.empty(), settings, given, differences(settings, asked));
  }

  private static InstallConfig first(
      Path file, SettingsLoader.Options given, int port, String remark)
      throws CommandException, IOException {
    if (given.checkpointDirs().isEmpty()) {
      throw new CommandException(
          ExitCode.USAGE,
          "install needs the directories below which checkpoints are evaluated: --checkpoint-dirs"
              + " DIR. There is no configuration file "
              + file
              + " yet that names them.");
    }
    List<Path> checkpointDirs = absolute(given.checkpointDirs());
    List<Path> logDirs = absolute(given.logDirs());
    Path registry = given.registry() == null ? null : given.registry().toAbsolutePath().normalize();
    String text = InitialConfigFile.text(checkpointDirs, logDirs, registry, port);
    Path trial = Files.createTempFile("paper-metrics-", ".yaml");
    try {
      Files.writeString(trial, text);
      Settings settings = load(SettingsOptions.loader(), only(trial));
      return new InstallConfig(file, Optional.of(text), settings, given, remark);
    } finally {
      Files.delete(trial);
    }
  }

  private static SettingsLoader.Options only(Path file) {
    return new SettingsLoader.Options(file, List.of(), List.of(), null, null, null, null);
  }

  private static Settings load(SettingsLoader loader, SettingsLoader.Options options)
      throws CommandException {
    try {
      return loader.load(options);
    } catch (SettingsException e) {
      throw new CommandException(ExitCode.USAGE, e.sentence(), e);
    }
  }

  private static List<Path> absolute(List<Path> paths) {
    return paths.stream().map(path -> path.toAbsolutePath().normalize()).distinct().toList();
  }

  private static String differences(Settings is, Settings asked) {
    List<String> lines = new ArrayList<>();
    if (!is.checkpointDirs().equals(asked.checkpointDirs())) {
      lines.add("checkpoint-dirs: " + InitialConfigFile.list(asked.checkpointDirs()));
    }
    if (!is.logDirs().equals(asked.logDirs())) {
      lines.add("log-dirs: " + InitialConfigFile.list(asked.logDirs()));
    }
    if (!is.registry().equals(asked.registry())) {
      lines.add("registry: " + InitialConfigFile.value(asked.registry()));
    }
    return lines.isEmpty()
        ? ""
        : ", which says otherwise than the command line. To change it, write into it:\n    "
            + String.join("\n    ", lines)
            + "\n  and then: systemctl --user restart "
            + ServiceManager.UNIT;
  }

  /**
   * The same when nothing else stands in the way of listening; a first one moves to a free port.
   *
   * @throws CommandException when another daemon runs, or the port is taken
   */
  InstallConfig whereNothingElseListens() throws CommandException, IOException {
    Optional<String> other = new DaemonAddressFile(settings.stateDir()).running();
    if (other.isPresent()) {
      throw new CommandException(
          ExitCode.ALREADY_SERVED,
          "A daemon that was started by hand runs already, at "
              + other.get()
              + ". Stop it (Ctrl-C where it was started), then install again.");
    }
    int port = settings.http().port();
    if (isFree(port)) {
      return this;
    }
    int otherPort = freePortAfter(port);
    if (fresh.isEmpty()) {
      throw new CommandException(
          ExitCode.CANNOT_LISTEN,
          "Port %d is in use by another program. Set http.port in %s to another, such as %d, and install again."
              .formatted(port, file, otherPort));
    }
    return first(
        file,
        given,
        otherPort,
        " with port " + otherPort + ", because another program uses " + port);
  }

  /** The next free port, or any free one, which 0 stands for. */
  private int freePortAfter(int port) throws IOException {
    for (int other = port + 1; other <= Math.min(port + PORTS_TRIED, 65535); other++) {
      if (isFree(other)) {
        return other;
      }
    }
    return 0;
  }

  private boolean isFree(int port) throws IOException {
    try (ServerSocket trial = new ServerSocket()) {
      trial.setReuseAddress(true);
      trial.bind(new InetSocketAddress(InetAddress.getByName(settings.http().host()), port));
      return true;
    } catch (BindException e) {
      return false;
    }
  }

  /**
   * Checks that the daemon will find the same as this command.
   *
   * @throws CommandException when it will not
   */
  void check(ServiceManager manager, InstallPaths lookup)
      throws CommandException, IOException, InterruptedException {
    List<Path> needed = new ArrayList<>(given.checkpointDirs());
    needed.addAll(given.logDirs());
    for (Path directory : needed) {
      if (!Files.isDirectory(directory) || !Files.isReadable(directory)) {
        throw new CommandException(
            ExitCode.USAGE,
            directory
                + (Files.exists(directory)
                    ? " is no directory that you can read."
                    : " does not exist; directories are given with their whole path or from here."));
      }
    }
    if (fresh.isPresent()) {
      return;
    }
    Map<String, String> seen = new HashMap<>(manager.environment());
    seen.putAll(lookup.environment());
    Path home = Path.of(seen.getOrDefault("HOME", System.getProperty("user.home", "/")));
    try {
      if (!new SettingsLoader(seen, home).load(only(file)).equals(settings)) {
        throw new CommandException(ExitCode.USAGE, otherVariables("says something else there"));
      }
    } catch (SettingsException e) {
      throw new CommandException(ExitCode.USAGE, otherVariables("fails there: " + e.sentence()), e);
    }
  }

  private String otherVariables(String what) {
    return "Services do not see all the variables of your shell, and "
        + file
        + " "
        + what
        + ". Write the paths out.";
  }

  /** The command that starts a daemon with this configuration by hand. */
  String plainCommand(Path jar) {
    StringBuilder command =
        new StringBuilder(
            "LC_ALL=C.UTF-8 nohup java -Xmx512m -jar " + ShellQuoting.word(jar) + " serve");
    if (fresh.isEmpty()) {
      command.append(" --config ").append(ShellQuoting.option(file));
    } else {
      append(command, "--checkpoint-dirs", settings.checkpointDirs());
      append(command, "--log-dir", settings.logDirs());
      if (given.registry() != null) {
        append(command, "--registry", List.of(settings.registry()));
      }
    }
    return command + " > paper-metrics.log 2>&1 &";
  }

  private static void append(StringBuilder command, String option, List<Path> paths) {
    if (!paths.isEmpty()) {
      command.append(' ').append(option);
      paths.forEach(path -> command.append(' ').append(ShellQuoting.option(path)));
    }
  }
}

package org.papermetrics.cli.service;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Paths of the installed jar, launcher and unit file.
 *
 * @param jar the program
 * @param launcher the command that people type
 * @param unit what the service manager reads
 * @param environment variables of this session that the daemon must see too, to find the same files
 */
public record InstallPaths(Path jar, Path launcher, Path unit, Map<String, String> environment) {
  private static final String[] DIRECTORIES = {
    "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"
  };

  /** Copies the map. */
  public InstallPaths {
    environment = Map.copyOf(environment);
  }

  /**
   * Those of a user.
   *
   * @param environment as {@link System#getenv()}
   * @param home the user's home directory
   * @param manager the variables of the service manager, which looks for units where they say
   */
  public static InstallPaths of(
      Map<String, String> environment, Path home, Map<String, String> manager) {
    Map<String, String> kept = new LinkedHashMap<>();
    for (String name : DIRECTORIES) {
      String value = environment.get(name);
      if (value != null && value.startsWith("/")) {
        kept.put(name, value);
      }
    }
    Path data = Path.of(kept.getOrDefault("XDG_DATA_HOME", home + "/.local/share"));
    Path config = Path.of(manager.getOrDefault("XDG_CONFIG_HOME", home + "/.config"));
    return new InstallPaths(
        data.resolve("paper-metrics/paper-metrics.jar"),
        home.resolve(".local/bin/paper-metrics"),
        config.resolve("systemd/user").resolve(ServiceManager.UNIT),
        kept);
  }

  /** The Java that came with the program, if one did. */
  JavaRuntime runtime() {
    return JavaRuntime.beside(jar);
  }

  /** Changes of the user's own to the unit, which nobody else touches. */
  Path ownChanges() {
    return unit.resolveSibling(ServiceManager.UNIT + ".d");
  }

  /** The jar that this process runs from; empty when it runs from something else. */
  public static Optional<Path> runningJar() {
    Path path = Path.of(System.getProperty("java.class.path", ""));
    return path.toString().endsWith(".jar") && Files.isRegularFile(path)
        ? Optional.of(path.toAbsolutePath().normalize())
        : Optional.empty();
  }

  /**
   * The Java that runs this process, under the name on {@code PATH} if it is there: that one
   * outlives an update, the directory of one version does not.
   */
  public static Path java(Map<String, String> environment) {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    return Stream.of(environment.getOrDefault("PATH", ""))
        .flatMap(path -> Arrays.stream(path.split(":")))
        .filter(directory -> directory.startsWith("/"))
        .map(directory -> Path.of(directory, "java"))
        .filter(candidate -> isSame(candidate, java))
        .findFirst()
        .orElse(java);
  }

  private static boolean isSame(Path one, Path other) {
    try {
      return Files.isExecutable(one) && one.toRealPath().equals(other.toRealPath());
    } catch (IOException e) {
      return false;
    }
  }
}

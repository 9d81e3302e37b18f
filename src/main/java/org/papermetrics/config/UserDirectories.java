package org.papermetrics.config;

import java.nio.file.Path;
import java.util.Map;

/**
 * XDG directories of the user.
 *
 * @param environment as {@link System#getenv()}
 * @param home the user's home directory
 */
record UserDirectories(Map<String, String> environment, Path home) {
  /** Copies the environment. */
  UserDirectories {
    environment = Map.copyOf(environment);
  }

  /**
   * The program's own directory of a kind, by the XDG Base Directory Specification.
   *
   * @param variable names the directory of all programs; an empty or relative one does not count
   * @param below the same in the home directory, when the variable is not set
   */
  Path directory(String variable, String below) {
    String configured = environment.get(variable);
    boolean usable = configured != null && configured.startsWith("/");
    return (usable ? Path.of(configured) : home.resolve(below)).resolve("paper-metrics");
  }
}

package org.papermetrics.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import org.papermetrics.files.FileNameEncoding;
import org.papermetrics.text.PathVariables;

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
    Path directory =
        configured != null && configured.startsWith("/")
            ? FileNameEncoding.path(configured)
            : home.resolve(below);
    return directory.resolve("paper-metrics");
  }

  /**
   * The path that a text of the configuration or an option names, as it is written there.
   *
   * @throws IllegalArgumentException when it names none, with the rest of a sentence about it
   */
  Path path(String text) {
    String expanded = PathVariables.expand(text, home.toString(), environment);
    try {
      return FileNameEncoding.path(expanded);
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException(FileNameEncoding.reason(e), e);
    }
  }
}

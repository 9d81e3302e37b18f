package org.papermetrics.cli.service;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The unit that the service manager reads: the template of the program with its places filled. */
final class UserUnit {
  private UserUnit() {}

  /**
   * The text of the unit.
   *
   * @param java the Java to run with
   * @param jar the program
   * @param config the configuration file
   * @param environment variables to set
   */
  static String text(Path java, Path jar, Path config, Map<String, String> environment) {
    String variables =
        new TreeMap<>(environment)
            .entrySet().stream()
                .map(e -> "Environment=" + quoted(e.getKey() + "=" + e.getValue()))
                .collect(Collectors.joining("\n"));
    return Template.TEXT
        .replace("@JAVA@", quoted(java.toString()))
        .replace("@JAR@", argument(jar))
        .replace("@CONFIG@", argument(config))
        .replace(variables.isEmpty() ? "@ENVIRONMENT@\n" : "@ENVIRONMENT@", variables);
  }

  /** In a command, a dollar sign begins a variable; in the name of the program it does not. */
  private static String argument(Path path) {
    return quoted(path.toString()).replace("$", "$$");
  }

  private static String quoted(String text) {
    if (text.matches("[\\w@+=:,./-]+")) {
      return text;
    }
    return '"'
        + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("%", "%%").replace("\n", "\\n")
        + '"';
  }

  private static final class Template {
    static final String TEXT = Packed.text("systemd/" + ServiceManager.UNIT);
  }

  /** Files that are packed into the program. */
  static final class Packed {
    private Packed() {}

    static String text(String name) {
      try (InputStream in = UserUnit.class.getResourceAsStream("/" + name)) {
        return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
      } catch (IOException e) {
        throw new UncheckedIOException("the program's own " + name, e);
      }
    }
  }
}

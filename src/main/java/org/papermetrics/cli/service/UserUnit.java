package org.papermetrics.cli.service;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.papermetrics.files.Resources;
import org.papermetrics.text.PathVariables;

/** The unit that the service manager reads: the template of the program with its places filled. */
final class UserUnit {
  /** Stands in every unit that this program has written. */
  static final String MARK = "`paper-metrics install`";

  private UserUnit() {}

  /**
   * The text of the unit.
   *
   * @param start how the program is started
   * @param config the configuration file
   * @param environment variables to set
   */
  static String text(ProgramStart start, Path config, Map<String, String> environment) {
    String variables =
        new TreeMap<>(environment)
            .entrySet().stream()
                .map(e -> "Environment=" + quoted(e.getKey() + "=" + e.getValue()))
                .collect(Collectors.joining("\n"));
    return Resources.text("systemd/" + ServiceManager.UNIT)
        .replace("@JAVA@", quoted(start.java().toString()))
        .replace(
            "@ARCHIVE@",
            start.archiveOption().stream().map(UserUnit::archive).collect(Collectors.joining()))
        .replace("@JAR@", argument(start.jar().toString()))
        .replace("@CONFIG@", argument(PathVariables.written(config.toString())))
        .replace(variables.isEmpty() ? "@ENVIRONMENT@\n" : "@ENVIRONMENT@", variables);
  }

  private static String archive(String option) {
    return argument(option) + " ";
  }

  /** In a command, a dollar sign begins a variable; in the name of the program it does not. */
  private static String argument(String text) {
    return quoted(text).replace("$", "$$");
  }

  private static String quoted(String text) {
    if (text.matches("[\\w@+=:,./-]+")) {
      return text;
    }
    return '"'
        + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("%", "%%").replace("\n", "\\n")
        + '"';
  }
}

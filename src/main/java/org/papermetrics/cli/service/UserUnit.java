package org.papermetrics.cli.service;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.papermetrics.files.Resources;
import org.papermetrics.text.PathVariables;

/** The unit that the service manager reads: the template of the program with its places filled. */
public final class UserUnit {
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
            "@ARCHIVE@ ",
            start.archiveOption().stream().map(UserUnit::archive).collect(Collectors.joining()))
        .replace("@JAR@", argument(start.jar().toString()))
        .replace("@CONFIG@", argument(PathVariables.written(config.toString())))
        .replace(variables.isEmpty() ? "@ENVIRONMENT@\n" : "@ENVIRONMENT@", variables);
  }

  private static String archive(String option) {
    return argument(option) + " ";
  }

  /** The options of Java that the daemon of the service runs with. */
  public static List<String> javaOptions() {
    String command = lines("ExecStart=").findFirst().orElseThrow();
    return Stream.of(command.split(" ", -1))
        .dropWhile(word -> !word.startsWith("-"))
        .takeWhile(word -> !word.equals("-jar"))
        .toList();
  }

  /** The variables that the daemon of every such service sees, whoever has installed it. */
  public static Map<String, String> fixedEnvironment() {
    return lines("Environment=")
        .map(line -> line.split("=", 2))
        .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
  }

  private static Stream<String> lines(String key) {
    return Resources.text("systemd/" + ServiceManager.UNIT)
        .lines()
        .filter(line -> line.startsWith(key))
        .map(line -> line.substring(key.length()));
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

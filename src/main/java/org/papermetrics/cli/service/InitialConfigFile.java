package org.papermetrics.cli.service;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.papermetrics.files.Resources;
import org.papermetrics.text.PathVariables;

/** Writes the documented default config with the command-line values filled in. */
public final class InitialConfigFile {
  private InitialConfigFile() {}

  /**
   * The text of the file.
   *
   * @param checkpointDirs absolute, at least one
   * @param logDirs absolute
   * @param registry absolute; null for the default
   * @param port to listen on
   */
  public static String text(
      List<Path> checkpointDirs, List<Path> logDirs, @Nullable Path registry, int port) {
    StringBuilder text = new StringBuilder();
    for (String line : Resources.text("config/config.yaml").split("\n", -1)) {
      text.append(text.isEmpty() ? "" : "\n");
      if (line.startsWith("checkpoint-dirs:")) {
        text.append("checkpoint-dirs: ").append(list(checkpointDirs));
      } else if (line.startsWith("log-dirs:")) {
        text.append("log-dirs: ").append(list(logDirs));
      } else if (line.startsWith("# registry:") && registry != null) {
        text.append("registry: ").append(value(registry));
      } else if (line.startsWith("  port:")) {
        text.append("  port: ").append(port);
      } else {
        text.append(line);
      }
    }
    return text.toString();
  }

  /** Paths as a value of the file. */
  public static String list(List<Path> paths) {
    return paths.stream().map(InitialConfigFile::value).collect(Collectors.joining(", ", "[", "]"));
  }

  /** A path as a value of the file. */
  public static String value(Path path) {
    String text = PathVariables.written(path.toString());
    return text.matches("/[\\w@+=./-]*") ? text : "'" + text.replace("'", "''") + "'";
  }
}

package org.papermetrics.cli;

import java.util.List;

/** Paths as arguments of a command; unlike options, they are not expanded. */
final class PathArguments {
  private PathArguments() {}

  /**
   * Refuses an empty one, which a shell makes of a variable that is empty and which would name the
   * working directory.
   */
  static List<String> nonEmpty(List<String> paths) throws CommandException {
    if (paths.stream().anyMatch(String::isBlank)) {
      throw new CommandException(
          ExitCode.USAGE, "A PATH is empty. Nothing was done; name a path, or leave it out.");
    }
    return paths;
  }
}

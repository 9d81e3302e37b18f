package org.papermetrics.text;

import java.nio.file.Path;

/** Quotes a word for a POSIX shell. */
public final class ShellQuoting {
  private ShellQuoting() {}

  /** A path as one word. */
  public static String word(Path path) {
    return word(path.toString());
  }

  /**
   * An absolute path as the value of an option of this program, in which variables are expanded.
   */
  public static String option(Path path) {
    return word(PathVariables.written(path.toString()));
  }

  /** Any text as one word. */
  public static String word(String text) {
    return text.matches("[\\w@%+=:,./-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
  }
}

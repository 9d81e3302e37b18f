package org.papermetrics.text;

import java.nio.file.Path;

/** Quotes a word for a POSIX shell. */
public final class ShellQuoting {
  private ShellQuoting() {}

  /** A path as one word. */
  public static String word(Path path) {
    String text = path.toString();
    return text.matches("[\\w@%+=:,./-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
  }
}

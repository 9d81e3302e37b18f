package org.papermetrics.cli.service;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

/** Log output in the format of the systemd journal. */
public final class JournalOutput {
  private static final int ERROR = 3;
  private static final int WARNING = 4;

  private JournalOutput() {}

  /** Whether it takes standard output, so that no secret may go there. */
  public static boolean takesOutput() {
    return takes(1);
  }

  /** Whether it takes standard error, where the log goes. */
  static boolean takesErrors() {
    return takes(2);
  }

  /** A sentence for standard error that says why the program fails. */
  public static String error(String sentence) {
    return said(ERROR, sentence);
  }

  /** A sentence for standard error that says what may go wrong. */
  public static String warning(String sentence) {
    return said(WARNING, sentence);
  }

  private static String said(int severity, String sentence) {
    return takesErrors() ? atLevel(severity, sentence).stripTrailing() : sentence;
  }

  /** Each line with its level, as sd-daemon(3) says. */
  static String atLevel(int severity, String text) {
    return text.lines()
        .collect(Collectors.joining("\n<" + severity + ">", "<" + severity + ">", "\n"));
  }

  /** By the rule of systemd.exec(5). */
  private static boolean takes(int stream) {
    String journal = System.getenv("JOURNAL_STREAM");
    if (journal == null) {
      return false;
    }
    Path here = Path.of("/proc/self/fd/" + stream);
    try {
      return journal.equals(
          Files.getAttribute(here, "unix:dev") + ":" + Files.getAttribute(here, "unix:ino"));
    } catch (IOException | UnsupportedOperationException e) {
      return true;
    }
  }
}

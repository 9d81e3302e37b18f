package org.papermetrics.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Supplier;
import org.papermetrics.concurrent.PeriodicTask;
import org.papermetrics.model.ReadProgress;

/**
 * A line at the bottom of a terminal that says how far something is, until it is closed. A pipe or
 * a file gets none, nor does whoever has to wait only for a moment.
 */
final class ProgressLine implements AutoCloseable {
  private static final Duration EVERY = Duration.ofMillis(200);
  private static final int CELLS = 24;
  private static final String ERASE = "\r\u001b[K";

  private final PrintWriter err;
  private final boolean terminal;
  private final PeriodicTask task = new PeriodicTask("progress");
  private boolean shown;
  private boolean first = true;

  /**
   * Shows nothing yet.
   *
   * @param err the standard error output
   */
  ProgressLine(PrintWriter err) {
    this(err, isTerminal(2));
  }

  ProgressLine(PrintWriter err, boolean terminal) {
    this.err = err;
    this.terminal = terminal;
  }

  /**
   * Whether what is written goes to a terminal that can do more than print.
   *
   * @param descriptor of the output: 1 or 2
   */
  static boolean isTerminal(int descriptor) {
    if ("dumb".equals(System.getenv("TERM"))) {
      return false;
    }
    try {
      String target =
          Files.readSymbolicLink(Path.of("/proc/self/fd", String.valueOf(descriptor))).toString();
      return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }

  /** Shows this from now on, as often as is pleasant to read. */
  void show(Supplier<ReadProgress> progress) {
    if (terminal) {
      task.start(
          () -> {
            draw(progress.get());
            return EVERY.toNanos();
          },
          () -> {});
    }
  }

  private void draw(ReadProgress now) {
    if (first || now.total() == 0) {
      first = false;
      return;
    }
    int full = (int) ((long) CELLS * now.done() / now.total());
    err.print(ERASE + "[" + "#".repeat(full) + ".".repeat(CELLS - full) + "] " + now);
    err.flush();
    shown = true;
  }

  /** Removes the line. */
  @Override
  public void close() {
    task.close();
    try {
      if (task.awaitEnd(EVERY) && shown) {
        err.print(ERASE);
        err.flush();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

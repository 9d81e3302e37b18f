package org.papermetrics.watch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;

/** How many directories the system lets this user watch. */
public final class InotifyLimits {
  private static final Path DIRECTORY = Path.of("/proc/sys/fs/inotify");

  /** Enough for large trees; an unused watch costs nothing. */
  private static final int GENEROUS_WATCHES = 524_288;

  private static final int GENEROUS_INSTANCES = 1_024;

  private InotifyLimits() {}

  /** How many directories, by all programs together; empty where the system has no such limit. */
  public static OptionalInt maxUserWatches() {
    return read("max_user_watches");
  }

  /** The command that raises the limit of watches, and makes it stay. */
  public static String adviceForWatches() {
    return advice("fs.inotify.max_user_watches", maxUserWatches(), GENEROUS_WATCHES);
  }

  /** The command that raises the limit of watchers, and makes it stay. */
  public static String adviceForInstances() {
    return advice("fs.inotify.max_user_instances", read("max_user_instances"), GENEROUS_INSTANCES);
  }

  static String advice(String key, OptionalInt now, int generous) {
    int enough = Math.max(generous, now.isPresent() ? 2 * Math.min(now.getAsInt(), 1 << 29) : 0);
    String setting = key + "=" + enough;
    return "Ask an administrator to run: sudo sysctl -w "
        + setting
        + " (and to write that setting into /etc/sysctl.d/60-paper-metrics.conf, so that it stays).";
  }

  private static OptionalInt read(String name) {
    // The kernel gives such a number in one read only; the JDK's own ways begin with one byte.
    try (InputStream in = Files.newInputStream(DIRECTORY.resolve(name))) {
      byte[] text = new byte[32];
      int length = Math.max(0, in.read(text));
      return OptionalInt.of(
          Integer.parseInt(new String(text, 0, length, StandardCharsets.US_ASCII).trim()));
    } catch (IOException | NumberFormatException e) {
      return OptionalInt.empty();
    }
  }
}

package org.papermetrics.watch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;

/** The inotify limits of the system, and the commands that raise them. */
public final class InotifyLimits {
  private static final Path DIRECTORY = Path.of("/proc/sys/fs/inotify");

  /** Enough for large trees; unused watches cost nothing. */
  private static final int RECOMMENDED_WATCHES = 524_288;

  private static final int RECOMMENDED_INSTANCES = 1_024;

  private InotifyLimits() {}

  /** How many directories all programs of a user may watch; empty where there is no such limit. */
  public static OptionalInt maxUserWatches() {
    return read("max_user_watches");
  }

  /** How to raise the limit of watches, permanently. */
  public static String adviceForWatches() {
    return advice("fs.inotify.max_user_watches", maxUserWatches(), RECOMMENDED_WATCHES);
  }

  /** How to raise the limit of watchers, permanently. */
  public static String adviceForInstances() {
    return advice(
        "fs.inotify.max_user_instances", read("max_user_instances"), RECOMMENDED_INSTANCES);
  }

  static String advice(String key, OptionalInt now, int recommended) {
    int enough = Math.max(recommended, now.isPresent() ? 2 * Math.min(now.getAsInt(), 1 << 29) : 0);
    String setting = key + "=" + enough;
    return "Ask an administrator to run: sudo sysctl -w "
        + setting
        + " (and to write that setting into /etc/sysctl.d/60-paper-metrics.conf, to keep it after a"
        + " reboot).";
  }

  private static OptionalInt read(String name) {
    // The kernel returns the number in a single read only; Files.readString begins with one byte.
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

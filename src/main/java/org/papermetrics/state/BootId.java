package org.papermetrics.state;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Tells one run of the machine from the next. */
final class BootId {
  private static final Path KERNEL = Path.of("/proc/sys/kernel/random/boot_id");

  private BootId() {}

  /** The id that the kernel chose when the machine started, empty where there is none. */
  static String ofThisMachine() {
    try {
      return Files.readString(KERNEL).strip();
    } catch (IOException e) {
      return "";
    }
  }
}

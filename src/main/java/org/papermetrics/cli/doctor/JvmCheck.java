package org.papermetrics.cli.doctor;

import org.papermetrics.cli.service.ClassArchive;

/** Checks the Java version, memory and class archive. */
final class JvmCheck {
  private static final long MEGABYTE = 1L << 20;
  private static final long ENOUGH = 128;

  private JvmCheck() {}

  static void check(Findings findings) {
    long heap = Runtime.getRuntime().maxMemory() / MEGABYTE;
    String java =
        "Java "
            + Runtime.version()
            + " with "
            + heap
            + " MB of memory at most, on "
            + Runtime.getRuntime().availableProcessors()
            + " processors";
    if (heap < ENOUGH) {
      findings.note("java", java + "; give the daemon more with -Xmx512m.");
    } else {
      findings.ok("java", java + ".");
    }
    ClassArchive.refusal().ifPresent(sentence -> findings.note("java", sentence));
  }
}

package org.papermetrics.cli.doctor;

/** Checks the Java version and memory. */
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
      findings.note("java", java + "; give the daemon more with -Xmx256m.");
    } else {
      findings.ok("java", java + ".");
    }
  }
}

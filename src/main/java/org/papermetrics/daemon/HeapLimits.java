package org.papermetrics.daemon;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How much more memory than it needs the Java virtual machine may keep for itself. While everything
 * is read for the first time, a heap that grows in large steps saves time; afterwards a daemon that
 * runs for months beside the work of others should hold little more than its data.
 */
final class HeapLimits {
  private static final Logger LOG = LoggerFactory.getLogger(HeapLimits.class);

  private static final int COLLECTIONS = 4;

  private HeapLimits() {}

  /** Gives back what the start needed, in a pause of a fraction of a second, and stays small. */
  static void tighten() {
    try {
      HotSpotDiagnosticMXBean machine =
          ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
      if (machine != null) {
        machine.setVMOption("MinHeapFreeRatio", "8");
        machine.setVMOption("MaxHeapFreeRatio", "12");
      }
    } catch (IllegalArgumentException e) {
      LOG.debug("This Java virtual machine has other options for its heap", e);
    }
    // By default the machine gives back a part more with each of four collections.
    long before = Long.MAX_VALUE;
    for (int i = 0; i < COLLECTIONS && (i < 2 || size() < before); i++) {
      before = size();
      System.gc();
    }
  }

  private static long size() {
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getCommitted();
  }
}

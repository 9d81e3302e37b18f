package org.papermetrics.watch;

import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import org.papermetrics.scan.DirectoryNode;
import org.papermetrics.scan.ScanPass;
import org.papermetrics.scan.Tree;

/** The directories in which something changed last: there the next change is likely. */
final class Recent {
  private static final int MOST = 512;

  private final LongSupplier nanos;
  private List<DirectoryNode> directories = List.of();

  /**
   * None yet.
   *
   * @param nanos a clock in nanoseconds that never goes back
   */
  Recent(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** Chooses from all that there are. */
  void chooseFrom(List<DirectoryNode> all) {
    directories = Tree.lastChanged(all, MOST);
  }

  /** Looks at them and their files, the last changed first, no longer than asked. */
  void visit(ScanPass pass, Duration patience) {
    long begin = nanos.getAsLong();
    for (DirectoryNode directory : directories) {
      if (nanos.getAsLong() - begin > patience.toNanos()) {
        return;
      }
      if (!directory.isDetached()) {
        pass.visit(directory, directory.path(), ScanPass.Visit.LATELY);
      }
    }
  }
}

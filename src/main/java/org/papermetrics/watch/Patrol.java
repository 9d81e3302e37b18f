package org.papermetrics.watch;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.papermetrics.scan.DirectoryNode;
import org.papermetrics.scan.ScanPass;

/**
 * Looks at directories in turns, so that looking at very many costs the same little at any moment.
 * In each round every directory is glanced at; in one of a few rounds its files are looked at too,
 * and in one of many it is listed whatever it looks like, each directory in a round of its own.
 */
final class Patrol {
  private static final int CLOCK_EVERY = 16;

  private final long period;
  private final int filesEvery;
  private final int listEvery;
  private final LongSupplier nanos;
  private final Deque<Step> above = new ArrayDeque<>();
  private List<DirectoryNode> round = List.of();
  private int next;
  private long rounds;
  private long lastAt;
  private double owed;

  private record Step(DirectoryNode directory, Path path) {}

  /**
   * No round has begun.
   *
   * @param period how long a round takes at least
   * @param filesEvery in one of how many rounds the files of a directory are looked at
   * @param listEvery in one of how many rounds a directory is listed
   * @param nanos a clock in nanoseconds that never goes back
   */
  Patrol(Duration period, int filesEvery, int listEvery, LongSupplier nanos) {
    this.period = period.toNanos();
    this.filesEvery = filesEvery;
    this.listEvery = listEvery;
    this.nanos = nanos;
    this.lastAt = nanos.getAsLong();
  }

  /**
   * Looks at those whose turn it is.
   *
   * @param directories asked for at the beginning of each round
   * @param most how many at most
   * @param patience how long at most
   * @return how many were looked at
   */
  int visit(ScanPass pass, Supplier<List<DirectoryNode>> directories, int most, Duration patience) {
    long now = nanos.getAsLong();
    if (next >= round.size()) {
      round = directories.get();
      next = 0;
      owed = 0;
      rounds++;
    }
    above.clear();
    owed = Math.min(most, owed + Math.min(1, (double) (now - lastAt) / period) * round.size());
    lastAt = now;
    int end = (int) Math.min(round.size(), next + (long) owed);
    owed -= (long) owed;
    int looks = 0;
    for (; next < end; looks++, next++) {
      if (looks % CLOCK_EVERY == CLOCK_EVERY - 1 && nanos.getAsLong() - now > patience.toNanos()) {
        break;
      }
      DirectoryNode directory = round.get(next);
      if (!directory.isDetached() && directory.isKnown()) {
        pass.visit(directory, pathOf(directory), visit());
      }
    }
    return looks;
  }

  /** Whether the last look was the last one of a round. */
  boolean hasEnded() {
    return next >= round.size();
  }

  private ScanPass.Visit visit() {
    long turn = rounds + next;
    return turn % listEvery == 0
        ? ScanPass.Visit.LIST
        : turn % filesEvery == 0 ? ScanPass.Visit.FILES : ScanPass.Visit.GLANCE;
  }

  /**
   * Paths are made from those of the directories above, which were mostly looked at just before.
   */
  private Path pathOf(DirectoryNode directory) {
    while (!above.isEmpty() && above.getLast().directory() != directory.parent()) {
      above.removeLast();
    }
    Path path =
        above.isEmpty() ? directory.path() : above.getLast().path().resolve(directory.name());
    above.addLast(new Step(directory, path));
    return path;
  }
}

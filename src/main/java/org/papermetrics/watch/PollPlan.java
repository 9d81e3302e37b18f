package org.papermetrics.watch;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import org.papermetrics.scan.DirectoryNode;
import org.papermetrics.scan.ScanPass;
import org.papermetrics.scan.ScanPass.Visit;
import org.papermetrics.scan.SweepResult;
import org.papermetrics.scan.Sweeper;
import org.papermetrics.scan.Tree;

/**
 * Which directories are polled when. At every poll: those that changed last, with their files, and
 * those in which a new results file or checkpoint is expected. The others, and all files, are
 * checked a part at each poll, so that a poll of a large tree costs no more than one of a small
 * tree.
 */
final class PollPlan {
  /** Directories at one poll: about 15 ms where a check costs no more than a system call. */
  private static final int MAX_AT_A_POLL = 7_500;

  private static final int MAX_RECENT = 512;

  /** So many of the directories in which something is expected are checked at every poll. */
  private static final int MAX_EXPECTED = 6_000;

  /** Of each other group at least so many are checked at a poll, however large the others are. */
  private static final int MIN_OF_A_GROUP = 800;

  /** In so much time each file is checked, so that one that is rewritten in place is seen. */
  private static final Duration FILES_PERIOD = Duration.ofSeconds(26);

  /** The groups together take at most eight such parts of the time between two polls. */
  private static final int PARTS = 160;

  /** Checkpoints are kept so far above their results: {@code checkpoints/N/consolidated/}. */
  private static final int CHECKPOINTS_ABOVE = 2;

  private final Duration part;
  private final LongSupplier nanos;
  private final Group recent;
  private final Group expected;
  private final Group older;
  private final Group settled;
  private final Group files;
  private List<Path> tops = List.of();
  private long version = -1;

  /**
   * Nothing is polled yet.
   *
   * @param interval time between two polls
   * @param nanos a clock in nanoseconds that never goes back
   */
  PollPlan(Duration interval, LongSupplier nanos) {
    this.part = interval.dividedBy(PARTS);
    this.nanos = nanos;
    // Polls are not quite equally far apart, and all of some groups are due at each.
    Duration always = interval.dividedBy(2);
    this.recent = new Group(Visit.RECENT_FILES, always, Integer.MAX_VALUE);
    this.expected = new Group(Visit.MODIFIED_TIME, always, 800);
    this.older = new Group(Visit.MODIFIED_TIME, always, 800);
    this.settled = new Group(Visit.MODIFIED_TIME, interval, 200);
    this.files = new Group(Visit.ALL_FILES, FILES_PERIOD, 60);
  }

  /**
   * Polls once.
   *
   * @param below the directories below which everything is polled
   */
  SweepResult poll(Sweeper sweeper, List<Path> below) {
    Tree tree = sweeper.tree();
    if (tree.version() != version || !below.equals(tops)) {
      version = tree.version();
      tops = List.copyOf(below);
      plan(tops.stream().flatMap(top -> tree.below(top).stream()).toList());
    }
    return sweeper.visit(this::visit);
  }

  private void plan(List<DirectoryNode> all) {
    List<DirectoryNode> open = all.stream().filter(PollPlan::isOpen).toList();
    Set<DirectoryNode> last = new HashSet<>(Tree.lastChanged(open, MAX_EXPECTED));
    recent.all = Tree.lastChanged(all, MAX_RECENT);
    // In the order of the tree, in which paths are made with the least effort.
    expected.all = open.stream().filter(last::contains).toList();
    older.all = open.stream().filter(directory -> !last.contains(directory)).toList();
    settled.all = all.stream().filter(directory -> !isOpen(directory)).toList();
    files.all = all.stream().filter(directory -> !directory.fileNames().isEmpty()).toList();
  }

  /**
   * Whether something new is expected in a directory itself: results where there are none, and
   * checkpoints beside others. A chain of single directories is followed down: to where it
   * branches, or to its last three directories.
   */
  static boolean isOpen(DirectoryNode directory) {
    if (directory.parent() == null || directory.children().size() > 1) {
      return true;
    }
    DirectoryNode end = directory;
    int steps = 0;
    for (; end.children().size() == 1; steps++) {
      end = end.children().get(0);
    }
    boolean branches = !end.children().isEmpty();
    boolean hasResults = end.hasResults() || directory.hasResults();
    return !branches && (steps == CHECKPOINTS_ABOVE || (steps < CHECKPOINTS_ABOVE && !hasResults));
  }

  private void visit(ScanPass pass) {
    // However few there is time for, the last changed are among them.
    recent.restart();
    int unused = recent.visit(pass, MAX_RECENT, part.multipliedBy(2));
    int visited = expected.visit(pass, MAX_EXPECTED, part.multipliedBy(3));
    visited += older.visit(pass, Math.max(MIN_OF_A_GROUP, MAX_AT_A_POLL - visited), part);
    unused = files.visit(pass, MAX_AT_A_POLL, part);
    unused = settled.visit(pass, Math.max(MIN_OF_A_GROUP, MAX_AT_A_POLL - visited), part);
  }

  /** Whether with the last poll every directory has been checked once more. */
  boolean isRoundComplete() {
    return settled.isRoundComplete();
  }

  /** Directories that are checked in rounds, a part of a round at each poll. */
  private final class Group {
    private static final int CLOCK_EVERY = 16;

    private final Visit usual;
    private final long period;
    private final int listEvery;
    private final Deque<Step> above = new ArrayDeque<>();
    private List<DirectoryNode> all = List.of();
    private List<DirectoryNode> round = List.of();
    private int next;
    private long rounds;
    private long lastAt = nanos.getAsLong();
    private double owed;

    private record Step(DirectoryNode directory, Path path) {}

    /**
     * No round has begun.
     *
     * @param usual how directories are checked
     * @param period how long a round takes at least
     * @param listEvery in one of how many rounds a directory is listed, each in a round of its own
     */
    Group(Visit usual, Duration period, int listEvery) {
      this.usual = usual;
      this.period = period.toNanos();
      this.listEvery = listEvery;
    }

    void restart() {
      next = round.size();
    }

    /** Checks those that are due, at most so many and for so long; returns how many. */
    int visit(ScanPass pass, int max, Duration timeout) {
      long now = nanos.getAsLong();
      if (isRoundComplete()) {
        round = all;
        next = 0;
        owed = 0;
        rounds++;
      }
      above.clear();
      owed = Math.min(max, owed + Math.min(1, (double) (now - lastAt) / period) * round.size());
      lastAt = now;
      int begin = next;
      int end = (int) Math.min(round.size(), begin + (long) owed);
      owed -= (long) owed;
      for (; next < end; next++) {
        boolean asksClock = (next - begin) % CLOCK_EVERY == CLOCK_EVERY - 1;
        if (asksClock && nanos.getAsLong() - now > timeout.toNanos()) {
          break;
        }
        DirectoryNode directory = round.get(next);
        if (!directory.isDetached() && directory.isKnown()) {
          boolean lists = (rounds + next) % listEvery == 0;
          pass.visit(directory, pathOf(directory), lists ? Visit.LIST : usual);
        }
      }
      return next - begin;
    }

    boolean isRoundComplete() {
      return next >= round.size();
    }

    /** Paths are made from those of the directories above, which were mostly checked before. */
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
}

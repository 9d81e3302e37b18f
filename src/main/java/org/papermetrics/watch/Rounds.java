package org.papermetrics.watch;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import org.papermetrics.scan.DirectoryNode;
import org.papermetrics.scan.ScanPass;
import org.papermetrics.scan.SweepResult;
import org.papermetrics.scan.Sweeper;
import org.papermetrics.scan.Tree;

/**
 * Looks at directories from which no events come. At every look: those that changed lately, with
 * their files, and those in which news is expected. In turns, so that very many cost no more than
 * some: the older ones of these, all others, and the files of all.
 */
final class Rounds {
  /** Glances at one look: about 15 ms where one costs no more than a system call. */
  private static final int MOST = 7_500;

  /** So many of those in which news is expected are glanced at every time. */
  private static final int MOST_OFTEN = 6_000;

  /** Of each other kind, at least so many are glanced at, however many others there are. */
  private static final int FEWEST = 800;

  private static final int FILES_EVERY = 20;
  private static final int LIST_EVERY = 200;
  private static final int LIST_EVERY_OPEN = 800;

  /** In so much time each file is looked at, so that one that is rewritten in place is seen. */
  private static final Duration FILES_PERIOD = Duration.ofSeconds(26);

  private static final int LIST_EVERY_FILES = 60;

  /** A look takes at most eight parts in so many of the time. */
  private static final int PARTS = 160;

  private final Duration part;
  private final Recent recent;
  private final Patrol often;
  private final Patrol open;
  private final Patrol settled;
  private final Patrol files;
  private Prospects prospects = Prospects.NONE;
  private List<DirectoryNode> expected = List.of();
  private List<DirectoryNode> older = List.of();
  private List<Path> places = List.of();
  private long version = -1;

  /**
   * No look yet.
   *
   * @param poll time between two looks
   * @param nanos a clock in nanoseconds that never goes back
   */
  Rounds(Duration poll, LongSupplier nanos) {
    this.part = poll.dividedBy(PARTS);
    this.recent = new Recent(nanos);
    // Looks are not quite equally far apart, and all of these are due at each.
    this.often = new Patrol(poll.dividedBy(2), FILES_EVERY, LIST_EVERY_OPEN, nanos);
    this.open = new Patrol(poll.dividedBy(2), FILES_EVERY, LIST_EVERY_OPEN, nanos);
    this.settled = new Patrol(poll, FILES_EVERY, LIST_EVERY, nanos);
    this.files = new Patrol(FILES_PERIOD, 1, LIST_EVERY_FILES, nanos);
  }

  /**
   * Looks once.
   *
   * @param tops the directories below which no events come
   */
  SweepResult look(Sweeper sweeper, List<Path> tops) {
    Tree tree = sweeper.tree();
    if (tree.version() != version || !tops.equals(places)) {
      version = tree.version();
      places = List.copyOf(tops);
      prospects = Prospects.of(tops.stream().flatMap(top -> tree.below(top).stream()).toList());
      recent.chooseFrom(prospects.all());
      Set<DirectoryNode> last = new HashSet<>(Tree.lastChanged(prospects.open(), MOST_OFTEN));
      // In the order of the tree, in which paths are made with the least effort.
      expected = prospects.open().stream().filter(last::contains).toList();
      older = prospects.open().stream().filter(d -> !last.contains(d)).toList();
    }
    return sweeper.visit(this::visit);
  }

  private void visit(ScanPass pass) {
    recent.visit(pass, part.multipliedBy(2));
    int looks = often.visit(pass, () -> expected, MOST_OFTEN, part.multipliedBy(3));
    looks += open.visit(pass, () -> older, Math.max(FEWEST, MOST - looks), part);
    int unused = files.visit(pass, prospects::holders, MOST, part);
    unused = settled.visit(pass, prospects::settled, Math.max(FEWEST, MOST - looks), part);
  }

  /** Whether with the last look everything has been looked at once more. */
  boolean hasEnded() {
    return settled.hasEnded();
  }
}

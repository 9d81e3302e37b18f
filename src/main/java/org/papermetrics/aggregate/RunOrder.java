package org.papermetrics.aggregate;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.papermetrics.model.DifferingPart;
import org.papermetrics.model.Run;

/**
 * The runs in the order of the board, under ids that are unique. A few runs that came, went or
 * differ are put into the list that was made before; the outcome is the same as when everything is
 * made anew. Used by one thread.
 */
final class RunOrder {
  private static final Comparator<Run> BY_STEP_DESCENDING =
      Comparator.comparingLong(Run::checkpointStep).reversed();

  /** Beyond it, all is made anew. */
  private static final int FEW = 50;

  private final Map<String, Integer> claims = new HashMap<>();
  private int claimedTwice;
  private List<Run> found = List.of();
  private List<Run> board = List.of();

  /**
   * The runs by step, descending; equal steps in the order of discovery.
   *
   * @param changed new runs and runs that differ, in the order of the board
   * @param removed ids that are no longer there
   */
  record Step(List<Run> runs, List<Run> changed, List<String> removed) {}

  /**
   * The next board.
   *
   * @param previous the runs of the board before
   * @param runs in the order of their discovery, under ids that may be claimed more than once
   */
  Step next(List<Run> previous, List<Run> runs) {
    DifferingPart part = DifferingPart.of(found, runs);
    List<Run> gone = found.subList(part.start(), part.end());
    List<Run> come = runs.subList(part.start(), part.newEnd());
    boolean plain = claimedTwice == 0;
    gone.forEach(run -> claim(run.id(), -1));
    come.forEach(run -> claim(run.id(), 1));
    found = runs;
    boolean few = plain && claimedTwice == 0 && gone.size() + come.size() <= FEW;
    if (!few || !DifferingPart.isSame(previous, board)) {
      return anew(previous, runs);
    }
    return gone.isEmpty() && come.isEmpty()
        ? new Step(board, List.of(), List.of())
        : changed(List.copyOf(gone), come, runs.subList(part.newEnd(), runs.size()));
  }

  private void claim(String id, int more) {
    int before = claims.getOrDefault(id, 0);
    int now = before + more;
    if (now == 0) {
      claims.remove(id);
    } else {
      claims.put(id, now);
    }
    claimedTwice += (now > 1 ? 1 : 0) - (before > 1 ? 1 : 0);
  }

  /**
   * Changes a few runs whose ids nobody else claims.
   *
   * @param later the runs that were discovered after those that come
   */
  private Step changed(List<Run> gone, List<Run> come, List<Run> later) {
    List<Run> next = new ArrayList<>(board);
    Map<String, Run> before = new HashMap<>();
    for (Run run : gone) {
      before.put(run.id(), run);
      next.remove(indexOf(next, run));
    }
    List<Run> changed = new ArrayList<>();
    for (Run run : come) {
      next.add(placeOf(next, run, later), run);
      if (!run.equals(before.remove(run.id()))) {
        changed.add(run);
      }
    }
    board = List.copyOf(next);
    changed.sort(BY_STEP_DESCENDING);
    return new Step(
        board, changed, gone.stream().map(Run::id).filter(before::containsKey).toList());
  }

  /** The run of the board with the step and the key of another. */
  Optional<Run> onBoard(Run run) {
    // To compare the keys of all runs, which begin alike, would take long.
    long step = run.checkpointStep();
    for (int i = firstBelow(board, step) - 1; i >= 0; i--) {
      Run other = board.get(i);
      if (other.checkpointStep() != step) {
        break;
      }
      if (other.key().equals(run.key())) {
        return Optional.of(other);
      }
    }
    return Optional.empty();
  }

  private static int placeOf(List<Run> runs, Run run, List<Run> later) {
    for (Run other : later) {
      if (other.checkpointStep() == run.checkpointStep()) {
        return indexOf(runs, other);
      }
    }
    return firstBelow(runs, run.checkpointStep());
  }

  private static int indexOf(List<Run> runs, Run run) {
    int i = firstBelow(runs, run.checkpointStep()) - 1;
    while (!DifferingPart.isSame(runs.get(i), run)) {
      i--;
    }
    return i;
  }

  /** The place of the first run of a lower step. */
  private static int firstBelow(List<Run> runs, long step) {
    int low = 0;
    int high = runs.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (runs.get(middle).checkpointStep() >= step) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private Step anew(List<Run> previous, List<Run> runs) {
    Map<String, Run> before =
        previous.stream().collect(Collectors.toMap(Run::id, Function.identity()));
    List<Run> next = withUniqueIds(runs);
    next.sort(BY_STEP_DESCENDING);
    board = List.copyOf(next);
    List<Run> changed = next.stream().filter(run -> !run.equals(before.get(run.id()))).toList();
    Set<String> ids = next.stream().map(Run::id).collect(Collectors.toSet());
    return new Step(
        board, changed, previous.stream().map(Run::id).filter(id -> !ids.contains(id)).toList());
  }

  /** The first to claim an id has it; the others get a part of the hash of their path added. */
  private static List<Run> withUniqueIds(List<Run> runs) {
    Set<String> taken = new HashSet<>();
    List<Run> unique = new ArrayList<>(runs.size());
    for (Run run : runs) {
      String id = run.id();
      if (!taken.add(id)) {
        id = run.id() + "~" + hash(run.checkpointPath());
        for (int n = 2; !taken.add(id); n++) {
          id = run.id() + "~" + hash(run.checkpointPath() + "#" + n);
        }
      }
      unique.add(run.withId(id));
    }
    return unique;
  }

  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 4);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}

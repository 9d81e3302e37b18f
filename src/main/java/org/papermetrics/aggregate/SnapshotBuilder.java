package org.papermetrics.aggregate;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.papermetrics.model.Change;
import org.papermetrics.model.Evaluation;
import org.papermetrics.model.Problem;
import org.papermetrics.model.Removal;
import org.papermetrics.model.Run;
import org.papermetrics.model.RunKey;
import org.papermetrics.model.Snapshot;

/** Builds the next immutable Snapshot from all loaded runs and tells what changed. */
public final class SnapshotBuilder {
  private static final Comparator<Run> BY_STEP_DESCENDING =
      Comparator.comparingLong(Run::checkpointStep).reversed();

  private final @Nullable String configuredBaseline;

  /** Uses the run with this id as the baseline, or chooses one when it is null. */
  public SnapshotBuilder(@Nullable String configuredBaseline) {
    this.configuredBaseline = configuredBaseline;
  }

  /**
   * The step to the next snapshot.
   *
   * @param runs in the order of their discovery, under ids that may be claimed more than once
   * @param pretrained the keys of registered pretrained models among them
   * @param problems all that there are now
   * @param leftOut the removed runs whose results are on disk
   * @return the change, whose target is the previous snapshot itself when nothing differs
   */
  public Change next(
      Snapshot previous,
      List<Run> runs,
      Set<RunKey> pretrained,
      List<Problem> problems,
      List<Evaluation> evaluating,
      List<Removal> leftOut,
      Instant now) {
    List<Run> unique = withUniqueIds(runs);
    @Nullable Run baseline = baseline(unique, pretrained);
    List<Problem> all = new ArrayList<>(problems);
    if (configuredBaseline != null && baseline == null) {
      all.add(baselineMissing(configuredBaseline, previous, now));
    }
    List<Run> ordered = new ArrayList<>(unique);
    ordered.sort(BY_STEP_DESCENDING);
    Snapshot next =
        Snapshot.of(
                previous.epoch(),
                previous.revision() + 1,
                now,
                previous.roots(),
                previous.metrics(),
                ordered,
                baseline,
                all,
                evaluating)
            .withLeftOut(leftOut);
    Change change = new Change(previous, next, changed(previous, ordered), removed(previous, next));
    return change.isEmpty() ? new Change(previous, previous, List.of(), List.of()) : change;
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

  private @Nullable Run baseline(List<Run> runs, Set<RunKey> pretrained) {
    if (configuredBaseline != null) {
      return first(runs, run -> run.id().equals(configuredBaseline));
    }
    Run registered = first(runs, run -> pretrained.contains(run.key()));
    String tag = TrainingKind.BASELINE.tag();
    return registered != null ? registered : first(runs, run -> run.tags().contains(tag));
  }

  private static @Nullable Run first(List<Run> runs, java.util.function.Predicate<Run> which) {
    return runs.stream().filter(which).findFirst().orElse(null);
  }

  private static List<Run> changed(Snapshot previous, List<Run> runs) {
    return runs.stream().filter(run -> !previous.run(run.id()).equals(Optional.of(run))).toList();
  }

  private static List<String> removed(Snapshot previous, Snapshot next) {
    return previous.runs().stream()
        .map(Run::id)
        .filter(id -> !next.byId().containsKey(id))
        .toList();
  }

  private static Problem baselineMissing(String id, Snapshot previous, Instant now) {
    Instant since =
        previous.problems().stream()
            .filter(problem -> problem.kind() == Problem.Kind.BASELINE_MISSING)
            .map(Problem::since)
            .findFirst()
            .orElse(now);
    return new Problem(
        Problem.Kind.BASELINE_MISSING,
        id,
        "The configured baseline \""
            + id
            + "\" is not the id of any run on the board. Set baseline in the configuration to an id"
            + " from the table, or remove the key.",
        since);
  }
}

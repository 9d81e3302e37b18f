package org.papermetrics.compare;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.papermetrics.model.ResultsKeys;
import org.papermetrics.model.Run;

/**
 * Says in sentences what makes a run hard to compare with the reference run, although most of it
 * can be compared. Several threads may ask at once.
 */
final class ComparabilityNotes {
  private static final int NAMED = 3;
  private static final int LONGEST_NAME = 40;
  private static final String EVALUATION = "paper_metrics_";

  private final List<ComparedMetric> metrics;
  private final Optional<ScoredRun> reference;
  private final Map<KeysOfTasks, Optional<String>> keys = new ConcurrentHashMap<>();
  private final Map<String, Integer> names = new HashMap<>();

  /** The keys of some results, and how those begin that are looked at. */
  private record KeysOfTasks(Set<String> keys, List<String> prefixes) {}

  ComparabilityNotes(
      List<ComparedMetric> metrics, List<ScoredRun> runs, Optional<ScoredRun> reference) {
    this.metrics = metrics;
    this.reference = reference;
    runs.forEach(run -> names.merge(run.run().name(), 1, Integer::sum));
    reference
        .map(ScoredRun::run)
        .filter(run -> runs.stream().noneMatch(shown -> shown.run().id().equals(run.id())))
        .ifPresent(run -> names.merge(run.name(), 1, Integer::sum));
  }

  /** The sentences about one run; none when nothing is to be said. */
  List<String> about(ScoredRun run) {
    List<String> notes = new ArrayList<>();
    if (names.getOrDefault(run.run().name(), 0) > 1) {
      notes.add("Another run here has the same name.");
    }
    String incomplete = run.scores().get(metrics.size() - 1).obstacle();
    if (!incomplete.isEmpty()) {
      notes.add(incomplete);
    }
    Optional.ofNullable(run.run().curvesApart()).ifPresent(notes::add);
    reference
        .filter(other -> !other.run().id().equals(run.run().id()))
        .ifPresent(
            other -> {
              samples(run, other).ifPresent(notes::add);
              keys(run, other).ifPresent(notes::add);
              curves(run.run(), other.run()).ifPresent(notes::add);
            });
    return notes;
  }

  private Optional<String> samples(ScoredRun run, ScoredRun other) {
    List<String> differing = new ArrayList<>();
    for (int i = 0; i < metrics.size(); i++) {
      OptionalLong mine = run.scores().get(i).samples();
      OptionalLong theirs = other.scores().get(i).samples();
      if (mine.isPresent() && theirs.isPresent() && !mine.equals(theirs)) {
        differing.add(
            metrics.get(i).label() + " " + mine.getAsLong() + " instead of " + theirs.getAsLong());
      }
    }
    return differing.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "The samples are others than those of the reference run: "
                + String.join(", ", differing)
                + ".");
  }

  /** Only what is about tasks that both have: a part that was not evaluated has no keys. */
  private Optional<String> keys(ScoredRun run, ScoredRun other) {
    List<String> prefixes = new ArrayList<>();
    prefixes.add(EVALUATION);
    for (int i = 0; i < ResultsKeys.TASKS.size(); i++) {
      if (run.scores().get(i).value().isPresent() && other.scores().get(i).value().isPresent()) {
        prefixes.add(ResultsKeys.TASKS.get(i) + "_");
      }
    }
    // Thousands of runs have the same keys.
    return keys.computeIfAbsent(
        new KeysOfTasks(run.keys(), prefixes), one -> differences(one, other.keys()));
  }

  private static Optional<String> differences(KeysOfTasks one, Set<String> other) {
    List<String> prefixes = one.prefixes();
    SortedSet<String> differing = of(one.keys(), prefixes);
    SortedSet<String> theirs = of(other, prefixes);
    SortedSet<String> both = new TreeSet<>(differing);
    both.retainAll(theirs);
    differing.addAll(theirs);
    differing.removeAll(both);
    if (differing.isEmpty() || prefixes.size() == 1) {
      return Optional.empty();
    }
    return Optional.of(
        "Another evaluator may have written these results: they and those of the reference run"
            + " differ in the keys "
            + differing.stream()
                .limit(NAMED)
                .map(
                    key -> key.length() > LONGEST_NAME ? key.substring(0, LONGEST_NAME) + "…" : key)
                .collect(Collectors.joining(", "))
            + (differing.size() > NAMED ? " and " + (differing.size() - NAMED) + " more." : "."));
  }

  private static SortedSet<String> of(Iterable<String> keys, List<String> prefixes) {
    SortedSet<String> found = new TreeSet<>();
    for (String key : keys) {
      if (prefixes.stream().anyMatch(key::startsWith)) {
        found.add(key);
      }
    }
    return found;
  }

  private static Optional<String> curves(Run run, Run other) {
    List<Integer> mine = run.progression().ends();
    List<Integer> theirs = other.progression().ends();
    if (mine.equals(theirs)) {
      return Optional.empty();
    }
    if (mine.isEmpty() || theirs.isEmpty()) {
      return Optional.of(
          mine.isEmpty()
              ? "There is no long-context curve."
              : "The reference run has no long-context curve.");
    }
    return Optional.of(
        "The long-context curves end at "
            + joined(mine)
            + ", those of the reference run at "
            + joined(theirs)
            + ".");
  }

  private static String joined(List<Integer> positions) {
    return positions.stream()
            .limit(NAMED)
            .map(position -> Integer.toString(position))
            .collect(Collectors.joining(", "))
        + (positions.size() > NAMED ? " …" : "");
  }
}

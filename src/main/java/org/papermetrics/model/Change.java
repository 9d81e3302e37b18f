package org.papermetrics.model;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The step from one snapshot to the next.
 *
 * @param from the snapshot before
 * @param to the snapshot after
 * @param changed new runs and runs that differ, as they are in {@code to}
 * @param removed ids that are in {@code from} and no longer in {@code to}
 */
public record Change(Snapshot from, Snapshot to, List<Run> changed, List<String> removed) {
  /** Copies the lists. */
  public Change {
    changed = List.copyOf(changed);
    removed = List.copyOf(removed);
  }

  /** The changed runs as they were before, by their ids, but for those that are new. */
  public Map<String, Run> before() {
    Set<String> ids = changed.stream().map(Run::id).collect(Collectors.toSet());
    DifferingPart part = DifferingPart.of(from.runs(), to.runs());
    return from.runs().subList(part.start(), part.end()).stream()
        .filter(run -> ids.contains(run.id()))
        .collect(Collectors.toMap(Run::id, Function.identity()));
  }

  /** Whether another run is the baseline now. */
  public boolean baselineChanged() {
    return !Objects.equals(from.baselineId(), to.baselineId());
  }

  /** Whether the problems differ in anything. */
  public boolean problemsChanged() {
    return !from.problems().equals(to.problems());
  }

  /** The evaluations that are new or differ. */
  public List<Evaluation> evaluationsChanged() {
    Map<String, Evaluation> before = new HashMap<>();
    from.evaluating().forEach(evaluation -> before.put(evaluation.key(), evaluation));
    return to.evaluating().stream()
        .filter(evaluation -> !evaluation.equals(before.get(evaluation.key())))
        .toList();
  }

  /** The keys of evaluations that are no longer listed. */
  public List<String> evaluationsRemoved() {
    Set<String> now = to.evaluating().stream().map(Evaluation::key).collect(Collectors.toSet());
    return from.evaluating().stream()
        .map(Evaluation::key)
        .filter(key -> !now.contains(key))
        .toList();
  }

  /** Whether the evaluations under way differ in anything. */
  public boolean evaluatingChanged() {
    return !from.evaluating().equals(to.evaluating());
  }

  /** Whether other results are left out. */
  public boolean leftOutChanged() {
    return !from.leftOut().equals(to.leftOut());
  }

  /** Whether the ids are others, or stand in another order. */
  public boolean orderChanged() {
    if (from.runs().size() != to.runs().size()) {
      return true;
    }
    DifferingPart part = DifferingPart.of(from.runs(), to.runs());
    for (int i = part.start(); i < part.end(); i++) {
      if (!from.runs().get(i).id().equals(to.runs().get(i).id())) {
        return true;
      }
    }
    return false;
  }

  /** Whether there is nothing that a reader would see. */
  public boolean isEmpty() {
    return changed.isEmpty()
        && removed.isEmpty()
        && !orderChanged()
        && !baselineChanged()
        && !problemsChanged()
        && !evaluatingChanged()
        && !leftOutChanged();
  }
}

package org.papermetrics.query;

import java.util.Set;
import java.util.function.Function;

/**
 * Something that can be asked of a run.
 *
 * @param name as scripts write it
 * @param metrics paths in the results that it needs
 * @param config paths in the training configuration that it needs
 * @param value what it is of a run
 * @param rank what runs are sorted and bounded by: missing where the value cannot be compared
 */
record Field(
    String name,
    Set<String> metrics,
    Set<String> config,
    Function<RunValues, Value> value,
    Function<RunValues, Value> rank) {

  /** A field that is compared by its value. */
  Field(String name, Set<String> metrics, Set<String> config, Function<RunValues, Value> value) {
    this(name, metrics, config, value, value);
  }

  /** A field that needs nothing but the run. */
  static Field ofRun(String name, Function<RunValues, Value> value) {
    return new Field(name, Set.of(), Set.of(), value);
  }

  /** The same, of which only numbers count. */
  Field ofNumbers() {
    return new Field(
        name,
        metrics,
        config,
        value.andThen(v -> v instanceof Value.Digits ? v : Value.missing()),
        rank);
  }

  Value of(RunValues run) {
    return value.apply(run);
  }

  Value rank(RunValues run) {
    return rank.apply(run);
  }
}

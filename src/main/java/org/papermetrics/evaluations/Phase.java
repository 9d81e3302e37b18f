package org.papermetrics.evaluations;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The parts of an evaluation. */
public enum Phase {
  /** Before the first task: imports, weights, encoding. */
  LOADING("loading"),
  /** The task sBLIMP. */
  SBLIMP("sblimp"),
  /** The task sWUGGY. */
  SWUGGY("swuggy"),
  /** The task tStoryCloze. */
  TSTORY("tstory"),
  /** The task sStoryCloze. */
  SSTORY("sstory"),
  /** Loss over the positions of long audio files. */
  LIBRILIGHT("librilight"),
  /** After the last task, until the results are written. */
  SAVING("saving");

  /** The parts that have results, in the usual order. */
  public static final List<Phase> TASKS = List.of(SBLIMP, SWUGGY, TSTORY, SSTORY, LIBRILIGHT);

  private final String wireName;

  Phase(String wireName) {
    this.wireName = wireName;
  }

  /** The name in the API, which is also that of a task in the keys of results. */
  public String wireName() {
    return wireName;
  }

  /** The task that logs call by this name, whatever its case. */
  static Optional<Phase> named(String name) {
    return Arrays.stream(values()).filter(p -> p.wireName.equalsIgnoreCase(name)).findFirst();
  }
}

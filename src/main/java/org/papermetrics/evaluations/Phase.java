package org.papermetrics.evaluations;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The parts of an evaluation. */
public enum Phase {
  /** Before the first task: imports, weights, encoding. */
  LOADING("loading", "loading"),
  /** The task sBLIMP. */
  SBLIMP("sblimp", "sBLIMP"),
  /** The task sWUGGY. */
  SWUGGY("swuggy", "sWUGGY"),
  /** The task tStoryCloze. */
  TSTORY("tstory", "tStory"),
  /** The task sStoryCloze. */
  SSTORY("sstory", "sStory"),
  /** Loss over the positions of long audio files. */
  LIBRILIGHT("librilight", "LibriLight"),
  /** After the last task, until the results are written. */
  SAVING("saving", "saving");

  /** The parts that have results, in the usual order. */
  public static final List<Phase> TASKS = List.of(SBLIMP, SWUGGY, TSTORY, SSTORY, LIBRILIGHT);

  private final String wireName;
  private final String label;

  Phase(String wireName, String label) {
    this.wireName = wireName;
    this.label = label;
  }

  /** The name in the API, which is also that of a task in the keys of results. */
  public String wireName() {
    return wireName;
  }

  /** The name for people. */
  public String label() {
    return label;
  }

  /** The task that logs call by this name, whatever its case. */
  static Optional<Phase> named(String name) {
    return Arrays.stream(values()).filter(p -> p.wireName.equalsIgnoreCase(name)).findFirst();
  }
}

package org.papermetrics.model;

import java.util.List;

/**
 * The removed runs whose results are on disk, and the way to take them back.
 *
 * @param runs the runs
 * @param command a command for a shell that registers all of them again
 */
public record LeftOut(List<Removal> runs, String command) {
  /** The command when it needs no options. */
  public static final String COMMAND = "paper-metrics register --removed";

  /** Copies the list. */
  public LeftOut {
    runs = List.copyOf(runs);
  }

  /** What is left out and why, in a sentence without its period. */
  public String message() {
    return message(runs.size());
  }

  /** The same for a number of runs. */
  public static String message(int runs) {
    return runs == 1
        ? "1 result on disk is left out because its entry was removed"
        : runs + " results on disk are left out because their entries were removed";
  }
}

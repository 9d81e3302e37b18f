package org.papermetrics.model;

/**
 * How far the daemon has come since its start in reading the files of runs, or in finding them
 * unchanged.
 *
 * @param done runs whose files were read or checked
 * @param total runs that are known so far
 */
public record ReadProgress(int done, int total) {
  /** As people read it. */
  @Override
  public String toString() {
    return "%,d of %,d runs".formatted(done, total);
  }
}

package org.papermetrics.cli.bench;

import java.time.Duration;

/**
 * How much is measured on a tree of one size.
 *
 * @param runs of the tree
 * @param starts of either kind, of which the table has the median
 * @param changes new results of runs that are there
 * @param newRuns runs that appear one by one
 * @param dataFiles changes after which the data file is awaited
 * @param burst runs that appear at once
 * @param pages open at the same time
 * @param pageChanges changes that all pages get
 * @param settle time after a start in which nothing is measured
 * @param idle time in which nothing happens
 */
record BenchPlan(
    int runs,
    int starts,
    int changes,
    int newRuns,
    int dataFiles,
    int burst,
    int pages,
    int pageChanges,
    Duration settle,
    Duration idle) {
  private static final int LARGE = 5_000;
  private static final int HUGE = 50_000;
  private static final int LARGEST_BURST = 2_000;
  private static final int BURST_SHARE = 5;

  /** What takes a minute or two. */
  static BenchPlan of(int runs) {
    int starts = runs < LARGE ? 3 : runs < HUGE ? 2 : 1;
    int changes = runs < HUGE ? 400 : 100;
    return new BenchPlan(
        runs,
        starts,
        changes,
        changes / 4,
        runs < LARGE ? 10 : runs < HUGE ? 5 : 2,
        Math.min(LARGEST_BURST, runs / BURST_SHARE),
        500,
        20,
        Duration.ofSeconds(5),
        Duration.ofMinutes(1));
  }
}

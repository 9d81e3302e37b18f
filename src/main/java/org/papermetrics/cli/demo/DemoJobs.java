package org.papermetrics.cli.demo;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Evaluations beside the runs of a tree: one that has failed, one that is stalled, one that has
 * failed, was requeued and runs again, and one after another that proceeds and ends with results.
 * The same settings give the same bytes when they are played at the same times. Used by one thread.
 */
public final class DemoJobs {
  private static final Duration FAILED_AGO = Duration.ofMinutes(95);
  private static final Duration STALLED_AGO = Duration.ofMinutes(70);
  private static final Duration REQUEUED_AFTER = Duration.ofMinutes(4);
  private static final Duration PAUSE = Duration.ofSeconds(15);
  private static final int SLOWER = 4;

  private final DemoTree tree;
  private final DemoSettings settings;
  private final DemoJob requeued;
  private DemoJob proceeding;
  private int number;

  private DemoJobs(DemoTree tree, DemoSettings settings, Instant now) throws IOException {
    this.tree = tree;
    this.settings = settings;
    this.requeued = requeue(now);
    this.proceeding = next(now);
  }

  /** Writes what is there from the start, and begins the two that run. */
  public static DemoJobs start(DemoTree tree, DemoSettings settings) throws IOException {
    Instant now = settings.clock().instant();
    DemoJobs jobs = new DemoJobs(tree, settings, now);
    jobs.writeFailed(now.minus(FAILED_AGO));
    jobs.writeStalled(now.minus(STALLED_AGO));
    jobs.play(now);
    return jobs;
  }

  /** Lets the ones that run write what is due; a while after one has ended the next begins. */
  public void play(Instant now) throws IOException {
    requeued.play(now);
    proceeding.play(now);
    if (proceeding.hasEnded() && !now.isBefore(proceeding.end().plus(PAUSE))) {
      proceeding = next(now);
      proceeding.play(now);
    }
  }

  private void writeFailed(Instant end) throws IOException {
    DemoRun run = run(DemoPlan.failed(settings.runs()));
    writePast(run, run.failingLines(), end);
  }

  private void writeStalled(Instant end) throws IOException {
    DemoRun run = run(DemoPlan.stalled(settings.runs()));
    writePast(run, run.stallingLines(), end);
  }

  private static void writePast(DemoRun run, List<DemoLine> lines, Instant end) throws IOException {
    run.writeTraining();
    run.appendLogs(lines, end.minus(lines.get(lines.size() - 1).after()));
    run.dateInputs(end);
  }

  /** The second attempt of a job; the first is in its logs. */
  private DemoJob requeue(Instant now) throws IOException {
    DemoRun run = run(DemoPlan.requeued(settings.runs()));
    writePast(run, run.breakingLines(), now.minus(REQUEUED_AFTER));
    List<DemoLine> slow = run.lines().stream().map(line -> line.slower(SLOWER)).toList();
    return new DemoJob(run, slow, now);
  }

  /** When all checkpoints are evaluated, they are again, by other jobs. */
  private DemoJob next(Instant now) throws IOException {
    int replaced = number - 1 - DemoExperiment.CHECKPOINTS;
    if (replaced >= 0) {
      run(DemoPlan.proceeding(settings.runs(), replaced)).deleteLogs();
    }
    DemoRun run = run(DemoPlan.proceeding(settings.runs(), number++));
    run.writeTraining();
    return new DemoJob(run, run.lines(), now);
  }

  private DemoRun run(DemoCheckpoint checkpoint) {
    return new DemoRun(checkpoint, tree.checkpoints(), tree.logs(), settings);
  }
}

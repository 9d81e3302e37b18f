package org.papermetrics.cli.demo;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A batch job that evaluates a checkpoint while somebody watches. */
final class DemoJob {
  private final DemoRun run;
  private final List<DemoLine> lines;
  private final Instant begin;
  private int written;

  /** Begins an evaluation, of which nothing is written yet. */
  DemoJob(DemoRun run, List<DemoLine> lines, Instant begin) {
    this.run = run;
    this.lines = lines;
    this.begin = begin;
  }

  /** When the last line is due. */
  Instant end() {
    return begin.plus(lines.get(lines.size() - 1).after());
  }

  /** Whether all is written. */
  boolean hasEnded() {
    return written == lines.size();
  }

  /** Writes what is due: lines of the logs, before the last ones the results. */
  void play(Instant now) throws IOException {
    if (hasEnded()) {
      return;
    }
    Duration since = Duration.between(begin, now);
    int due = written;
    while (due < lines.size() && lines.get(due).after().compareTo(since) <= 0) {
      due++;
    }
    if (due == lines.size()) {
      DemoFiles.writeInPieces(run.results(), run.resultsText());
    }
    run.appendLogs(lines.subList(written, due), begin);
    written = due;
  }
}

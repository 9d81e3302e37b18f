package org.papermetrics.daemon;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.papermetrics.config.SettingsReloader;
import org.papermetrics.files.FileNameEncoding;
import org.papermetrics.metrics.Figures;
import org.papermetrics.model.LeftOut;
import org.papermetrics.model.Problem;
import org.papermetrics.model.Snapshot;
import org.papermetrics.model.Status;
import org.papermetrics.push.Hub;
import org.papermetrics.write.OutputWriter;

/** What a daemon tells of itself: how its parts are doing, and what they cannot do. */
final class DaemonReport {
  private final String version;
  private final Clock clock;
  private final Instant startedAt;
  private final String registerRemoved;
  private final ServedBoard board;
  private final OutputWriter outputs;
  private final SettingsReloader reloader;
  private final DirectoryAccessCheck access;
  private final MemoryCheck memory;
  private final Hub hub;

  /**
   * Asks these parts.
   *
   * @param version of the program
   * @param registerRemoved the command that registers removed runs again
   */
  DaemonReport(
      String version,
      Clock clock,
      Instant startedAt,
      String registerRemoved,
      ServedBoard board,
      OutputWriter outputs,
      SettingsReloader reloader,
      DirectoryAccessCheck access,
      MemoryCheck memory,
      Hub hub) {
    this.version = version;
    this.clock = clock;
    this.startedAt = startedAt;
    this.registerRemoved = registerRemoved;
    this.board = board;
    this.outputs = outputs;
    this.reloader = reloader;
    this.access = access;
    this.memory = memory;
    this.hub = hub;
  }

  /** The problems that concern no single board. */
  List<Problem> problems() {
    List<Problem> problems = new ArrayList<>(outputs.problems());
    problems.addAll(reloader.problems());
    problems.addAll(access.problems());
    problems.addAll(memory.problems(clock.instant()));
    FileNameEncoding.fault("The daemon")
        .map(fault -> new Problem(Problem.Kind.LOCALE_NOT_UTF8, "/", fault, startedAt))
        .ifPresent(problems::add);
    return problems;
  }

  /** How it is doing. */
  Status status() {
    Pipeline now = board.now();
    Snapshot snapshot = now.snapshot();
    List<Status.Check> checks = new ArrayList<>(now.checks());
    for (Problem problem : outputs.problems()) {
      checks.add(new Status.Check("output " + problem.path(), false, problem.message()));
    }
    return new Status(
        version,
        startedAt,
        reloader.status().orElse(null),
        now.roots(),
        snapshot.runs().size(),
        now.reading().orElse(null),
        snapshot.problems().size(),
        new LeftOut(snapshot.leftOut(), registerRemoved),
        hub.pages(),
        now.lastSweep().orElse(null),
        outputs.status(),
        checks);
  }

  /** The same in numbers. */
  Figures figures() {
    return board.now().figures(status(), hub, outputs.writing());
  }
}

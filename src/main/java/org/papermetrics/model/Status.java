package org.papermetrics.model;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the daemon is doing.
 *
 * @param version of the program
 * @param startedAt when the daemon started
 * @param configuration the configuration file in use, null when there is none
 * @param roots what is watched, and how
 * @param runs number of runs on the board
 * @param reading how far it has come in reading them since its start, null when all is read
 * @param problems number of problems
 * @param leftOut the removed runs whose results are on disk
 * @param pages number of connected pages
 * @param lastSweep when the last sweep ended, null before the first
 * @param outputs the files that are kept up to date
 * @param checks what should run, and whether it does
 */
public record Status(
    String version,
    Instant startedAt,
    @Nullable Configuration configuration,
    List<Root> roots,
    int runs,
    @Nullable ReadProgress reading,
    int problems,
    LeftOut leftOut,
    int pages,
    @Nullable Instant lastSweep,
    List<Output> outputs,
    List<Check> checks) {

  /** Copies the lists. */
  public Status {
    roots = List.copyOf(roots);
    outputs = List.copyOf(outputs);
    checks = List.copyOf(checks);
  }

  /** Whether every check passes. */
  public boolean healthy() {
    return checks.stream().allMatch(Check::ok);
  }

  /**
   * The configuration file in use.
   *
   * @param file where it is
   * @param takenUpAt when what it says was last applied
   */
  public record Configuration(String file, Instant takenUpAt) {}

  /**
   * A watched directory.
   *
   * @param path as configured
   * @param mode how changes are noticed: {@code events} or {@code poll}
   * @param health {@code ok}, or a sentence that says what is wrong
   */
  public record Root(String path, String mode, String health) {}

  /**
   * An output file.
   *
   * @param path where it is
   * @param writtenAt when it was last written, null before the first time
   * @param size bytes
   */
  public record Output(String path, @Nullable Instant writtenAt, long size) {}

  /**
   * One thing that should run.
   *
   * @param name short, for programs
   * @param ok whether it runs
   * @param message what is wrong, empty when it runs
   */
  public record Check(String name, boolean ok, String message) {}
}

package org.papermetrics.cli.demo;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.stream.Stream;
import org.papermetrics.model.RunFiles;
import org.papermetrics.model.RunKey;

/**
 * A directory of invented runs that looks like that of a real project: {@code checkpoints}, {@code
 * logs} and {@code dashboard} with the registry and the pretrained baseline. It can grow: each drop
 * adds the files of one more evaluation. Used by one thread.
 */
public final class DemoTree {
  private static final Duration AGE = Duration.ofHours(1);
  private static final Duration SPACING = Duration.ofMinutes(41).plusNanos(7_123_457_000L);
  private static final int PRETRAINED_INDEX = -1;
  private static final String BASELINE = "baseline_" + RunFiles.RESULTS;

  /**
   * A tree that is dropped into for hours has no more runs than this, if it was not larger, and the
   * ten or so of {@link DemoJobs}.
   */
  private static final int MOST_RUNS = 50;

  private final Path directory;
  private final DemoSettings settings;
  private final Instant now;
  private int next;

  /** Writes a results file in one of the ways of {@link DemoFiles}. */
  private interface Way {
    void write(Path file, String content) throws IOException;
  }

  private DemoTree(Path directory, DemoSettings settings) {
    this.directory = directory;
    this.settings = settings;
    this.now = settings.clock().instant();
  }

  /**
   * Writes a new tree.
   *
   * @param directory is created when it is missing, and must be empty
   * @throws IOException when the directory is not empty or cannot be written, or the thread is
   *     interrupted
   */
  public static DemoTree write(Path directory, DemoSettings settings) throws IOException {
    DemoTree tree = new DemoTree(directory.toAbsolutePath().normalize(), settings);
    tree.refuseUsedDirectory();
    tree.write();
    return tree;
  }

  /** The root of all checkpoints. */
  public Path checkpoints() {
    return directory.resolve("checkpoints");
  }

  /** The directory of the evaluation logs. */
  public Path logs() {
    return directory.resolve("logs");
  }

  /** The directory of the registry and the baseline, where outputs may go. */
  public Path dashboard() {
    return directory.resolve("dashboard");
  }

  /** The registry file. */
  public Path registry() {
    return dashboard().resolve("runs_registry.json");
  }

  /** The ids of some runs, at most three, that are worth comparing with the baseline. */
  public List<String> worthComparing() {
    return DemoPlan.worthComparing(next).stream().map(DemoCheckpoint::id).toList();
  }

  /**
   * Writes the next new run as a real evaluation does: config and weights first, then the logs line
   * by line, the results last, in place and in pieces. The run is not registered. A tree that has
   * enough runs gets a new evaluation of its oldest one instead.
   *
   * @return its results file
   */
  public Path dropNext() throws IOException {
    return drop(DemoFiles::writeInPieces);
  }

  /**
   * Writes the next new run like {@link #dropNext()}, except that the results appear whole, by a
   * rename.
   *
   * @return its results file
   */
  public Path dropNextAtomically() throws IOException {
    return drop(DemoFiles::writeAtomically);
  }

  /**
   * Prepares a run that the tree does not have yet, however many it has: all but the appearance of
   * its results.
   */
  public DemoResults prepareNew() throws IOException {
    DemoCheckpoint checkpoint = DemoPlan.checkpoint(next);
    DemoRun run = run(checkpoint);
    run.writeTraining();
    run.writeLogs(settings.clock().instant());
    next++;
    return prepare(checkpoint, run);
  }

  /**
   * Prepares the results of one more evaluation of a run that the tree has.
   *
   * @param run from 0 on; they take turns when it is larger than the number of runs in the tree
   * @param evaluation another number gives other results; the first ones have 0
   */
  public DemoResults prepareAgain(int run, int evaluation) throws IOException {
    DemoCheckpoint checkpoint = DemoPlan.checkpoint(run % next);
    DemoSettings other = settings.withSeed(settings.seed() + evaluation);
    return prepare(checkpoint, new DemoRun(checkpoint, checkpoints(), logs(), other));
  }

  private static DemoResults prepare(DemoCheckpoint checkpoint, DemoRun run) throws IOException {
    Path beside = DemoFiles.writeBeside(run.results(), run.resultsText());
    return new DemoResults(checkpoint.id(), beside, run.results());
  }

  private Path drop(Way way) throws IOException {
    int most = Math.max(MOST_RUNS, settings.runs()) - 1;
    DemoSettings round = settings.withSeed(settings.seed() + next / most);
    DemoRun run = new DemoRun(DemoPlan.checkpoint(next % most), checkpoints(), logs(), round);
    run.writeTraining();
    run.deleteLogs();
    run.writeLogs(settings.clock().instant());
    way.write(run.results(), run.resultsText());
    next++;
    return run.results();
  }

  private void refuseUsedDirectory() throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    try (Stream<Path> content = Files.list(directory)) {
      if (content.findAny().isPresent()) {
        throw new IOException(
            directory + " is not empty. Choose an empty or a new directory for the demo tree.");
      }
    }
  }

  private void write() throws IOException {
    Files.createDirectories(checkpoints());
    Files.createDirectories(logs());
    Files.createDirectories(dashboard());
    try (DemoRegistry registry = new DemoRegistry(registry())) {
      if (settings.problems()) {
        writePlanted(registry);
      }
      writeBaseline(registry);
      for (; next < settings.runs() - 1; next++) {
        if (Thread.currentThread().isInterrupted()) {
          throw new InterruptedIOException("interrupted while the tree was written");
        }
        DemoRun run = run(DemoPlan.checkpoint(next));
        writeOld(run, run.resultsText(), next, registry);
      }
    }
  }

  private void writePlanted(DemoRegistry registry) throws IOException {
    DemoCheckpoint withoutConfig = DemoPlan.withoutConfig();
    DemoRun lost = run(withoutConfig);
    writeOld(lost, lost.resultsText(), withoutConfig.index(), registry);
    Files.delete(lost.config());

    DemoCheckpoint truncated = DemoPlan.truncated();
    DemoRun cut = run(truncated);
    String whole = cut.resultsText();
    writeOld(cut, whole.substring(0, whole.length() / 2), truncated.index(), registry);
  }

  private void writeBaseline(DemoRegistry registry) throws IOException {
    Path results = dashboard().resolve(BASELINE);
    Instant time = at(PRETRAINED_INDEX);
    DemoFiles.write(
        results,
        DemoJson.text(DemoEvaluation.ofPretrained(settings.seed()).resultsWithProgression()));
    DemoFiles.date(time, results);
    registry.add(RunKey.NO_CHECKPOINT, BASELINE, local(time));
  }

  /** Writes a run of the past and registers it. */
  private void writeOld(DemoRun run, String content, int index, DemoRegistry registry)
      throws IOException {
    Instant time = at(index);
    run.writeTraining();
    run.writeLogs(time);
    DemoFiles.write(run.results(), content);
    run.date(time);
    registry.add(run.place().toString(), run.results().toString(), local(time));
  }

  private DemoRun run(DemoCheckpoint checkpoint) {
    return new DemoRun(checkpoint, checkpoints(), logs(), settings);
  }

  /** When the run at an index of the plan was evaluated, if it is not dropped later. */
  private Instant at(int index) {
    int newest = settings.runs() - 2;
    return now.minus(AGE).minus(SPACING.multipliedBy(newest - index));
  }

  private LocalDateTime local(Instant time) {
    return LocalDateTime.ofInstant(time, settings.clock().getZone());
  }
}

package org.papermetrics.daemon;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.papermetrics.annotations.AnnotationEdit;
import org.papermetrics.annotations.AnnotationsUpdate;
import org.papermetrics.concurrent.CloseStack;
import org.papermetrics.concurrent.Faults;
import org.papermetrics.config.Settings;
import org.papermetrics.export.ResultsFile;
import org.papermetrics.files.AtomicFile;
import org.papermetrics.index.IndexFactory;
import org.papermetrics.index.RunIndex;
import org.papermetrics.layout.FilePatterns;
import org.papermetrics.metrics.Figures;
import org.papermetrics.metrics.Metrics;
import org.papermetrics.model.Annotation;
import org.papermetrics.model.Explanation;
import org.papermetrics.model.Problem;
import org.papermetrics.model.ReadProgress;
import org.papermetrics.model.Run;
import org.papermetrics.model.Snapshot;
import org.papermetrics.model.Status;
import org.papermetrics.model.Timing;
import org.papermetrics.push.Hub;
import org.papermetrics.scan.ScanTargets;
import org.papermetrics.state.SavedState;
import org.papermetrics.watch.Debounce;
import org.papermetrics.watch.DirtyPaths;
import org.papermetrics.watch.WatchManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watchers, saved state and writer thread of one configuration; replaced as a whole at a reload. It
 * lives as long as the configuration; the next one restores what it has saved.
 */
final class Pipeline implements AutoCloseable {
  /** So long nothing else is done when a file system does not answer. */
  private static final Duration NO_ANSWER = Duration.ofSeconds(2);

  /**
   * Evaluation scripts register what they have written within moments; both at once is one write
   * too many.
   */
  private static final Duration REGISTERS_AFTER = Duration.ofSeconds(2);

  /**
   * A file system that does not answer holds up a turn for less, and pages know within five
   * seconds.
   */
  private static final Duration LONGEST_PAUSE = Duration.ofMillis(4500);

  /** Who starts the daemon is told that it runs after so long, however much is to be read. */
  private static final Duration LONGEST_START = Duration.ofSeconds(30);

  private static final Duration PROGRESS_EVERY = Duration.ofSeconds(5);
  private static final Duration END_OF_SCAN = Duration.ofSeconds(1);

  private static final Logger LOG = LoggerFactory.getLogger(Pipeline.class);

  private final Settings settings;
  private final Clock clock;
  private final CloseStack closing = new CloseStack();
  private final DirtyPaths dirty = new DirtyPaths(Debounce.DEFAULT, System::nanoTime);
  private final WatchManager watch;
  private final RunIndex index;
  private final StatePersister persister;
  private final FirstCheck check;
  private final WriterThread writer;
  private final ExplainService explanations;
  private final ExportedResults results;
  private final NoteService notes;
  private final Thread starting = new Thread(this::scan, "start");
  private volatile boolean running;

  /**
   * Shows what was known before, and reads nothing yet.
   *
   * @param version of the program
   * @param unsaved what the board before could not save
   * @param sent the board that pages have, if there was one before in this process
   * @param others problems that concern no single board
   * @param listener who is notified of changes
   * @param whenChecked called once on the writer's thread, when all that is there is on the board
   * @param metrics measures them
   * @throws IllegalArgumentException when a pattern of the settings is none
   */
  Pipeline(
      Settings settings,
      String version,
      Clock clock,
      Optional<SavedState> unsaved,
      Optional<Snapshot> sent,
      Supplier<List<Problem>> others,
      WriterThread.BoardListener listener,
      Runnable whenChecked,
      Metrics metrics) {
    this.settings = settings;
    this.clock = clock;
    FilePatterns patterns = IndexFactory.wanted(settings);
    watch =
        new WatchManager(
            new ScanTargets(
                settings.checkpointDirs(), settings.logDirs(), IndexFactory.singleFiles(settings)),
            patterns,
            settings.watch(),
            dirty,
            clock,
            System::nanoTime);
    Snapshot empty = IndexFactory.start(settings, version, clock);
    index =
        IndexFactory.index(
            settings,
            patterns,
            path -> !watch.isAbsenceReal(path),
            NO_ANSWER,
            Duration.ZERO,
            dirty::wake,
            REGISTERS_AFTER,
            sent.map(s -> empty.at(empty.epoch(), s.revision() + 1)).orElse(empty),
            clock);
    persister = closing.add(StatePersister.open(settings, version, clock));
    restore(unsaved, sent);
    check = new FirstCheck(dirty, index, whenChecked, System::nanoTime);
    writer =
        new WriterThread(
            dirty,
            index,
            () -> problems(others.get()),
            persister,
            new UpdateMetrics(
                listener, () -> !isChecked(), metrics, this::changedSince, System::nanoTime, clock),
            watch::alsoWatch,
            check,
            clock,
            System::nanoTime);
    explanations = new ExplainService(settings, writer, clock);
    results = new ExportedResults(settings, writer);
    notes = new NoteService(IndexFactory.notes(settings, clock), writer);
  }

  private void restore(Optional<SavedState> unsaved, Optional<Snapshot> sent) {
    try {
      persister.restoreInto(index, unsaved, sent, clock.instant());
      watch.resume(index.snapshot().problems());
    } catch (RuntimeException e) {
      closing.close();
      throw e;
    }
  }

  /** Begins to look. What was known before is shown meanwhile. */
  void begin() {
    AtomicFile.removeLeftovers(settings.registry().resolveSibling("."), clock.instant());
    closing.add(watch);
    closing.add(writer);
    writer.start();
    running = true;
    closing.add(this::endScan);
    starting.setDaemon(true);
    starting.start();
  }

  private void scan() {
    try {
      watch.start();
      check.scanned();
      while (!check.await(PROGRESS_EVERY)) {
        LOG.info("Reading files: {}.", index.readProgress());
      }
      HeapLimits.tighten();
    } catch (InterruptedException e) {
      // It ends before it has begun.
    } catch (RuntimeException | Error e) {
      Faults.endProcess("the directories could not be watched", e);
    }
  }

  private void endScan() throws InterruptedException {
    starting.interrupt();
    starting.join(END_OF_SCAN.toMillis());
  }

  /** Waits until all that is there is on the board, or half a minute. */
  void awaitChecked() throws InterruptedException {
    boolean unused = check.await(LONGEST_START);
  }

  /** Whether all that was there at the start is on the board. */
  boolean isChecked() {
    return check.isOver();
  }

  /** How far it has come in reading all that is there; empty when it has read that. */
  Optional<ReadProgress> reading() {
    return isChecked() ? Optional.empty() : Optional.of(index.readProgress());
  }

  /** The board as it is now. */
  Snapshot snapshot() {
    return writer.snapshot();
  }

  private long changedSince() {
    return dirty.takenSince();
  }

  /**
   * What was counted by now.
   *
   * @param status how the daemon is doing
   */
  Figures figures(Status status, Hub hub, Map<Path, Timing> writing) {
    return new Figures(
        snapshot(),
        status,
        watch.sweeps(),
        dirty.size(),
        dirty.lost(),
        index.looks(),
        writing,
        persister.commits(),
        index.registryWrites(),
        hub.framesSent(),
        hub.resets());
  }

  /** Why a path, or the run with an id, is on the board or is not. */
  Explanation explain(String subject) {
    return explanations.explain(subject);
  }

  /** The results files of some runs, in their order. */
  List<ResultsFile> results(List<Run> runs) {
    return results.of(runs);
  }

  /** Changes the note on a run. */
  AnnotationsUpdate change(Run run, AnnotationEdit edit, Predicate<Annotation> condition) {
    return notes.change(run, edit, condition);
  }

  /** The last changes before it was opened, for pages that are still open. */
  NavigableMap<Long, byte[]> earlierFrames() {
    return persister.frames();
  }

  /** Lets the writer turn, because a problem has come or gone. */
  void wake() {
    dirty.wake();
  }

  /** Whether the writer's loop really turns, where it should: from the begin to the end. */
  boolean turning() {
    return !running || (writer.isAlive() && untilStalled().compareTo(Duration.ZERO) > 0);
  }

  private Duration untilStalled() {
    return LONGEST_PAUSE.minus(writer.stalledFor());
  }

  /** When {@link #writerCheck}, which is right now, may say that something is wrong. */
  Duration untilNextCheck() {
    Duration left = untilStalled();
    // It may stop waiting, and stall, at any time.
    return left.compareTo(LONGEST_PAUSE) < 0 ? left : LONGEST_PAUSE;
  }

  private List<Problem> problems(List<Problem> others) {
    List<Problem> problems = new ArrayList<>(watch.problems());
    problems.addAll(others);
    problems.addAll(persister.problems());
    return problems;
  }

  /**
   * A directory that other settings need as well and that is not mounted at present; a board that
   * begins now would take it for empty.
   */
  Optional<Path> unmounted(Settings next) {
    List<Path> needed = new ArrayList<>(next.checkpointDirs());
    needed.addAll(next.logDirs());
    return watch.unavailable().stream()
        .filter(directory -> needed.stream().anyMatch(directory::startsWith))
        .filter(directory -> Files.isDirectory(directory) && Files.isReadable(directory))
        .sorted()
        .findFirst();
  }

  /** The directories that are watched. */
  List<Status.Root> roots() {
    return watch.roots();
  }

  /** When everything had been checked last. */
  Optional<Instant> lastSweep() {
    return watch.lastSweep();
  }

  /** What should run, and whether it does. */
  List<Status.Check> checks() {
    List<Status.Check> checks = new ArrayList<>();
    checks.add(writerCheck());
    for (Status.Root root : watch.roots()) {
      boolean ok = root.health().equals("ok");
      checks.add(new Status.Check("watch " + root.path(), ok, ok ? "" : root.health()));
    }
    return checks;
  }

  /** Whether the writer turns and succeeds. */
  Status.Check writerCheck() {
    String failure = writer.failure();
    String wrong =
        failure != null ? failure : turning() ? "" : "the daemon has read nothing for seconds";
    return new Status.Check("writer", wrong.isEmpty(), wrong);
  }

  /**
   * Ends after the turn that is under way, however long that takes, and saves the state.
   *
   * @return what could not be saved
   */
  Optional<SavedState> end() throws InterruptedException {
    running = false;
    writer.end();
    Optional<SavedState> unsaved = persister.saveLast(index, clock.instant());
    close();
    return unsaved;
  }

  /** Stops everything; the board stays as it is. */
  @Override
  public void close() {
    running = false;
    closing.close();
  }
}

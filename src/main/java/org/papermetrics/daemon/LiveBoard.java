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
import java.util.function.Supplier;
import org.papermetrics.concurrent.Closing;
import org.papermetrics.config.Settings;
import org.papermetrics.files.AtomicFile;
import org.papermetrics.index.Composition;
import org.papermetrics.index.Legacy;
import org.papermetrics.index.Picture;
import org.papermetrics.layout.Wanted;
import org.papermetrics.metrics.Figures;
import org.papermetrics.metrics.Metrics;
import org.papermetrics.model.Explanation;
import org.papermetrics.model.Problem;
import org.papermetrics.model.Snapshot;
import org.papermetrics.model.Status;
import org.papermetrics.model.Timing;
import org.papermetrics.push.Hub;
import org.papermetrics.scan.WatchedPlaces;
import org.papermetrics.watch.Hints;
import org.papermetrics.watch.Settling;
import org.papermetrics.watch.Watching;

/**
 * The board of one configuration, kept true: what is watched, what is remembered, and the writer.
 * It lives as long as the configuration; the next one goes on from its {@link Legacy}.
 */
final class LiveBoard implements AutoCloseable {
  /** So long nothing else is done when a file system does not answer. */
  private static final Duration NO_ANSWER = Duration.ofSeconds(2);

  /**
   * Evaluation scripts register what they have written within moments; both at once is one write
   * too many.
   */
  private static final Duration REGISTERS_AFTER = Duration.ofSeconds(2);

  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
  private static final Duration LONGEST_TURN = Duration.ofMinutes(2);

  private final Settings settings;
  private final Clock clock;
  private final Closing closing = new Closing();
  private final Hints hints = new Hints(Settling.DEFAULT, System::nanoTime);
  private final Watching watching;
  private final Picture picture;
  private final Memory memory;
  private final Writer writer;
  private final Inquiry inquiry;
  private volatile boolean underWay = true;

  /**
   * Shows what was known before, and looks at nothing yet.
   *
   * @param version of the program
   * @param before the board whose place it takes, if there is one
   * @param others problems that concern no single board
   * @param audience who is told of changes
   * @param metrics measures them
   * @throws IllegalArgumentException when a pattern of the settings is none
   */
  LiveBoard(
      Settings settings,
      String version,
      Clock clock,
      Optional<Predecessor> before,
      Supplier<List<Problem>> others,
      Writer.Audience audience,
      Metrics metrics) {
    this.settings = settings;
    this.clock = clock;
    Wanted wanted = Composition.wanted(settings);
    watching =
        new Watching(
            new WatchedPlaces(
                settings.checkpointDirs(), settings.logDirs(), Optional.of(settings.registry())),
            wanted,
            settings.watch(),
            hints,
            clock,
            System::nanoTime);
    Snapshot empty = Composition.start(settings, version, clock);
    picture =
        Composition.picture(
            settings,
            wanted,
            path -> !watching.isAbsenceReal(path),
            NO_ANSWER,
            hints::wake,
            REGISTERS_AFTER,
            before.map(b -> empty.at(empty.epoch(), b.told().revision() + 1)).orElse(empty),
            clock);
    memory = closing.add(Memory.open(settings, version, clock));
    restore(before);
    writer =
        new Writer(
            hints,
            picture,
            () -> problems(others.get()),
            memory.keeper(),
            new Measured(
                audience, () -> underWay, metrics, this::changedSince, System::nanoTime, clock),
            watching::alsoWatch,
            clock);
    inquiry = new Inquiry(settings, writer, clock);
  }

  /**
   * The board whose place another takes.
   *
   * @param legacy what it left
   * @param told what pages have seen last
   */
  record Predecessor(Legacy legacy, Snapshot told) {}

  private void restore(Optional<Predecessor> before) {
    Instant now = clock.instant();
    try {
      before.ifPresentOrElse(
          b -> memory.handOver(b.legacy().under(settings, b.told()), picture, hints, now),
          () -> memory.restoreInto(picture, hints, now));
    } catch (RuntimeException e) {
      closing.close();
      throw e;
    }
  }

  /** Begins to look, and returns when all that is there is on the board. */
  void begin() throws InterruptedException {
    AtomicFile.removeLeftovers(settings.registry().resolveSibling("."), clock.instant());
    closing.add(watching);
    watching.start();
    writer.catchUp();
    closing.add(writer);
    writer.start();
    underWay = false;
  }

  /** The board as it is now. */
  Snapshot snapshot() {
    return writer.snapshot();
  }

  private long changedSince() {
    return hints.takenSince();
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
        watching.sweeps(),
        hints.size(),
        hints.lost(),
        picture.looks(),
        writing,
        memory.keeper().commits(),
        picture.registryWrites(),
        hub.framesSent(),
        hub.resets());
  }

  /** Why a path, or the run with an id, is on the board or is not. */
  Explanation explain(String subject) {
    return inquiry.explain(subject);
  }

  /** The last changes before it was opened, for pages that are still open. */
  NavigableMap<Long, byte[]> earlierFrames() {
    return memory.frames();
  }

  /** Lets the writer turn, because a problem has come or gone. */
  void wake() {
    hints.wake();
  }

  /** Whether the writer's loop really turns, or has not been begun yet. */
  boolean turning() {
    return underWay || hasTurnedWithin(LONGEST_PAUSE);
  }

  private boolean hasTurnedWithin(Duration time) {
    return Duration.between(writer.turnedAt(), clock.instant()).compareTo(time) < 0;
  }

  private List<Problem> problems(List<Problem> others) {
    List<Problem> problems = new ArrayList<>(watching.problems());
    problems.addAll(others);
    problems.addAll(memory.problems());
    return problems;
  }

  /**
   * A directory that other settings need as well and that is not mounted at present; a board that
   * begins now would take it for empty.
   */
  Optional<Path> unmounted(Settings next) {
    List<Path> needed = new ArrayList<>(next.checkpointDirs());
    needed.addAll(next.logDirs());
    return watching.unavailable().stream()
        .filter(directory -> needed.stream().anyMatch(directory::startsWith))
        .filter(directory -> Files.isDirectory(directory) && Files.isReadable(directory))
        .sorted()
        .findFirst();
  }

  /** The directories that are watched. */
  List<Status.Root> roots() {
    return watching.roots();
  }

  /** When everything had been looked at last. */
  Optional<Instant> lastSweep() {
    return watching.lastSweep();
  }

  /** What should run, and whether it does. */
  List<Status.Check> checks() {
    List<Status.Check> checks = new ArrayList<>();
    String failure = writer.failure();
    boolean turns = underWay || hasTurnedWithin(LONGEST_TURN);
    checks.add(
        failure != null
            ? new Status.Check("writer", false, failure)
            : new Status.Check("writer", turns, turns ? "" : "the writer has not turned for long"));
    for (Status.Root root : watching.roots()) {
      boolean ok = root.health().equals("ok");
      checks.add(new Status.Check("watch " + root.path(), ok, ok ? "" : root.health()));
    }
    return checks;
  }

  /** Ends after the turn that is under way, however long that takes, and tells what it knows. */
  Legacy end() throws InterruptedException {
    writer.end();
    Legacy legacy = picture.bequeath(settings);
    close();
    return legacy;
  }

  /** Stops everything; the board stays as it is. */
  @Override
  public void close() {
    underWay = false;
    closing.close();
  }
}

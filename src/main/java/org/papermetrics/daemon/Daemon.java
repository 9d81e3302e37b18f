package org.papermetrics.daemon;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.papermetrics.api.CannotListenException;
import org.papermetrics.api.HttpContent;
import org.papermetrics.api.HttpServer;
import org.papermetrics.api.HttpSettings;
import org.papermetrics.api.TokenFile;
import org.papermetrics.files.AtomicFile;
import org.papermetrics.load.RunLoader;
import org.papermetrics.model.Problem;
import org.papermetrics.model.Snapshot;
import org.papermetrics.model.Status;
import org.papermetrics.page.PageFiles;
import org.papermetrics.push.Hub;
import org.papermetrics.watch.Hints;
import org.papermetrics.watch.Settling;
import org.papermetrics.watch.Wanted;
import org.papermetrics.watch.WatchedPlaces;
import org.papermetrics.watch.Watching;
import org.papermetrics.write.DataFile;
import org.papermetrics.write.OutputKeeper;
import org.papermetrics.write.PageBesideData;
import org.papermetrics.write.StandaloneFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All rooms put together and running. Started along the way of the data, with the board complete
 * before the first request is answered; stopped in the reverse order.
 */
public final class Daemon implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Daemon.class);

  /** So long nothing else is done when a file system does not answer. */
  private static final Duration NO_ANSWER = Duration.ofSeconds(2);

  private static final Duration LONGEST_TURN = Duration.ofMinutes(2);

  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  /**
   * Evaluation scripts register what they have written within moments; both at once is one write
   * too many.
   */
  private static final Duration REGISTERS_AFTER = Duration.ofSeconds(2);

  private final Settings settings;
  private final String version;
  private final Clock clock;
  private final Instant startedAt;
  private final Closing closing;
  private final Optional<String> token;
  private final Memory memory;
  private final Watching watching;
  private final OutputKeeper outputs;
  private final Hub hub;
  private final Writer writer;
  private final HttpServer server;

  /**
   * Starts a daemon and returns when it answers.
   *
   * @param version of the program, for the status
   * @throws CannotListenException when the address is taken
   * @throws DaemonException when it cannot run with these settings
   */
  public static Daemon start(Settings settings, String version, Clock clock)
      throws CannotListenException, DaemonException, SettingsException, InterruptedException {
    Closing closing = new Closing();
    try {
      closing.add(lock(settings.outputDir()));
      Daemon daemon = new Daemon(settings, version, clock, closing);
      daemon.begin();
      return daemon;
    } catch (CannotListenException
        | DaemonException
        | SettingsException
        | InterruptedException
        | RuntimeException e) {
      closing.close();
      throw e;
    }
  }

  private Daemon(Settings settings, String version, Clock clock, Closing closing)
      throws DaemonException, SettingsException {
    this.settings = settings;
    this.version = version;
    this.clock = clock;
    this.startedAt = clock.instant();
    this.closing = closing;
    this.token = token(settings);
    Wanted wanted = Composition.wanted(settings);
    Hints hints = new Hints(Settling.DEFAULT, System::nanoTime);
    PageFiles page = PageFiles.load();
    Path data = settings.outputDir().resolve(DataFile.NAME);
    DataFile dataFile =
        closing.add(new DataFile(data, Optional.of(DataFile.twinOf(data)), clock.getZone()));
    StandaloneFile standalone =
        new StandaloneFile(dataFile, settings.outputDir().resolve(StandaloneFile.NAME), page);
    PageBesideData besideData =
        new PageBesideData(settings.outputDir().resolve(PageBesideData.NAME), page);
    outputs =
        new OutputKeeper(
            List.of(dataFile, standalone, besideData), hints::wake, clock, System::nanoTime);
    watching =
        new Watching(
            new WatchedPlaces(
                settings.checkpointDirs(), settings.logDirs(), Optional.of(settings.registry())),
            wanted,
            settings.watch(),
            hints,
            clock,
            System::nanoTime);
    Picture picture =
        Composition.picture(
            settings,
            wanted,
            path -> !watching.isAbsenceReal(path),
            NO_ANSWER,
            hints::wake,
            REGISTERS_AFTER,
            Composition.start(settings, version, clock),
            clock);
    memory = closing.add(Memory.open(settings, version, clock));
    Snapshot start = memory.restoreInto(picture, hints, clock.instant());
    hub = new Hub(start.epoch(), start.revision(), memory.frames(), System::nanoTime);
    writer =
        new Writer(
            hints,
            picture,
            this::problems,
            memory.keeper(),
            new Publishing(hub, outputs),
            watching::alsoWatch,
            clock);
    server =
        new HttpServer(
            new HttpSettings(
                settings.http().host(),
                settings.http().port(),
                new HashSet<>(settings.http().allowedHosts()),
                token),
            new HttpContent(
                writer::snapshot,
                this::status,
                settings.outputDir(),
                new PageAssets(page),
                hub.handler()),
            clock);
  }

  /** Starts all parts, each of them to be stopped before those that were started earlier. */
  private void begin() throws CannotListenException, DaemonException, InterruptedException {
    RunLoader.prepare();
    removeLeftovers();
    outputs.start();
    closing.add(outputs);
    closing.add(watching);
    watching.start();
    long before = writer.snapshot().revision();
    writer.catchUp();
    if (writer.snapshot().revision() == before) {
      // Nothing has changed since an earlier daemon, but its outputs may be gone or old.
      outputs.offer(writer.snapshot());
    }
    closing.add(writer);
    writer.start();
    closing.add(server);
    closing.add(hub);
    server.start();
    note();
    LOG.info(
        "{} runs on the board at {}, outputs in {}",
        writer.snapshot().runs().size(),
        address(),
        settings.outputDir());
  }

  /** Where it answers, as {@code http://HOST:PORT}. */
  public String address() {
    InetSocketAddress address = server.address();
    String host = address.getHostString();
    return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
  }

  /** Where it answers, with the token when one is asked for. */
  public String addressWithToken() {
    return token.map(t -> Whereabouts.withToken(address(), t)).orElse(address());
  }

  /** The board as it is now. */
  public Snapshot snapshot() {
    return writer.snapshot();
  }

  /** Whether the writer's loop really turns; it does so every few seconds when nothing hangs. */
  public boolean turning() {
    return Duration.between(writer.turnedAt(), clock.instant()).compareTo(LONGEST_PAUSE) < 0;
  }

  private static OutputLock lock(Path outputDir) throws DaemonException {
    try {
      return OutputLock.take(outputDir)
          .orElseThrow(
              () ->
                  new DaemonException(
                      DaemonException.Kind.ALREADY_SERVED,
                      "Another daemon serves the output directory "
                          + outputDir
                          + ". Its address is told by: paper-metrics open"));
    } catch (IOException e) {
      throw unusable("output directory", outputDir, "--output-dir or output-dir", e);
    }
  }

  private static Optional<String> token(Settings settings) throws DaemonException {
    try {
      return settings.http().token()
          ? Optional.of(new TokenFile(settings.stateDir()).read())
          : Optional.empty();
    } catch (IOException e) {
      throw unusable("state directory", settings.stateDir(), "state-dir", e);
    }
  }

  private void note() throws DaemonException {
    Whereabouts whereabouts = new Whereabouts(settings.stateDir());
    try {
      whereabouts.note(address());
      closing.add(whereabouts::forget);
    } catch (IOException e) {
      throw unusable("state directory", settings.stateDir(), "state-dir", e);
    }
  }

  private void removeLeftovers() {
    Instant now = clock.instant();
    AtomicFile.removeLeftovers(settings.outputDir(), now);
    AtomicFile.removeLeftovers(settings.stateDir(), now);
    AtomicFile.removeLeftovers(settings.registry().resolveSibling("."), now);
  }

  private static DaemonException unusable(String what, Path directory, String key, IOException e) {
    return new DaemonException(
        DaemonException.Kind.UNUSABLE_DIRECTORY,
        "The "
            + what
            + " "
            + directory
            + " cannot be used ("
            + e
            + "); choose another with "
            + key
            + ".");
  }

  private List<Problem> problems() {
    List<Problem> problems = new ArrayList<>(watching.problems());
    problems.addAll(outputs.problems());
    problems.addAll(memory.problems());
    return problems;
  }

  private Status status() {
    Snapshot snapshot = writer.snapshot();
    return new Status(
        version,
        startedAt,
        watching.roots(),
        snapshot.runs().size(),
        snapshot.problems().size(),
        hub.pages(),
        watching.lastSweep().orElse(null),
        outputs.status(),
        checks());
  }

  private List<Status.Check> checks() {
    List<Status.Check> checks = new ArrayList<>();
    String failure = writer.failure();
    boolean turns =
        Duration.between(writer.turnedAt(), clock.instant()).compareTo(LONGEST_TURN) < 0;
    checks.add(
        failure != null
            ? new Status.Check("writer", false, failure)
            : new Status.Check("writer", turns, turns ? "" : "the writer has not turned for long"));
    for (Status.Root root : watching.roots()) {
      boolean ok = root.health().equals("ok");
      checks.add(new Status.Check("watch " + root.path(), ok, ok ? "" : root.health()));
    }
    for (Problem problem : outputs.problems()) {
      checks.add(new Status.Check("output " + problem.path(), false, problem.message()));
    }
    return checks;
  }

  /** Stops everything and leaves the outputs up to date. */
  @Override
  public void close() {
    closing.close();
  }
}

package org.papermetrics.daemon;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.papermetrics.api.Assets;
import org.papermetrics.api.HttpDependencies;
import org.papermetrics.api.MetricsSource;
import org.papermetrics.api.PortUnavailableException;
import org.papermetrics.api.StartGate;
import org.papermetrics.client.DaemonAddressFile;
import org.papermetrics.concurrent.CloseStack;
import org.papermetrics.concurrent.Faults;
import org.papermetrics.concurrent.PeriodicTask;
import org.papermetrics.config.Settings;
import org.papermetrics.config.SettingsReloader;
import org.papermetrics.config.SettingsSource;
import org.papermetrics.export.ResultsFile;
import org.papermetrics.files.FileNameEncoding;
import org.papermetrics.index.IndexFactory;
import org.papermetrics.metrics.Figures;
import org.papermetrics.metrics.Metrics;
import org.papermetrics.model.Change;
import org.papermetrics.model.Explanation;
import org.papermetrics.model.LeftOut;
import org.papermetrics.model.Problem;
import org.papermetrics.model.ReadProgress;
import org.papermetrics.model.Run;
import org.papermetrics.model.Snapshot;
import org.papermetrics.model.Status;
import org.papermetrics.page.PageFiles;
import org.papermetrics.push.Hub;
import org.papermetrics.state.SavedState;
import org.papermetrics.write.DashboardHtml;
import org.papermetrics.write.DataFile;
import org.papermetrics.write.OutputWriter;
import org.papermetrics.write.StandaloneFile;
import org.papermetrics.write.StandalonePage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The running daemon, composed from its parts. It answers at once: with what an earlier daemon has
 * saved, while that is checked; without that, with what it has read so far.
 */
public final class Daemon implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Daemon.class);

  /** Between two checks while something is wrong, or is about to be. */
  private static final Duration HEALTH_CHECK = Duration.ofMillis(250);

  private static final Duration UPKEEP = Duration.ofMinutes(2);

  private static final String NOT_UP_TO_DATE =
      "The daemon runs but cannot read results at present; /healthz says why.";

  /** Replaced by one thread, read by several. */
  private volatile Settings settings;

  private final String version;
  private final Clock clock;
  private final Instant startedAt;
  private final CloseStack closing;
  private final Optional<String> token;
  private final String registerRemoved;
  private final OutputWriter outputs;
  private final Hub hub;
  private final StartGate gate;
  private final KeptAnswer answer;
  private final DaemonServer server;
  private final SettingsReloader reloader;
  private final DirectoryAccessCheck access;
  private final MemoryCheck memory = new MemoryCheck(this::known);
  private final Metrics metrics = new Metrics(this::figures);
  private final PeriodicTask health = new PeriodicTask("health");
  private final PeriodicTask upkeep = new PeriodicTask("upkeep");

  private volatile Pipeline board;

  /**
   * Starts a daemon and returns when it answers.
   *
   * @param source of the settings, checked as long as the daemon runs
   * @param version of the program, for the status
   * @throws CannotListenException when the address is taken
   * @throws DaemonException when it cannot run with these settings
   */
  public static Daemon start(SettingsSource source, String version, Clock clock)
      throws PortUnavailableException, DaemonException, InterruptedException {
    return start(source, version, clock, Optional.empty());
  }

  /**
   * Starts a daemon and returns when it answers.
   *
   * @param pageDirectory whose files the served page is made of instead of those in the program
   * @see #start(SettingsSource, String, Clock)
   */
  public static Daemon start(
      SettingsSource source, String version, Clock clock, Optional<Path> pageDirectory)
      throws PortUnavailableException, DaemonException, InterruptedException {
    CloseStack closing = new CloseStack();
    try {
      closing.add(DaemonDirectories.lock(source.settings()));
      Daemon daemon = new Daemon(source, version, clock, closing, pageDirectory);
      daemon.begin();
      return daemon;
    } catch (PortUnavailableException
        | DaemonException
        | InterruptedException
        | RuntimeException e) {
      closing.close();
      throw e;
    }
  }

  private Daemon(
      SettingsSource source,
      String version,
      Clock clock,
      CloseStack closing,
      Optional<Path> pageDirectory)
      throws DaemonException, PortUnavailableException {
    this.settings = source.settings();
    this.version = version;
    this.clock = clock;
    this.startedAt = clock.instant();
    this.closing = closing;
    this.registerRemoved = LeftOut.COMMAND + source.optionsForOtherCommands();
    this.token = DaemonDirectories.token(settings);
    answer = new KeptAnswer(StatePersister.file(settings), clock);
    gate = new StartGate(answer.read(IndexFactory.start(settings, version, clock).epoch()));
    CompletableFuture<PageFiles> loading = CompletableFuture.supplyAsync(PageFiles::load);
    // The board is restored meanwhile.
    CompletableFuture<DaemonServer> listening =
        DaemonServer.starting(
            settings,
            token,
            () ->
                content(
                    pageDirectory
                        .map(PageAssets::reading)
                        .orElseGet(() -> PageAssets.of(loading.join()))));
    closing.add(() -> DaemonServer.closeWhenStarted(listening));
    board =
        new Pipeline(
            settings,
            version,
            clock,
            Optional.empty(),
            Optional.empty(),
            this::problems,
            new Everybody(),
            this::checked,
            metrics);
    closing.add(() -> board.close());
    PageFiles page = loading.join();
    Path data = settings.outputDir().resolve(DataFile.NAME);
    DataFile dataFile =
        closing.add(new DataFile(data, Optional.of(DataFile.twinOf(data)), clock.getZone()));
    StandalonePage whole = new StandalonePage(page.parts());
    StandaloneFile standalone =
        new StandaloneFile(dataFile, settings.outputDir().resolve(StandaloneFile.NAME), whole);
    DashboardHtml besideData =
        new DashboardHtml(settings.outputDir().resolve(DashboardHtml.NAME), whole);
    outputs =
        closing.add(
            new OutputWriter(
                List.of(dataFile, standalone, besideData), this::wake, clock, System::nanoTime));
    reloader = new SettingsReloader(source, clock, this::take, this::wake);
    access = new DirectoryAccessCheck(() -> settings, source.file(), this::wake, clock);
    hub =
        new Hub(
            board.snapshot().epoch(),
            board.snapshot().revision(),
            board.earlierFrames(),
            System::nanoTime);
    server = DaemonServer.started(listening);
  }

  private HttpDependencies content(Assets page) {
    return new HttpDependencies(
        gate,
        this::snapshot,
        clock.getZone(),
        this::status,
        this::explain,
        this::results,
        (run, edit, condition) -> board.change(run, edit, condition),
        this::scrape,
        settings.outputDir(),
        page,
        Hub.handlerOf(() -> hub),
        Hub.changesOf(() -> hub));
  }

  /** Brings every change to open pages and into the output files. */
  private final class Everybody implements WriterThread.BoardListener {
    @Override
    public void changed(Change change, byte[] frame) {
      long revision = change.to().revision();
      if (frame.length > 0) {
        hub.publish(revision, frame);
      } else {
        hub.skip(revision);
      }
      offer(change.to());
    }

    @Override
    public void renewed(Snapshot snapshot) {
      hub.renew(snapshot.epoch(), snapshot.revision());
      offer(snapshot);
    }
  }

  /** What is not checked yet is not written: the output files say it already. */
  private void offer(Snapshot snapshot) {
    if (board.isChecked()) {
      outputs.offer(snapshot);
    }
  }

  private void checked() {
    outputs.offer(board.snapshot());
  }

  /** Starts all parts, each of them to be stopped before those that were started earlier. */
  private void begin() throws InterruptedException {
    closing.add(this::keepAnswer);
    closing.add(upkeep::close);
    upkeep.start(this::keepUp, () -> {});
    outputs.start();
    // Before the board and the outputs, but after the pages were told.
    closing.add(server);
    closing.add(hub);
    gate.open();
    closing.add(memory);
    memory.start();
    boolean nothingToShow = board.snapshot().runs().isEmpty();
    board.begin();
    if (nothingToShow) {
      board.awaitChecked();
    }
    closing.add(reloader);
    reloader.start();
    closing.add(access);
    access.start();
    closing.add(health::close);
    health.start(this::checkHealth, () -> {});
    LOG.info(
        "{} runs on the board at {}, outputs in {}",
        board.snapshot().runs().size(),
        address(),
        settings.outputDir());
  }

  /** Goes on with other settings, or with those before when these fail or cannot be used yet. */
  private Optional<Path> take(Settings next) throws InterruptedException {
    if (!next.showTheSameAs(settings)) {
      Optional<Path> unmounted = board.unmounted(next);
      if (unmounted.isPresent()) {
        return unmounted;
      }
      Optional<SavedState> unsaved = board.end();
      try {
        replaceBoard(next, unsaved);
      } catch (RuntimeException | Error e) {
        board.close();
        returnTo(unsaved);
        throw e;
      }
    }
    server.allow(next);
    settings = next;
    return Optional.empty();
  }

  /** Goes on with the settings in use; without any board there is nothing to go on with. */
  private void returnTo(Optional<SavedState> unsaved) throws InterruptedException {
    try {
      replaceBoard(settings, unsaved);
    } catch (RuntimeException | Error e) {
      Faults.endProcess("after a change of the configuration no board could be started", e);
    }
  }

  /** The board before is shown until the next one takes its place, which restores its state. */
  private void replaceBoard(Settings next, Optional<SavedState> unsaved)
      throws InterruptedException {
    Snapshot sent = board.snapshot();
    board =
        new Pipeline(
            next,
            version,
            clock,
            unsaved,
            Optional.of(sent),
            this::problems,
            new Everybody(),
            this::checked,
            metrics);
    Snapshot start = board.snapshot();
    if (!start.epoch().equals(sent.epoch())) {
      hub.renew(start.epoch(), start.revision());
    }
    board.begin();
    board.awaitChecked();
  }

  /** Where it answers, as {@code http://HOST:PORT}. */
  public String address() {
    return server.address(settings);
  }

  /** Where it answers, with the token when one is asked for. */
  public String addressWithToken() {
    return token.map(t -> DaemonAddressFile.withToken(address(), t)).orElse(address());
  }

  /** The board as it is now. */
  public Snapshot snapshot() {
    return board.snapshot();
  }

  /** Whether the writer's loop really turns; it does so every few seconds when nothing hangs. */
  public boolean turning() {
    return board.turning();
  }

  /** Pages must not say that they are up to date when the writer is not. */
  private long checkHealth() {
    Pipeline now = board;
    if (!now.writerCheck().ok()) {
      hub.suspend(NOT_UP_TO_DATE);
      return HEALTH_CHECK.toNanos();
    }
    hub.resume();
    return Math.max(HEALTH_CHECK.toNanos(), now.untilNextCheck().toNanos());
  }

  /** Leftovers of a daemon that was just ended are too young to be removed at the start. */
  private long keepUp() {
    DaemonDirectories.removeLeftovers(settings, clock.instant());
    if (board.isChecked()) {
      answer.keepNowAndThen(snapshot());
    }
    return UPKEEP.toNanos();
  }

  private void keepAnswer() {
    if (board.isChecked()) {
      answer.keep(snapshot());
    }
  }

  private void wake() {
    board.wake();
  }

  /** The problems that concern no single board. */
  private List<Problem> problems() {
    List<Problem> problems = new ArrayList<>(outputs.problems());
    problems.addAll(reloader.problems());
    problems.addAll(access.problems());
    problems.addAll(memory.problems(clock.instant()));
    FileNameEncoding.fault("The daemon")
        .map(fault -> new Problem(Problem.Kind.LOCALE_NOT_UTF8, "/", fault, startedAt))
        .ifPresent(problems::add);
    return problems;
  }

  private int known() {
    return board.reading().map(ReadProgress::total).orElseGet(() -> snapshot().runs().size());
  }

  private Status status() {
    Pipeline now = board;
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

  private Figures figures() {
    return board.figures(status(), hub, outputs.writing());
  }

  private MetricsSource.Text scrape(@Nullable String accept) {
    Metrics.Scrape scrape = metrics.scrape(accept);
    return new MetricsSource.Text(scrape.contentType(), scrape.body());
  }

  private Explanation explain(String subject) {
    return board.explain(subject);
  }

  private List<ResultsFile> results(List<Run> runs) {
    return board.results(runs);
  }

  /** Stops everything and leaves the outputs up to date. */
  @Override
  public void close() {
    closing.close();
  }
}

package org.papermetrics.daemon;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
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
import org.papermetrics.concurrent.PeriodicTask;
import org.papermetrics.config.Settings;
import org.papermetrics.config.SettingsReloader;
import org.papermetrics.config.SettingsSource;
import org.papermetrics.index.IndexFactory;
import org.papermetrics.metrics.Metrics;
import org.papermetrics.model.Change;
import org.papermetrics.model.LeftOut;
import org.papermetrics.model.ReadProgress;
import org.papermetrics.model.Snapshot;
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

  private final String version;
  private final Clock clock;
  private final CloseStack closing;
  private final Optional<String> token;
  private final OutputWriter outputs;
  private final Hub hub;
  private final StartGate gate;
  private final KeptAnswer answer;
  private final DaemonServer server;
  private final SettingsReloader reloader;
  private final DirectoryAccessCheck access;
  private final MemoryCheck memory = new MemoryCheck(this::known);
  private final Metrics metrics = new Metrics(() -> report().figures());
  private final PeriodicTask health = new PeriodicTask("health");
  private final PeriodicTask upkeep = new PeriodicTask("upkeep");
  private final ServedBoard board;
  private final DaemonReport report;

  /**
   * Starts a daemon and returns when it answers.
   *
   * @param source of the settings, checked as long as the daemon runs
   * @param version of the program, for the status
   * @throws PortUnavailableException when the address is taken
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
    Settings settings = source.settings();
    this.version = version;
    this.clock = clock;
    Instant startedAt = clock.instant();
    this.closing = closing;
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
                        .orElseGet(() -> PageAssets.of(loading.join())),
                    settings.outputDir()));
    closing.add(() -> DaemonServer.closeWhenStarted(listening));
    board = closing.add(new ServedBoard(settings, this::board));
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
    access = new DirectoryAccessCheck(board::settings, source.file(), this::wake, clock);
    hub =
        new Hub(
            snapshot().epoch(),
            snapshot().revision(),
            board.now().earlierFrames(),
            System::nanoTime);
    report =
        new DaemonReport(
            version,
            clock,
            startedAt,
            LeftOut.COMMAND + source.optionsForOtherCommands(),
            board,
            outputs,
            reloader,
            access,
            memory,
            hub);
    server = DaemonServer.started(listening);
  }

  private Pipeline board(Settings settings, Optional<SavedState> unsaved, Optional<Snapshot> sent) {
    return new Pipeline(
        settings,
        version,
        clock,
        unsaved,
        sent,
        () -> report().problems(),
        new Everybody(),
        this::checked,
        metrics);
  }

  /** For parts that are made before it and ask when all run. */
  private DaemonReport report() {
    return report;
  }

  private HttpDependencies content(Assets page, Path outputDir) {
    return new HttpDependencies(
        gate,
        this::snapshot,
        clock.getZone(),
        () -> report().status(),
        subject -> board.now().explain(subject),
        runs -> board.now().results(runs),
        (run, edit, condition) -> board.now().change(run, edit, condition),
        this::scrape,
        outputDir,
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
    if (board.now().isChecked()) {
      outputs.offer(snapshot);
    }
  }

  private void checked() {
    outputs.offer(board.now().snapshot());
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
    boolean nothingToShow = snapshot().runs().isEmpty();
    board.now().begin();
    if (nothingToShow) {
      board.now().awaitChecked();
    }
    closing.add(reloader);
    reloader.start();
    closing.add(access);
    access.start();
    closing.add(health::close);
    health.start(this::checkHealth, () -> {});
    LOG.info(
        "{} runs on the board at {}, outputs in {}",
        snapshot().runs().size(),
        address(),
        board.settings().outputDir());
  }

  /** Goes on with other settings; a directory that is not mounted yet is given back. */
  private Optional<Path> take(Settings next) throws InterruptedException {
    Optional<Path> unmounted = board.change(next, hub);
    if (unmounted.isEmpty()) {
      server.allow(next);
    }
    return unmounted;
  }

  /** Where it answers, as {@code http://HOST:PORT}. */
  public String address() {
    return server.address(board.settings());
  }

  /** Where it answers, with the token when one is asked for. */
  public String addressWithToken() {
    return token.map(t -> DaemonAddressFile.withToken(address(), t)).orElse(address());
  }

  /** The board as it is now. */
  public Snapshot snapshot() {
    return board.now().snapshot();
  }

  /** Whether the writer's loop really turns; it does so every few seconds when nothing hangs. */
  public boolean turning() {
    return board.now().turning();
  }

  /** Pages must not say that they are up to date when the writer is not. */
  private long checkHealth() {
    Pipeline now = board.now();
    if (!now.writerCheck().ok()) {
      hub.suspend(NOT_UP_TO_DATE);
      return HEALTH_CHECK.toNanos();
    }
    hub.resume();
    return Math.max(HEALTH_CHECK.toNanos(), now.untilNextCheck().toNanos());
  }

  /** Leftovers of a daemon that was just ended are too young to be removed at the start. */
  private long keepUp() {
    DaemonDirectories.removeLeftovers(board.settings(), clock.instant());
    if (board.now().isChecked()) {
      answer.keepNowAndThen(snapshot());
    }
    return UPKEEP.toNanos();
  }

  private void keepAnswer() {
    if (board.now().isChecked()) {
      answer.keep(snapshot());
    }
  }

  private void wake() {
    board.now().wake();
  }

  private int known() {
    return board.now().reading().map(ReadProgress::total).orElseGet(() -> snapshot().runs().size());
  }

  private MetricsSource.Text scrape(@Nullable String accept) {
    Metrics.Scrape scrape = metrics.scrape(accept);
    return new MetricsSource.Text(scrape.contentType(), scrape.body());
  }

  /** Stops everything and leaves the outputs up to date. */
  @Override
  public void close() {
    closing.close();
  }
}

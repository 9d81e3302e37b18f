package org.papermetrics.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.papermetrics.cli.demo.DemoJobs;
import org.papermetrics.cli.demo.DemoSettings;
import org.papermetrics.cli.demo.DemoTree;
import org.papermetrics.config.HttpSettings;
import org.papermetrics.config.Settings;
import org.papermetrics.config.SettingsLoader;
import org.papermetrics.config.SettingsSource;
import org.papermetrics.config.WatchSettings;
import org.papermetrics.daemon.Daemon;
import org.papermetrics.files.IoErrors;
import org.papermetrics.files.TempDirectory;
import org.papermetrics.layout.FilePatterns;
import org.papermetrics.model.ProgramVersion;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows the program on a tree of made-up runs. */
@Command(
    name = "demo",
    description =
        "Makes a small realistic tree, serves it, drops a new result every few seconds, and lets"
            + " evaluations write their logs.",
    mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
  private static final long SEED = 20_251_021;
  private static final Duration BETWEEN_LINES = Duration.ofMillis(200);

  @Option(
      names = "--runs",
      paramLabel = "N",
      defaultValue = "32",
      description = "How many runs the tree has at the start. Default: ${DEFAULT-VALUE}.")
  private int runs;

  @Option(
      names = "--write-only",
      paramLabel = "DIR",
      description = "Only write the tree into this new directory, and end.")
  private @Nullable Path writeOnly;

  @Option(
      names = "--every",
      paramLabel = "SECONDS",
      defaultValue = "5",
      description = "Time between two new results. Default: ${DEFAULT-VALUE}.")
  private int every;

  @Option(
      names = "--output-dir",
      paramLabel = "DIR",
      description = "Where the data file and the pages are written. Default: in the tree.")
  private @Nullable Path outputDir;

  @Option(
      names = "--host",
      paramLabel = "HOST",
      defaultValue = HttpSettings.DEFAULT_HOST,
      description = "The address to listen on, a loopback address. Default: ${DEFAULT-VALUE}.")
  private String host;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description =
          "The port; 0 picks a free one. Default: "
              + SettingsLoader.DEFAULT_PORT
              + ", or a free one when that is taken.")
  private @Nullable Integer port;

  private boolean ended;

  @Spec private CommandSpec spec;

  /** Made by the command line. */
  @SuppressWarnings("NullAway.Init")
  DemoCommand() {}

  @Override
  public Integer call() throws CommandException, InterruptedException {
    if (runs < 1 || every < 1) {
      throw new CommandException(ExitCode.USAGE, "--runs and --every are numbers from 1 on.");
    }
    Clock clock = Clock.system(ZoneId.systemDefault());
    DemoSettings demo = DemoSettings.of(SEED, runs, clock);
    if (writeOnly != null) {
      write(writeOnly, demo);
      spec.commandLine().getOut().println(runs + " runs in " + writeOnly);
      return ExitCode.DONE.number();
    }
    HttpSettings http = http(port == null ? SettingsLoader.DEFAULT_PORT : port);
    Path directory = temporaryDirectory();
    DemoTree tree = write(directory.resolve("tree"), demo.withProblems());
    DemoJobs jobs = start(tree, demo);
    Daemon daemon = serve(tree, directory, http);
    DaemonStarter.atExit(
        () -> {
          daemon.close();
          end(directory);
        });
    spec.commandLine().getOut().println("listening on " + daemon.address());
    PrintWriter err = spec.commandLine().getErr();
    err.println("A tree of made-up runs is in " + directory + "; it goes with the demo (Ctrl-C).");
    List<String> compared = tree.worthComparing();
    if (!compared.isEmpty()) {
      String selection = "/#tab=context&sel=" + String.join("~", compared);
      err.println("Some of them side by side: " + daemon.address() + selection);
    }
    Instant drop = clock.instant().plusSeconds(every);
    while (true) {
      Thread.sleep(BETWEEN_LINES.toMillis());
      Instant now = clock.instant();
      boolean due = !now.isBefore(drop);
      drop = due ? now.plusSeconds(every) : drop;
      synchronized (this) {
        if (!ended) {
          proceed(tree, due, jobs, now);
        }
      }
    }
  }

  /** Takes the tree away when no result is being written into it. */
  private synchronized void end(Path directory) {
    ended = true;
    TempDirectory.delete(directory);
  }

  private HttpSettings http(int listenOn) throws CommandException {
    try {
      return new HttpSettings(host, listenOn, Set.of(), false);
    } catch (IllegalArgumentException e) {
      throw new CommandException(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
    }
  }

  private Daemon serve(DemoTree tree, Path directory, HttpSettings http)
      throws CommandException, InterruptedException {
    try {
      return serve(settings(tree, directory, http));
    } catch (CommandException e) {
      if (port == null && e.exitCode() == ExitCode.CANNOT_LISTEN) {
        return serve(settings(tree, directory, http(0)));
      }
      throw e;
    }
  }

  private static Daemon serve(Settings settings) throws CommandException, InterruptedException {
    return DaemonStarter.start(
        SettingsSource.fixed(settings), ProgramVersion.current(), Optional.empty());
  }

  private Settings settings(DemoTree tree, Path directory, HttpSettings listenOn) {
    return new Settings(
        List.of(tree.checkpoints()),
        List.of(tree.logs()),
        tree.registry(),
        outputDir == null ? tree.dashboard() : outputDir.toAbsolutePath().normalize(),
        directory.resolve("state"),
        Optional.empty(),
        listenOn,
        WatchSettings.DEFAULT,
        new Settings.Discovery(List.of(FilePatterns.RESULTS), List.of()),
        Settings.Evaluations.DEFAULT,
        List.of(),
        List.of());
  }

  private static Path temporaryDirectory() throws CommandException {
    try {
      return Files.createTempDirectory("paper-metrics-demo-").toRealPath();
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.FAILED, "No temporary directory can be made: " + IoErrors.of(e), e);
    }
  }

  private static DemoTree write(Path directory, DemoSettings demo) throws CommandException {
    try {
      return DemoTree.write(directory, demo);
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.FAILED, "The tree cannot be written: " + IoErrors.of(e), e);
    }
  }

  private static DemoJobs start(DemoTree tree, DemoSettings demo) throws CommandException {
    try {
      return DemoJobs.start(tree, demo);
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.FAILED, "The evaluations cannot be written: " + IoErrors.of(e), e);
    }
  }

  private static void proceed(DemoTree tree, boolean drop, DemoJobs jobs, Instant now)
      throws CommandException {
    try {
      jobs.play(now);
      if (drop) {
        tree.dropNext();
      }
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.FAILED, "The next result cannot be written: " + IoErrors.of(e), e);
    }
  }
}

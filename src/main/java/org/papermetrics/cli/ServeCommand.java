package org.papermetrics.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.papermetrics.cli.service.ClassArchive;
import org.papermetrics.cli.service.JournalOutput;
import org.papermetrics.cli.service.SdNotify;
import org.papermetrics.config.SettingsSource;
import org.papermetrics.daemon.Daemon;
import org.papermetrics.model.ProgramVersion;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The daemon. */
@Command(
    name = "serve",
    description = "Watches, keeps the outputs fresh, and serves the live page until it is stopped.",
    mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {
  @Mixin private SettingsOptions options;

  @Option(
      names = "--output-dir",
      paramLabel = "DIR",
      description = "Where the data file and the pages are written.")
  private @Nullable Path outputDir;

  @Option(names = "--host", paramLabel = "HOST", description = "The address to listen on.")
  private @Nullable String host;

  @Option(names = "--port", paramLabel = "PORT", description = "The port; 0 picks a free one.")
  private @Nullable Integer port;

  @Option(
      names = "--static-dir",
      paramLabel = "DIR",
      hidden = true,
      description = "Reads the page's files from here at each request, to work on the page.")
  private @Nullable Path staticDir;

  @Spec private CommandSpec spec;

  /** Made by the command line. */
  @SuppressWarnings("NullAway.Init")
  ServeCommand() {}

  @Override
  public Integer call() throws CommandException, InterruptedException {
    ClassArchive.refusal()
        .map(sentence -> JournalOutput.warning("paper-metrics: " + sentence))
        .ifPresent(spec.commandLine().getErr()::println);
    try (SdNotify supervision = SdNotify.of(System.getenv())) {
      Daemon daemon;
      try {
        daemon = start(supervision);
      } catch (CommandException e) {
        supervision.failed(String.valueOf(e.getMessage()));
        throw e;
      }
      DaemonStarter.atExit(
          () -> {
            supervision.stopping();
            daemon.close();
            supervision.stopped();
          });
      spec.commandLine().getOut().println("listening on " + DaemonStarter.printable(daemon));
      supervision.ready(new Board(daemon));
      new CountDownLatch(1).await();
    }
    return ExitCode.DONE.number();
  }

  private Daemon start(SdNotify supervision) throws CommandException, InterruptedException {
    SettingsSource source = options.source(outputDir, host, port);
    supervision.starting();
    return DaemonStarter.start(source, ProgramVersion.current(), Optional.ofNullable(staticDir));
  }

  /** What the service manager watches. */
  private record Board(Daemon daemon) implements SdNotify.Subject {
    @Override
    public boolean turning() {
      return daemon.turning();
    }

    @Override
    public String status() {
      int runs = daemon.snapshot().runs().size();
      int problems = daemon.snapshot().problems().size();
      return "%d run%s, %d problem%s, at %s"
          .formatted(
              runs, runs == 1 ? "" : "s", problems, problems == 1 ? "" : "s", daemon.address());
    }
  }
}

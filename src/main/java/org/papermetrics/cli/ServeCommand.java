package org.papermetrics.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.papermetrics.daemon.Daemon;
import org.papermetrics.daemon.SettingsSource;
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

  @Spec private CommandSpec spec;

  /** Made by the command line. */
  @SuppressWarnings("NullAway.Init")
  ServeCommand() {}

  @Override
  public Integer call() throws CommandException, InterruptedException {
    SettingsSource source = options.source(outputDir, host, port);
    Daemon daemon = Serving.start(source, Version.current());
    Serving.closeAtExit(daemon, () -> {});
    spec.commandLine().getOut().println("listening on " + Serving.printable(daemon));
    new CountDownLatch(1).await();
    return ExitCode.DONE.number();
  }
}

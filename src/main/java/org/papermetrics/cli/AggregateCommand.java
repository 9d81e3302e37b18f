package org.papermetrics.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.papermetrics.config.Settings;
import org.papermetrics.daemon.NoRuns;
import org.papermetrics.daemon.OneShotAggregation;
import org.papermetrics.files.IoErrors;
import org.papermetrics.model.Problem;
import org.papermetrics.write.DataFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** One pass over all runs, without a server. */
@Command(
    name = "aggregate",
    description = "Reads all runs once and writes the data file and the page beside it.",
    mixinStandardHelpOptions = true)
final class AggregateCommand implements Callable<Integer> {
  private static final int SHOWN_PROBLEMS = 20;

  @Mixin private SettingsOptions options;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "The data file. Default: dashboard_data.json in the output directory.")
  private @Nullable Path output;

  @Option(
      names = "--standalone",
      paramLabel = "FILE",
      description = "Also make the page with everything in one file.")
  private @Nullable Path standalone;

  @Option(
      names = "--full-scan",
      description = "Search the checkpoint directories for results that are not registered.")
  private boolean fullScan;

  @Option(names = "--strict", description = "End with exit code 3 when there is any problem.")
  private boolean strict;

  @Spec private CommandSpec spec;

  /** Made by the command line. */
  @SuppressWarnings("NullAway.Init")
  AggregateCommand() {}

  @Override
  public Integer call() throws CommandException, InterruptedException {
    Path absolute = output == null ? null : output.toAbsolutePath().normalize();
    Settings settings =
        options.source(absolute == null ? null : absolute.getParent(), null, null).settings();
    Clock clock = Clock.system(ZoneId.systemDefault());
    Path data = absolute == null ? settings.outputDir().resolve(DataFile.NAME) : absolute;
    PrintWriter err = spec.commandLine().getErr();
    OneShotAggregation.Result result;
    try (ProgressLine progress = new ProgressLine(err)) {
      result = OneShotAggregation.run(settings, fullScan, Optional.of(data), progress::show, clock);
    }
    List<Problem> problems = result.snapshot().problems();
    if (!result.anyRootReadable()) {
      report(problems, err);
      throw new CommandException(
          ExitCode.NOT_READABLE,
          "No checkpoint directory is readable; see the problems above. Nothing was written.");
    }
    try {
      OneShotAggregation.write(result, data, clock);
      PageFileWriter.besideData(data);
      if (standalone != null) {
        PageFileWriter.standalone(data, standalone);
      }
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.FAILED,
          "The output cannot be written: " + IoErrors.of(e) + ". Nothing was lost.",
          e);
    }
    PrintWriter out = spec.commandLine().getOut();
    out.println(result.snapshot().runs().size() + " runs in " + data);
    report(problems, err);
    if (result.snapshot().runs().isEmpty()) {
      NoRuns.lines(settings, result.searched(), clock).forEach(err::println);
    }
    return (strict && !problems.isEmpty() ? ExitCode.NOT_READABLE : ExitCode.DONE).number();
  }

  private static void report(List<Problem> problems, PrintWriter err) {
    problems.stream()
        .limit(SHOWN_PROBLEMS)
        .forEach(p -> err.println(p.kind().wireName() + ": " + p.path() + ": " + p.message()));
    if (problems.size() > SHOWN_PROBLEMS) {
      err.println("… and " + (problems.size() - SHOWN_PROBLEMS) + " more problems.");
    }
  }
}

package org.papermetrics.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.papermetrics.files.IoErrors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes the page that opens by double-click. */
@Command(
    name = "standalone",
    description = "Makes the page with everything in one file from a data file.",
    mixinStandardHelpOptions = true)
final class StandaloneCommand implements Callable<Integer> {
  @Option(
      names = "--data",
      required = true,
      paramLabel = "FILE",
      description = "A dashboard_data.json.")
  private Path data;

  @Option(
      names = "--output",
      required = true,
      paramLabel = "FILE",
      description = "The page to write.")
  private Path output;

  @Spec private CommandSpec spec;

  /** Made by the command line. */
  @SuppressWarnings("NullAway.Init")
  StandaloneCommand() {}

  @Override
  public Integer call() throws CommandException {
    if (!Files.isRegularFile(data)) {
      throw new CommandException(
          ExitCode.USAGE,
          "There is no data file " + data + ". Make one with: paper-metrics aggregate");
    }
    try {
      PageFileWriter.standalone(data, output);
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.FAILED, "The page " + output + " cannot be made: " + IoErrors.of(e), e);
    }
    spec.commandLine().getOut().println(output);
    return ExitCode.DONE.number();
  }
}

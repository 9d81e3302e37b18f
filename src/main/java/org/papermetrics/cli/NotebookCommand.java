package org.papermetrics.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.papermetrics.cli.service.InstallPaths;
import org.papermetrics.files.AtomicFile;
import org.papermetrics.files.IoErrors;
import org.papermetrics.model.ProgramVersion;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Writes the Python module that shows the board in notebooks. */
@Command(
    name = "notebook",
    description =
        "Writes a Python module for notebooks: runs as DataFrames, and the page in a cell.",
    mixinStandardHelpOptions = true)
final class NotebookCommand implements Callable<Integer> {
  @Mixin private SettingsOptions options;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "The file to write, such as paper_metrics.py. Default: standard output.")
  private @Nullable Path output;

  @Spec private CommandSpec spec;

  /** Made by the command line. */
  @SuppressWarnings("NullAway.Init")
  NotebookCommand() {}

  @Override
  public Integer call() throws CommandException {
    String text =
        NotebookFile.text(
            ProgramVersion.current(),
            options.settings().stateDir().toAbsolutePath(),
            InstallPaths.runningJar());
    PrintWriter out = spec.commandLine().getOut();
    if (output == null) {
      out.print(text);
      out.flush();
    } else {
      write(output.toAbsolutePath(), text);
      out.println(output);
    }
    return ExitCode.DONE.number();
  }

  private static void write(Path file, String text) throws CommandException {
    try {
      if (NotebookFile.belongsToOthers(file)) {
        throw new CommandException(
            ExitCode.USAGE,
            file
                + " was not written by this program and is left as it is. Move it away, or give"
                + " another name with --output.");
      }
      AtomicFile.replace(file, text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.FAILED, "The module " + file + " cannot be written: " + IoErrors.of(e), e);
    }
  }
}

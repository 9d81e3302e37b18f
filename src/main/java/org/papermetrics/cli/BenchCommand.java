package org.papermetrics.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.papermetrics.cli.bench.Bench;
import org.papermetrics.cli.bench.BenchReport;
import org.papermetrics.cli.bench.BenchResult;
import org.papermetrics.cli.bench.Machine;
import org.papermetrics.files.AtomicFile;
import org.papermetrics.files.IoErrors;
import org.papermetrics.model.ProgramVersion;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures the program on this machine. */
@Command(
    name = "bench",
    description =
        "Measures the program on this machine, on a tree of made-up runs: starts, changes, bursts,"
            + " many pages, idle, memory; beside each the least that any program needs.",
    mixinStandardHelpOptions = true)
final class BenchCommand implements Callable<Integer> {
  private static final String ERASE = "\r\u001b[K";

  @Option(
      names = "--runs",
      paramLabel = "N",
      split = ",",
      defaultValue = "1000",
      description =
          "How many runs there are; several sizes with commas. Default: ${DEFAULT-VALUE}.")
  private List<Integer> runs;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "Also write the table into this file, in Markdown.")
  private @Nullable Path output;

  @Option(
      names = "--directory",
      paramLabel = "DIR",
      description =
          "Where the temporary directory is made: on the file system that shall be measured."
              + " Default: that of the system.")
  private @Nullable Path directory;

  @Spec private CommandSpec spec;

  /** Made by the command line. */
  @SuppressWarnings("NullAway.Init")
  BenchCommand() {}

  @Override
  public Integer call() throws CommandException, InterruptedException {
    for (int size : runs) {
      if (size < Bench.FEWEST_RUNS || size > Bench.MOST_RUNS) {
        throw new CommandException(
            ExitCode.USAGE,
            String.format(
                Locale.ROOT,
                "--runs is %d, but must be from %d to %d.",
                size,
                Bench.FEWEST_RUNS,
                Bench.MOST_RUNS));
      }
    }
    Path parent = parent();
    requirePlaceForOutput();
    List<BenchResult> results = new ArrayList<>();
    try {
      Machine machine = Machine.here(parent);
      try {
        for (int size : runs) {
          results.add(measure(size, parent));
        }
      } finally {
        report(machine, results);
      }
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.FAILED,
          "The benchmark cannot go on in "
              + parent
              + ": "
              + IoErrors.of(e).replaceAll("\\.$", "")
              + ". Another place can be chosen with --directory.",
          e);
    }
    return ExitCode.DONE.number();
  }

  private Path parent() throws CommandException {
    Path chosen = directory == null ? Path.of(System.getProperty("java.io.tmpdir")) : directory;
    if (!Files.isDirectory(chosen)) {
      throw new CommandException(
          ExitCode.USAGE, chosen + " is no directory. Choose one with --directory.");
    }
    return chosen.toAbsolutePath().normalize();
  }

  /** Minutes later it would be too late. */
  private void requirePlaceForOutput() throws CommandException {
    if (output != null && !Files.isDirectory(output.toAbsolutePath().resolveSibling(""))) {
      throw new CommandException(
          ExitCode.USAGE, output + " cannot be written: its directory does not exist.");
    }
  }

  private BenchResult measure(int size, Path parent) throws IOException, InterruptedException {
    PrintWriter err = spec.commandLine().getErr();
    boolean terminal = ProgressLine.isTerminal(2);
    BenchResult result =
        Bench.measure(
            size,
            parent,
            stage -> {
              if (terminal) {
                err.print(ERASE + String.format(Locale.ROOT, "%,d runs: %s", size, stage));
                err.flush();
              }
            });
    if (terminal) {
      err.print(ERASE);
      err.flush();
    }
    return result;
  }

  /** What was measured is shown even when a larger size cannot be. */
  private void report(Machine machine, List<BenchResult> results) throws CommandException {
    if (results.isEmpty()) {
      return;
    }
    LocalDate today = LocalDate.now(ZoneId.systemDefault());
    BenchReport report = new BenchReport(ProgramVersion.current(), today, machine, results);
    spec.commandLine().getOut().print(report.text());
    spec.commandLine().getOut().flush();
    if (output != null) {
      try {
        byte[] text = report.markdown().getBytes(StandardCharsets.UTF_8);
        AtomicFile.replace(output.toAbsolutePath(), AtomicFile.bytes(text));
      } catch (IOException e) {
        throw new CommandException(
            ExitCode.FAILED, output + " cannot be written: " + IoErrors.of(e), e);
      }
    }
  }
}

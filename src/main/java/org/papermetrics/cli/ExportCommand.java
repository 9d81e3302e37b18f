package org.papermetrics.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.papermetrics.client.DaemonClient;
import org.papermetrics.client.RefusedException;
import org.papermetrics.compare.Comparison;
import org.papermetrics.compare.ComparisonCsv;
import org.papermetrics.compare.ComparisonQuery;
import org.papermetrics.compare.ScoredRuns;
import org.papermetrics.config.Settings;
import org.papermetrics.export.CheckpointResults;
import org.papermetrics.export.Origin;
import org.papermetrics.export.TableQuery;
import org.papermetrics.files.AtomicFile;
import org.papermetrics.files.IoErrors;
import org.papermetrics.model.ProgramVersion;
import org.papermetrics.query.QueryException;
import org.papermetrics.query.QueryResult;
import org.papermetrics.query.RunQuery;
import org.papermetrics.wire.BoardJson;
import org.papermetrics.wire.ComparisonJson;
import org.papermetrics.wire.DataBoard;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Writes a table of runs for a paper, or runs for other programs. */
@Command(
    name = "export",
    description = "Writes a table of runs for a paper, from the running daemon or a data file.",
    mixinStandardHelpOptions = true)
final class ExportCommand implements Callable<Integer> {
  @Mixin private SettingsOptions options;
  @Mixin private QueryOptions query;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "latex (the default), markdown, csv or json.")
  private RunQuery.Format format = RunQuery.Format.LATEX;

  @Option(
      names = "--comparison",
      description = "The statistics beside the reference run, as JSON or CSV.")
  private boolean comparison;

  @Option(
      names = "--data",
      paramLabel = "FILE",
      description = "A dashboard_data.json, in place of the running daemon.")
  private @Nullable Path data;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "The file to write. Default: standard output.")
  private @Nullable Path output;

  @Spec private CommandSpec spec;

  /** Made by the command line. */
  @SuppressWarnings("NullAway.Init")
  ExportCommand() {}

  @Override
  public Integer call() throws CommandException {
    if (comparison && format != RunQuery.Format.JSON && format != RunQuery.Format.CSV) {
      throw new CommandException(
          ExitCode.USAGE, "A comparison has --format json or --format csv, which is not given.");
    }
    Map<String, List<String>> parameters = query.parameters(format);
    String text = data == null ? ofDaemon(parameters) : ofData(data, parameters);
    PrintWriter out = spec.commandLine().getOut();
    if (output == null) {
      out.print(text);
      out.flush();
    } else {
      write(output, text);
      out.println(output);
    }
    return ExitCode.DONE.number();
  }

  private static void write(Path output, String text) throws CommandException {
    try {
      AtomicFile.replace(output.toAbsolutePath(), text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.FAILED, "The table " + output + " cannot be written: " + IoErrors.of(e), e);
    }
  }

  private String ofDaemon(Map<String, List<String>> parameters) throws CommandException {
    Settings settings = options.settings();
    try {
      DaemonClient daemon =
          DaemonClient.of(settings)
              .orElseThrow(
                  () ->
                      new CommandException(
                          ExitCode.FAILED,
                          "No daemon is running with the state directory "
                              + settings.stateDir()
                              + ". Start one with: paper-metrics serve, or name a data file with"
                              + " --data"));
      return comparison ? daemon.comparison(parameters) : daemon.runs(parameters);
    } catch (RefusedException e) {
      throw new CommandException(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
    } catch (IOException e) {
      throw new CommandException(ExitCode.FAILED, String.valueOf(e.getMessage()), e);
    }
  }

  private String ofData(Path file, Map<String, List<String>> parameters) throws CommandException {
    if (!Files.isRegularFile(file)) {
      throw new CommandException(
          ExitCode.USAGE,
          "There is no data file " + file + ". Make one with: paper-metrics aggregate");
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      DataBoard board = DataBoard.read(Files.readAllBytes(file));
      if (comparison) {
        compare(board, parameters, out);
      } else if (TableQuery.isAskedFor(parameters)) {
        TableQuery.of(parameters, board.snapshot())
            .write(
                new ScoredRuns(),
                new Origin(
                    ProgramVersion.current(), Instant.now(), file.toAbsolutePath().toString()),
                new CheckpointResults(board.zone()),
                out);
      } else {
        RunQuery asked = RunQuery.of(parameters, board.snapshot());
        QueryResult found = asked.find();
        if (asked.format() == RunQuery.Format.CSV) {
          found.writeCsv(out);
        } else {
          BoardJson.found(board.snapshot(), board.zone(), found, out);
        }
      }
    } catch (QueryException e) {
      throw new CommandException(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.FAILED, "The data file " + file + " cannot be read: " + IoErrors.of(e), e);
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  private static void compare(
      DataBoard board, Map<String, List<String>> parameters, OutputStream out)
      throws IOException, QueryException {
    ComparisonQuery asked = ComparisonQuery.of(parameters, board.snapshot());
    Comparison compared = asked.compare(new ScoredRuns());
    if (asked.format() == RunQuery.Format.CSV) {
      ComparisonCsv.write(compared, out);
    } else {
      ComparisonJson.write(board.snapshot(), compared, out);
    }
  }
}

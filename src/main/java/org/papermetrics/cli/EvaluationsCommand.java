package org.papermetrics.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.papermetrics.client.DaemonClient;
import org.papermetrics.config.Settings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints the evaluations under way, as the running daemon knows them. */
@Command(
    name = "evaluations",
    description =
        "Prints the evaluations that run, are stalled, or have ended without results, from the"
            + " running daemon.",
    mixinStandardHelpOptions = true)
final class EvaluationsCommand implements Callable<Integer> {
  private static final Duration EVERY = Duration.ofSeconds(2);
  private static final String CLEAR = "\u001b[H\u001b[2J";
  private static final ObjectMapper JSON = new ObjectMapper();

  @Mixin private SettingsOptions options;

  @Option(names = "--json", description = "Print them as the API gives them, with their curves.")
  private boolean json;

  @Option(names = "--watch", description = "Print them again every two seconds, until Ctrl-C.")
  private boolean watch;

  @Spec private CommandSpec spec;

  /** Made by the command line. */
  @SuppressWarnings("NullAway.Init")
  EvaluationsCommand() {}

  @Override
  public Integer call() throws CommandException, InterruptedException {
    Settings settings = options.settings();
    print(settings, "");
    while (watch) {
      Thread.sleep(EVERY.toMillis());
      print(settings, json || !ProgressLine.isTerminal(1) ? "" : CLEAR);
    }
    return ExitCode.DONE.number();
  }

  private void print(Settings settings, String before) throws CommandException {
    PrintWriter out = spec.commandLine().getOut();
    try {
      String answer = daemon(settings).evaluations();
      out.print(before);
      if (json) {
        out.println(answer);
      } else {
        EvaluationsTable.lines(JSON.readTree(answer), Instant.now()).forEach(out::println);
      }
      out.flush();
    } catch (IOException e) {
      throw new CommandException(ExitCode.FAILED, String.valueOf(e.getMessage()), e);
    }
  }

  private static DaemonClient daemon(Settings settings) throws IOException, CommandException {
    return DaemonClient.of(settings)
        .orElseThrow(
            () ->
                new CommandException(
                    ExitCode.FAILED,
                    "No daemon is running with the state directory "
                        + settings.stateDir()
                        + ". Start one with: paper-metrics serve"));
  }
}

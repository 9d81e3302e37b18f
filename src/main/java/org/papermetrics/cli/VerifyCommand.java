package org.papermetrics.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.papermetrics.export.DataVerifier;
import org.papermetrics.export.TableVerifier;
import org.papermetrics.export.Verdict;
import org.papermetrics.files.IoErrors;
import org.papermetrics.wire.DataReader;
import org.papermetrics.write.StandaloneData;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tells whether the numbers of an export are still those of the results files. */
@Command(
    name = "verify",
    description = "Tells whether the numbers of an export are still those of the results files.",
    mixinStandardHelpOptions = true)
final class VerifyCommand implements Callable<Integer> {
  /** A table in LaTeX may begin with a brace, too. */
  private static final Pattern JSON_OBJECT = Pattern.compile("\\s*\\{\\s*\"");

  @Parameters(
      paramLabel = "FILE",
      description = "A table, a report, a data file or a single-file page, whatever its name.")
  private Path file;

  @Spec private CommandSpec spec;

  /** Made by the command line. */
  @SuppressWarnings("NullAway.Init")
  VerifyCommand() {}

  @Override
  public Integer call() throws CommandException {
    if (!Files.isRegularFile(file)) {
      throw new CommandException(ExitCode.USAGE, "There is no file " + file + ".");
    }
    List<Verdict> verdicts;
    try {
      verdicts = verdicts(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.USAGE, file + " cannot be verified: " + IoErrors.of(e), e);
    }
    PrintWriter out = spec.commandLine().getOut();
    List<Verdict> differing =
        verdicts.stream().filter(v -> v.state() != Verdict.State.SAME).toList();
    for (Verdict verdict : differing) {
      String state = verdict.state().name().toLowerCase(Locale.ROOT);
      out.printf("%-10s  %s  %s%n", state, verdict.id(), verdict.path());
      out.println("            " + verdict.message());
    }
    out.println(
        differing.isEmpty()
            ? "The numbers of all " + verdicts.size() + " runs are as exported."
            : differing.size() + " of " + verdicts.size() + " runs are not as exported.");
    return (differing.isEmpty() ? ExitCode.DONE : ExitCode.FAILED).number();
  }

  private List<Verdict> verdicts(byte[] content) throws IOException, CommandException {
    Optional<byte[]> page = StandaloneData.of(content);
    if (page.isPresent()) {
      return DataVerifier.verify(DataReader.runs(new ByteArrayInputStream(page.get())));
    }
    String text = new String(content, StandardCharsets.UTF_8);
    if (JSON_OBJECT.matcher(text).lookingAt()) {
      return DataVerifier.verify(DataReader.runs(new ByteArrayInputStream(content)));
    }
    return TableVerifier.verify(text)
        .orElseThrow(
            () ->
                new CommandException(
                    ExitCode.USAGE,
                    file
                        + " does not say where its numbers come from; its comments with"
                        + " 'provenance' and 'run' are missing."));
  }
}

package org.papermetrics.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.Callable;
import org.papermetrics.cli.doctor.Doctor;
import org.papermetrics.cli.doctor.Finding;
import org.papermetrics.cli.doctor.Report;
import org.papermetrics.config.Settings;
import org.papermetrics.files.FileNameEncoding;
import org.papermetrics.layout.FilePatterns;
import org.papermetrics.model.Explanation.Outcome;
import org.papermetrics.model.ProgramVersion;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says what is wrong and what to do. */
@Command(
    name = "doctor",
    description =
        "Checks everything that the daemon needs and says what to do; with a PATH, says why that is"
            + " on the board or is not. Changes nothing.",
    mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {
  private static final int USUAL_WIDTH = 80;

  @Mixin private SettingsOptions options;

  @Parameters(
      arity = "0..*",
      paramLabel = "PATH",
      description =
          "A checkpoint directory, a results file, a training config, a log, or the id of a run.")
  private List<String> subjects = List.of();

  @Spec private CommandSpec spec;

  /** Made by the command line. */
  @SuppressWarnings("NullAway.Init")
  DoctorCommand() {}

  @Override
  public Integer call() throws CommandException, InterruptedException {
    Settings settings = options.settings();
    Doctor doctor =
        new Doctor(
            settings,
            options.forOtherCommands(),
            ProgramVersion.current(),
            Clock.system(ZoneId.systemDefault()));
    PrintWriter out = spec.commandLine().getOut();
    Report report = new Report(out, width());
    return (subjects.isEmpty() ? everything(doctor, report) : paths(doctor, report)).number();
  }

  private ExitCode everything(Doctor doctor, Report report) throws InterruptedException {
    List<Finding> findings = doctor.findings(options.file());
    report.print(findings);
    return findings.stream().anyMatch(f -> f.outcome() == Outcome.WRONG)
        ? ExitCode.FAILED
        : ExitCode.DONE;
  }

  private ExitCode paths(Doctor doctor, Report report)
      throws CommandException, InterruptedException {
    ExitCode code = ExitCode.DONE;
    for (String subject : PathArguments.nonEmpty(subjects)) {
      Doctor.Answer answer = doctor.explain(absolute(subject));
      report.print(answer);
      boolean right =
          answer.explanation().onBoard()
              && answer.explanation().steps().stream()
                  .noneMatch(step -> step.outcome() == Outcome.WRONG);
      code = right ? code : ExitCode.FAILED;
    }
    return code;
  }

  /** A word that names no file here, and could name none that counts, is the id of a run. */
  private static String absolute(String subject) {
    Path path = FileNameEncoding.path(subject);
    boolean isFile =
        subject.contains("/")
            || subject.endsWith(".json")
            || FilePatterns.isLog(path)
            || Files.exists(path, LinkOption.NOFOLLOW_LINKS);
    return isFile ? path.toAbsolutePath().normalize().toString() : subject;
  }

  private static int width() {
    String columns = System.getenv("COLUMNS");
    try {
      return columns == null ? USUAL_WIDTH : Integer.parseInt(columns);
    } catch (NumberFormatException e) {
      return USUAL_WIDTH;
    }
  }
}

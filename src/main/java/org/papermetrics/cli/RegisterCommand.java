package org.papermetrics.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.papermetrics.model.RunFiles;
import org.papermetrics.registry.NewRun;
import org.papermetrics.registry.RegistryEntry;
import org.papermetrics.registry.RegistryFile;
import org.papermetrics.registry.RegistryRetry;
import org.papermetrics.registry.RegistryUpdate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Adds runs to the registry by hand. */
@Command(
    name = "register",
    description = "Adds checkpoint directories or results files to the registry.",
    mixinStandardHelpOptions = true)
final class RegisterCommand implements Callable<Integer> {
  private static final String PRETRAINED = "baseline_";

  @Mixin private SettingsOptions options;

  @Parameters(
      arity = "1..*",
      paramLabel = "PATH",
      description =
          "A checkpoint directory with a "
              + RunFiles.RESULTS
              + ", or a results file. A results file whose"
              + " name starts with "
              + PRETRAINED
              + " is of the pretrained model.")
  private List<Path> paths;

  @Spec private CommandSpec spec;

  /** Made by the command line. */
  @SuppressWarnings("NullAway.Init")
  RegisterCommand() {}

  @Override
  public Integer call() throws CommandException, InterruptedException {
    List<NewRun> runs = new ArrayList<>();
    for (Path path : paths) {
      runs.add(run(path.toAbsolutePath().normalize()));
    }
    Path registry = options.settings().registry();
    RegistryFile file = new RegistryFile(registry, Clock.system(ZoneId.systemDefault()));
    RegistryUpdate update = RegistryRetry.with(() -> file.register(runs));
    return report(update, registry, "registered", spec.commandLine().getOut());
  }

  private static NewRun run(Path path) throws CommandException {
    Path results = Files.isDirectory(path) ? path.resolve(RunFiles.RESULTS) : path;
    Path name = results.getFileName();
    Path directory = results.getParent();
    if (!Files.isRegularFile(results) || name == null || directory == null) {
      throw new CommandException(
          ExitCode.USAGE,
          "There is no results file " + results + ". Nothing was registered; evaluate first.");
    }
    boolean pretrained = name.toString().startsWith(PRETRAINED);
    return new NewRun(pretrained ? null : directory.toString(), results.toString());
  }

  /** Prints what an update came to and gives the exit code. */
  static int report(RegistryUpdate update, Path registry, String done, PrintWriter out)
      throws CommandException {
    if (update instanceof RegistryUpdate.Refused refused) {
      throw new CommandException(ExitCode.FAILED, registry + ": " + refused.sentence());
    }
    RegistryUpdate.Done change = (RegistryUpdate.Done) update;
    for (RegistryEntry entry : change.changed()) {
      out.println(done + " " + entry.key());
    }
    if (!change.unknown().isEmpty()) {
      throw new CommandException(
          ExitCode.FAILED,
          "Not in the registry " + registry + ": " + String.join(", ", change.unknown()));
    }
    if (change.changed().isEmpty()) {
      out.println("nothing to do: " + registry + " says so already");
    }
    return ExitCode.DONE.number();
  }
}

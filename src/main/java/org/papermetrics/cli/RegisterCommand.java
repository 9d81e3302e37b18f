package org.papermetrics.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.papermetrics.client.DaemonClient;
import org.papermetrics.config.Settings;
import org.papermetrics.daemon.OfflineInspection;
import org.papermetrics.files.FileNameEncoding;
import org.papermetrics.model.ProgramVersion;
import org.papermetrics.model.Removal;
import org.papermetrics.model.RunFiles;
import org.papermetrics.model.RunKey;
import org.papermetrics.registry.NewRun;
import org.papermetrics.registry.RegistryEntry;
import org.papermetrics.registry.RegistryFile;
import org.papermetrics.registry.RegistryRetry;
import org.papermetrics.registry.RegistryUpdate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
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

  @Option(
      names = "--removed",
      description =
          "Register all results on disk that are left out because their entries were removed.")
  private boolean removed;

  @Parameters(
      arity = "0..*",
      paramLabel = "PATH",
      description =
          "A checkpoint directory with a "
              + RunFiles.RESULTS
              + ", or a results file. A results file whose"
              + " name starts with "
              + PRETRAINED
              + " is of the pretrained model.")
  private List<String> paths = List.of();

  @Spec private CommandSpec spec;

  /** Made by the command line. */
  @SuppressWarnings("NullAway.Init")
  RegisterCommand() {}

  @Override
  public Integer call() throws CommandException, InterruptedException {
    if (paths.isEmpty() && !removed) {
      throw new CommandException(
          ExitCode.USAGE, "Nothing to register was named. Name a PATH, or use --removed.");
    }
    List<NewRun> runs = new ArrayList<>();
    for (String path : PathArguments.nonEmpty(paths)) {
      runs.add(run(FileNameEncoding.path(path).toAbsolutePath().normalize()));
    }
    Settings settings = options.settings();
    if (removed) {
      leftOut(settings).forEach(run -> runs.add(run(run)));
    }
    if (runs.isEmpty()) {
      spec.commandLine().getOut().println("nothing to do: no results are left out");
      return ExitCode.DONE.number();
    }
    Path registry = settings.registry();
    RegistryFile file = new RegistryFile(registry, Clock.system(ZoneId.systemDefault()));
    RegistryUpdate update = RegistryRetry.with(() -> file.register(runs));
    return report(update, registry, "registered", spec.commandLine().getOut());
  }

  /** What the running daemon leaves out, or one with these settings would. */
  private static List<Removal> leftOut(Settings settings)
      throws CommandException, InterruptedException {
    try {
      Optional<DaemonClient> daemon = DaemonClient.of(settings);
      return daemon.isPresent()
          ? daemon.get().leftOut().runs()
          : OfflineInspection.of(
                  settings, ProgramVersion.current(), Clock.system(ZoneId.systemDefault()))
              .board()
              .leftOut();
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.FAILED,
          "The running daemon cannot be asked which results are left out: "
              + e.getMessage()
              + ". Nothing was registered.",
          e);
    }
  }

  private static NewRun run(Removal removal) {
    RunKey key = removal.key();
    return new NewRun(key.isPretrained() ? null : key.value(), removal.file());
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

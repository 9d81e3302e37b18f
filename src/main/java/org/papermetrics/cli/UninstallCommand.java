package org.papermetrics.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.papermetrics.cli.service.InstallPaths;
import org.papermetrics.cli.service.ServiceInstaller;
import org.papermetrics.cli.service.ServiceManager;
import org.papermetrics.cli.service.Steps;
import org.papermetrics.config.Settings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Takes the service away again. */
@Command(
    name = "uninstall",
    description = {
      "Stops the service and removes what install has put in place.",
      "The configuration, the registry, the outputs and the state stay."
    },
    mixinStandardHelpOptions = true)
final class UninstallCommand implements Callable<Integer> {
  @Option(names = "--dry-run", description = "Only print what would be done.")
  private boolean dryRun;

  @Mixin private SettingsOptions options;

  @Spec private CommandSpec spec;

  /** Made by the command line. */
  @SuppressWarnings("NullAway.Init")
  UninstallCommand() {}

  @Override
  public Integer call() throws CommandException, InterruptedException {
    Map<String, String> environment = System.getenv();
    ServiceManager manager = ServiceManager.of(environment);
    InstallPaths lookup =
        InstallPaths.of(
            environment, Path.of(System.getProperty("user.home", "/")), manager.environment());
    PrintWriter out = spec.commandLine().getOut();
    Steps steps = new Steps(out, dryRun);
    try {
      new ServiceInstaller(lookup, manager, steps).remove();
    } catch (IOException e) {
      throw new CommandException(ExitCode.FAILED, String.valueOf(e.getMessage()), e);
    }
    if (steps.taken() == 0) {
      out.println("nothing is installed");
    }
    sayWhatStays(steps);
    return ExitCode.DONE.number();
  }

  private void sayWhatStays(Steps steps) {
    keptIfThere(steps, "the configuration ", options.file());
    try {
      Settings settings = options.settings();
      keptIfThere(steps, "the registry ", settings.registry());
      keptIfThere(steps, "the outputs ", settings.outputDir());
      keptIfThere(steps, "the state ", settings.stateDir());
    } catch (CommandException e) {
      steps.kept("what the daemon has written; where is unknown: " + e.getMessage());
    }
  }

  private static void keptIfThere(Steps steps, String what, Path path) {
    Stream.of(path).filter(Files::exists).forEach(there -> steps.kept(what + there));
  }
}

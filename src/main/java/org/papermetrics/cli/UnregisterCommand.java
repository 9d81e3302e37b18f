package org.papermetrics.cli;

import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.Callable;
import org.papermetrics.registry.RegistryFile;
import org.papermetrics.registry.RegistryRetry;
import org.papermetrics.registry.RegistryUpdate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Takes runs off the registry by hand. */
@Command(
    name = "unregister",
    description =
        "Removes checkpoint directories or results files from the registry; the files stay.",
    mixinStandardHelpOptions = true)
final class UnregisterCommand implements Callable<Integer> {
  @Mixin private SettingsOptions options;

  @Parameters(
      arity = "1..*",
      paramLabel = "PATH",
      description = "A checkpoint directory or a results file, as in the registry.")
  private List<String> paths;

  @Spec private CommandSpec spec;

  /** Made by the command line. */
  @SuppressWarnings("NullAway.Init")
  UnregisterCommand() {}

  @Override
  public Integer call() throws CommandException, InterruptedException {
    List<String> named = PathArguments.nonEmpty(paths);
    Path registry = options.settings().registry();
    RegistryFile file = new RegistryFile(registry, Clock.system(ZoneId.systemDefault()));
    RegistryUpdate update = RegistryRetry.with(() -> file.unregister(named));
    return RegisterCommand.report(update, registry, "unregistered", spec.commandLine().getOut());
  }
}

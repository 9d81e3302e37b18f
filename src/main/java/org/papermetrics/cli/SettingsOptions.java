package org.papermetrics.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.papermetrics.daemon.Settings;
import org.papermetrics.daemon.SettingsException;
import org.papermetrics.daemon.SettingsLoader;
import picocli.CommandLine.Option;

/** The options that say which files to work on. */
final class SettingsOptions {
  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "The configuration file. Default: paper-metrics/config.yaml in $XDG_CONFIG_HOME.")
  private @Nullable Path config;

  @Option(
      names = "--checkpoint-dirs",
      arity = "1..*",
      paramLabel = "DIR",
      description = "Directories below which checkpoints are evaluated.")
  private List<Path> checkpointDirs = List.of();

  @Option(
      names = {"--log-dir", "--log-dirs"},
      arity = "1..*",
      paramLabel = "DIR",
      description = "Directories that evaluations write their logs into.")
  private List<Path> logDirs = List.of();

  @Option(names = "--registry", paramLabel = "FILE", description = "The registry of runs.")
  private @Nullable Path registry;

  /** The settings that follow from the options, the configuration file and the defaults. */
  Settings settings(@Nullable Path outputDir, @Nullable String host, @Nullable Integer port)
      throws CommandException {
    try {
      return loader()
          .load(
              new SettingsLoader.Options(
                  config, checkpointDirs, logDirs, registry, outputDir, host, port));
    } catch (SettingsException e) {
      throw new CommandException(ExitCode.USAGE, e.sentence(), e);
    }
  }

  /** The configuration file that is read; empty when there is none. */
  Optional<Path> file() {
    return Optional.ofNullable(config)
        .or(() -> Optional.of(loader().usualFile()).filter(Files::exists));
  }

  static SettingsLoader loader() {
    return new SettingsLoader(System.getenv(), Path.of(System.getProperty("user.home", "/")));
  }

  /** The sentence for settings that name no checkpoint root. */
  static CommandException noRoots() {
    return new CommandException(
        ExitCode.USAGE,
        "No checkpoint directory is configured. Pass --checkpoint-dirs DIR, or set checkpoint-dirs in "
            + loader().usualFile()
            + ".");
  }
}

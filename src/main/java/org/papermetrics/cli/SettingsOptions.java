package org.papermetrics.cli;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.papermetrics.config.Settings;
import org.papermetrics.config.SettingsException;
import org.papermetrics.config.SettingsLoader;
import org.papermetrics.config.SettingsSource;
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
  Settings settings() throws CommandException {
    try {
      return loader().load(given(config, null, null, null));
    } catch (SettingsException e) {
      throw new CommandException(ExitCode.USAGE, e.sentence(), e);
    }
  }

  /** The same for a command that needs a checkpoint directory, with further options. */
  SettingsSource source(@Nullable Path outputDir, @Nullable String host, @Nullable Integer port)
      throws CommandException {
    try {
      return SettingsSource.of(loader(), given(config, outputDir, host, port));
    } catch (SettingsException e) {
      throw new CommandException(ExitCode.USAGE, e.sentence(), e);
    }
  }

  private SettingsLoader.Options given(
      @Nullable Path file,
      @Nullable Path outputDir,
      @Nullable String host,
      @Nullable Integer port) {
    return new SettingsLoader.Options(
        file, checkpointDirs, logDirs, registry, outputDir, host, port);
  }

  /** The configuration file that is read, whether or not it exists. */
  Path file() {
    return config == null ? loader().usualFile() : config.toAbsolutePath().normalize();
  }

  /** What the options say, of which an empty part was not given, to be read with another file. */
  SettingsLoader.Options with(Path file) {
    return given(file, null, null, null);
  }

  /** The options with which another command finds the same configuration and registry. */
  String forOtherCommands() {
    return given(config, null, null, null).forOtherCommands();
  }

  static SettingsLoader loader() {
    return new SettingsLoader(System.getenv(), Path.of(System.getProperty("user.home", "/")));
  }
}

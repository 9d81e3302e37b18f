package org.papermetrics.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.papermetrics.config.Settings;
import org.papermetrics.config.SettingsException;
import org.papermetrics.config.SettingsLoader;
import org.papermetrics.config.SettingsSource;
import org.papermetrics.files.FileNameEncoding;
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
  private List<String> checkpointDirs = List.of();

  @Option(
      names = {"--log-dir", "--log-dirs"},
      arity = "1..*",
      paramLabel = "DIR",
      description = "Directories that evaluations write their logs into.")
  private List<String> logDirs = List.of();

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
      @Nullable Path file, @Nullable Path outputDir, @Nullable String host, @Nullable Integer port)
      throws CommandException {
    return new SettingsLoader.Options(
        file,
        paths("--checkpoint-dirs", checkpointDirs),
        paths("--log-dir", logDirs),
        registry,
        outputDir,
        host,
        port);
  }

  /** Of an option with several values, of which the command line converts only the first. */
  private static List<Path> paths(String option, List<String> values) throws CommandException {
    SettingsLoader loader = loader();
    List<Path> paths = new ArrayList<>();
    for (String value : values) {
      try {
        paths.add(loader.path(value));
      } catch (IllegalArgumentException e) {
        throw new CommandException(
            ExitCode.USAGE,
            option + (value.isBlank() ? "" : " " + value) + ": it " + e.getMessage(),
            e);
      }
    }
    return paths;
  }

  /** The configuration file that is read, whether or not it exists. */
  Path file() {
    return config == null ? loader().usualFile() : config.toAbsolutePath().normalize();
  }

  /** What the options say, of which an empty part was not given, to be read with another file. */
  SettingsLoader.Options with(Path file) throws CommandException {
    return given(file, null, null, null);
  }

  /** The options with which another command finds the same configuration and registry. */
  String forOtherCommands() throws CommandException {
    return given(config, null, null, null).forOtherCommands();
  }

  static SettingsLoader loader() {
    // Relative paths would otherwise lead to a directory that Java makes up.
    FileNameEncoding.path(System.getProperty("user.dir"));
    Path home = FileNameEncoding.path(System.getProperty("user.home", "/"));
    return new SettingsLoader(System.getenv(), home);
  }
}

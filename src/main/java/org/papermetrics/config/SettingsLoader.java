package org.papermetrics.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.papermetrics.files.Stamps;
import org.papermetrics.text.ShellQuoting;

/**
 * Puts the settings together: a command-line option wins over the file, the file over the default.
 */
public final class SettingsLoader {
  /** The port that people find the daemon at. */
  public static final int DEFAULT_PORT = 8765;

  private final UserDirectories places;

  /**
   * Uses this environment.
   *
   * @param environment as {@link System#getenv()}
   * @param home the user's home directory
   */
  public SettingsLoader(Map<String, String> environment, Path home) {
    places = new UserDirectories(environment, home);
  }

  /**
   * What was given on the command line; a null or empty part was not.
   *
   * @param config the configuration file to read instead of the usual one
   */
  public record Options(
      @Nullable Path config,
      List<Path> checkpointDirs,
      List<Path> logDirs,
      @Nullable Path registry,
      @Nullable Path outputDir,
      @Nullable String host,
      @Nullable Integer port) {

    /**
     * The options that another command needs to find the same configuration and registry, for a
     * shell, with a space before each; empty when it needs none.
     */
    public String forOtherCommands() {
      return option("--config", config) + option("--registry", registry);
    }

    private static String option(String name, @Nullable Path value) {
      return value == null ? "" : " " + name + " " + ShellQuoting.option(value.toAbsolutePath());
    }
  }

  /**
   * The path that an option names, written as in the configuration file; a relative one is relative
   * to the working directory.
   *
   * @throws IllegalArgumentException when it names none, with the rest of a sentence about it
   */
  public Path path(String option) {
    return places.path(option);
  }

  /** The configuration file that is read when no other is named, whether or not it exists. */
  public Path usualFile() {
    return places.directory("XDG_CONFIG_HOME", ".config").resolve("config.yaml");
  }

  /**
   * The settings for these options.
   *
   * @throws SettingsException when something in the file or among the options cannot be used
   */
  public Settings load(Options options) throws SettingsException {
    Path file = file(options);
    boolean read = options.config() != null || Stamps.named(file);
    SettingsFile.Content content = read ? SettingsFile.read(file) : SettingsFile.Content.EMPTY;
    return new SettingsResolver(places, file, content.lines()).resolve(content.yaml(), options);
  }

  /** The configuration file that counts for these options, whether or not it exists. */
  Path file(Options options) {
    return options.config() != null ? options.config().toAbsolutePath() : usualFile();
  }

  /**
   * The same for a program that needs something to show.
   *
   * @throws SettingsException also when no checkpoint directory is configured
   */
  public Settings loadWithRoots(Options options) throws SettingsException {
    Settings settings = load(options);
    if (settings.checkpointDirs().isEmpty()) {
      throw new SettingsException(
          "No checkpoint directory is configured. Pass --checkpoint-dirs DIR, or set"
              + " checkpoint-dirs in "
              + file(options)
              + ".");
    }
    return settings;
  }
}

package org.papermetrics.diagnose;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.papermetrics.config.Settings;
import org.papermetrics.files.OtherWriters;
import org.papermetrics.text.ShellQuoting;

/**
 * A directory of the daemon that other users may write.
 *
 * @param use what the daemon has it for
 * @param message who may do what there, and how to prevent it
 */
public record SharedDirectory(Use use, Path path, String message) {

  /** What a directory is for. */
  public enum Use {
    /** The output files. */
    OUTPUT("dashboard_data.json and the other outputs"),
    /** The registry. */
    REGISTRY("the registry"),
    /** The token and what a restart must know. */
    STATE("the token and the saved state"),
    /** The configuration file. */
    CONFIGURATION("the configuration");

    private final String content;

    Use(String content) {
      this.content = content;
    }

    /** Whether nobody else has business there; the others are often shared on purpose. */
    public boolean isPrivate() {
      return this == STATE || this == CONFIGURATION;
    }
  }

  /**
   * Those of a daemon, of the directories that are there.
   *
   * @param configuration the configuration file, if there is one
   */
  public static List<SharedDirectory> of(Settings settings, Optional<Path> configuration) {
    List<SharedDirectory> shared = new ArrayList<>();
    check(Use.OUTPUT, settings.outputDir(), shared);
    Path registry = directoryOf(settings.registry());
    if (!registry.equals(directoryOf(settings.outputDir().resolve("file")))) {
      check(Use.REGISTRY, registry, shared);
    }
    check(Use.STATE, settings.stateDir(), shared);
    configuration
        .filter(Files::exists)
        .ifPresent(file -> check(Use.CONFIGURATION, directoryOf(file), shared));
    return shared;
  }

  private static Path directoryOf(Path file) {
    return file.toAbsolutePath().normalize().resolveSibling("");
  }

  private static void check(Use use, Path directory, List<SharedDirectory> shared) {
    try {
      if (Files.isDirectory(directory)) {
        OtherWriters.of(directory)
            .ifPresent(
                others ->
                    shared.add(new SharedDirectory(use, directory, said(use, directory, others))));
      }
    } catch (IOException e) {
      // What is wrong with a directory that cannot be read is said by whoever needs it.
    }
  }

  private static String said(Use use, Path directory, OtherWriters others) {
    String remedy =
        others.change().isEmpty()
            ? "choose a directory of your own"
            : (use.isPrivate() ? "prevent it with" : "if that is not intended")
                + ": chmod "
                + others.change()
                + " "
                + ShellQuoting.word(directory);
    return others.who()
        + " may write "
        + directory
        + " and so replace "
        + use.content
        + " there ("
        + remedy
        + ").";
  }
}

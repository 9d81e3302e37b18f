package org.papermetrics.daemon;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.papermetrics.client.DaemonAddressFile;
import org.papermetrics.client.TokenFile;
import org.papermetrics.config.Settings;
import org.papermetrics.files.AtomicFile;
import org.papermetrics.files.IoErrors;

/** Files the running daemon owns: lock, address file, token. */
final class DaemonDirectories {
  private DaemonDirectories() {}

  /**
   * Takes the output directory.
   *
   * @throws DaemonException when another daemon has it, or it cannot be used
   */
  static OutputLock lock(Settings settings) throws DaemonException {
    Path outputDir = settings.outputDir();
    try {
      return OutputLock.take(outputDir)
          .orElseThrow(
              () ->
                  new DaemonException(
                      DaemonException.Kind.ALREADY_SERVED,
                      "Another daemon serves the output directory "
                          + outputDir
                          + ". Print its address with: paper-metrics open"));
    } catch (IOException e) {
      throw unusable("output directory", outputDir, "--output-dir or output-dir", e);
    }
  }

  /**
   * The token that requests must bring, empty when none is asked for.
   *
   * @throws DaemonException when it can be neither read nor made
   */
  static Optional<String> token(Settings settings) throws DaemonException {
    try {
      return settings.http().token()
          ? Optional.of(new TokenFile(settings.stateDir()).read())
          : Optional.empty();
    } catch (IOException e) {
      throw unusable("state directory", settings.stateDir(), "state-dir", e);
    }
  }

  /**
   * Notes where the daemon answers, for other programs of its user.
   *
   * @return forgets it
   */
  static AutoCloseable note(Settings settings, String address) throws DaemonException {
    DaemonAddressFile addressFile = new DaemonAddressFile(settings.stateDir());
    try {
      addressFile.note(address);
      return addressFile::forget;
    } catch (IOException e) {
      throw unusable("state directory", settings.stateDir(), "state-dir", e);
    }
  }

  /** Removes what a daemon that was killed was writing. */
  static void removeLeftovers(Settings settings, Instant now) {
    AtomicFile.removeLeftovers(settings.outputDir(), now);
    AtomicFile.removeLeftovers(settings.stateDir(), now);
  }

  private static DaemonException unusable(String what, Path directory, String key, IOException e) {
    return new DaemonException(
        DaemonException.Kind.UNUSABLE_DIRECTORY,
        "The "
            + what
            + " "
            + directory
            + " cannot be used ("
            + IoErrors.of(e)
            + "); choose another with "
            + key
            + ".");
  }
}

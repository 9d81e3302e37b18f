package org.papermetrics.cli.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.papermetrics.client.TokenFile;
import org.papermetrics.config.Settings;
import org.papermetrics.files.FileSystemType;
import org.papermetrics.files.IoErrors;

/** Checks that the output and state directories are writable and have space. */
final class WritableDirectoryChecks {
  private static final String OUTPUT = "output";
  private static final String STATE = "state";
  private static final long MEGABYTE = 1L << 20;
  private static final long LITTLE = 1024 * MEGABYTE;
  private static final long TOO_LITTLE = 100 * MEGABYTE;

  private final Settings settings;
  private final Findings findings;

  WritableDirectoryChecks(Settings settings, Findings findings) {
    this.settings = settings;
    this.findings = findings;
  }

  /** The directory itself, or the nearest one above it that exists. */
  static Path nearest(Path directory) {
    Path at = directory.toAbsolutePath().normalize();
    while (at.getParent() != null && !Files.exists(at)) {
      at = at.getParent();
    }
    return at;
  }

  /** The output directory. */
  void output() {
    Path directory = settings.outputDir();
    if (isWritable(OUTPUT, directory, "output directory", "--output-dir or output-dir")) {
      findings.ok(OUTPUT, directory + " can be written.");
    }
    space(OUTPUT, directory, "output-dir");
  }

  /** The state directory with the token and what a restart must know. */
  void state() {
    Path directory = settings.stateDir();
    if (isWritable(STATE, directory, "state directory", "state-dir")) {
      findings.ok(STATE, directory + " can be written" + kept(directory) + ".");
    }
    space(STATE, directory, "state-dir");
    token();
    try {
      FileSystemType kind = FileSystemType.of(nearest(directory));
      if (kind.notice() == FileSystemType.Notice.POLL) {
        findings.note(
            STATE,
            directory
                + " is on a network file system ("
                + kind.type()
                + "). That works; a local one, chosen with state-dir, is faster and does not hang"
                + " with the network.");
      }
    } catch (IOException e) {
      findings.note(
          STATE, "The file system of " + directory + " is unknown: " + IoErrors.of(e) + ".");
    }
  }

  private boolean isWritable(String topic, Path directory, String what, String key) {
    Path there = nearest(directory);
    if (Files.exists(directory) && !Files.isDirectory(directory)) {
      findings.wrong(
          topic, "The " + what + " " + directory + " is a file; choose another with " + key + ".");
      return false;
    }
    if (!Files.isDirectory(there) || !Files.isWritable(there) || !Files.isExecutable(there)) {
      findings.wrong(
          topic,
          "The "
              + what
              + " "
              + directory
              + (there.equals(directory) ? " cannot be written" : " cannot be made in " + there)
              + " by "
              + System.getProperty("user.name")
              + "; give that user write permission, or choose another with "
              + key
              + ".");
      return false;
    }
    return true;
  }

  private void space(String topic, Path directory, String key) {
    try {
      long free = Files.getFileStore(nearest(directory)).getUsableSpace();
      String sentence =
          free / MEGABYTE + " MB are free for " + directory + " (" + type(directory) + ")";
      if (free < TOO_LITTLE) {
        findings.wrong(topic, sentence + ". Make space, or choose another place with " + key + ".");
      } else if (free < LITTLE) {
        findings.note(topic, sentence + ", which may not last.");
      } else {
        findings.ok(topic, sentence + ".");
      }
    } catch (IOException e) {
      findings.note(
          topic, "The free space for " + directory + " is unknown: " + IoErrors.of(e) + ".");
    }
  }

  private static String type(Path directory) throws IOException {
    return Files.getFileStore(nearest(directory)).type();
  }

  private static String kept(Path directory) {
    try (Stream<Path> files = Files.list(directory)) {
      List<Path> boards =
          files
              .filter(file -> String.valueOf(file.getFileName()).matches("board-\\w+\\.sqlite"))
              .toList();
      return boards.isEmpty()
          ? "; no daemon has saved anything in it yet"
          : "; what a restart must know is in it";
    } catch (IOException e) {
      return "; it is made by the daemon";
    }
  }

  private void token() {
    if (!settings.http().token()) {
      findings.note(
          STATE,
          "No token is required (http.auth is none): every user of this machine can read the board.");
      return;
    }
    TokenFile token = new TokenFile(settings.stateDir());
    try {
      if (token.openTo().isPresent()) {
        findings.wrong(
            STATE,
            "The token "
                + token.path()
                + " can be read by others ("
                + token.openTo().get()
                + "). Make a new one with: paper-metrics install --rotate-token");
      } else if (token.peek().isPresent()) {
        findings.ok(STATE, "The token " + token.path() + " can be read by its owner only.");
      } else if (Files.exists(token.path())) {
        findings.note(
            STATE, token.path() + " holds no token; the daemon makes a new one when it starts.");
      }
    } catch (IOException e) {
      findings.wrong(STATE, String.valueOf(e.getMessage()));
    }
  }
}

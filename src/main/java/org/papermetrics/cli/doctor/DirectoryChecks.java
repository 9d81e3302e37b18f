package org.papermetrics.cli.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.papermetrics.config.Settings;
import org.papermetrics.config.WatchSettings;
import org.papermetrics.files.FileSystemType;
import org.papermetrics.files.IoErrors;
import org.papermetrics.layout.FilePatterns;
import org.papermetrics.watch.InotifyLimits;
import org.papermetrics.watch.OneTimeScan;

/** Checks the directories that are watched. */
final class DirectoryChecks {
  private static final String ROOTS = "checkpoints";
  private static final String LOGS = "logs";

  private final Settings settings;
  private final OneTimeScan discovery;
  private final Findings findings;
  private int watched;

  DirectoryChecks(Settings settings, OneTimeScan discovery, Findings findings) {
    this.settings = settings;
    this.discovery = discovery;
    this.findings = findings;
  }

  /** Each checkpoint directory, and whether all directories in them can be watched. */
  void roots() {
    if (settings.checkpointDirs().isEmpty()) {
      findings.wrong(
          ROOTS,
          "No checkpoint directory is configured. Pass --checkpoint-dirs DIR, or set checkpoint-dirs"
              + " in the configuration file.");
    }
    for (Path root : settings.checkpointDirs()) {
      if (!isAway(root)) {
        int directories = directories(root);
        long results =
            discovery.files().stream()
                .filter(file -> file.startsWith(root) && !FilePatterns.isConfig(file))
                .count();
        found(ROOTS, root, results + " results files in " + count(directories, "directory"));
        kind(ROOTS, root, directories);
      }
    }
    limits();
  }

  /** Each log directory. */
  void logs() {
    if (settings.logDirs().isEmpty()) {
      findings.note(
          LOGS,
          "No log directory is configured, so curves come from results files alone. Pass --log-dir"
              + " DIR, or set log-dirs.");
    }
    for (Path directory : settings.logDirs()) {
      if (!isAway(directory)) {
        found(LOGS, directory, count(logsIn(directory), "log"));
        kind(LOGS, directory, 1);
      }
    }
  }

  /** Directories that are away are among the problems. */
  private boolean isAway(Path directory) {
    return discovery.unavailable().contains(directory);
  }

  private int directories(Path root) {
    return discovery.directories().getOrDefault(root, 0);
  }

  private void found(String topic, Path directory, String content) {
    findings.ok(topic, directory + really(directory) + " can be read: " + content + ".");
  }

  private static String really(Path directory) {
    try {
      Path real = directory.toRealPath();
      return real.equals(directory) ? "" : " (really " + real + ")";
    } catch (IOException e) {
      return "";
    }
  }

  private static int logsIn(Path directory) {
    try (Stream<Path> files = Files.list(directory)) {
      return (int) files.filter(FilePatterns::isLog).count();
    } catch (IOException e) {
      return 0;
    }
  }

  private void kind(String topic, Path directory, int directories) {
    FileSystemType kind;
    try {
      kind = FileSystemType.of(directory);
    } catch (IOException e) {
      findings.note(
          topic, "The file system of " + directory + " is unknown: " + IoErrors.of(e) + ".");
      return;
    }
    WatchSettings.Mode mode = settings.watch().mode();
    String on = directory + " is on " + kind.type();
    if (mode == WatchSettings.Mode.POLL) {
      findings.note(topic, on + "; watch.mode is poll, so " + polled());
      return;
    }
    watched += kind.notice() == FileSystemType.Notice.POLL ? 0 : directories;
    switch (kind.notice()) {
      case EVENTS -> findings.ok(topic, on + ": the system reports every change at once.");
      case POLL -> {
        if (mode == WatchSettings.Mode.EVENTS) {
          findings.wrong(
              topic,
              on
                  + ", where the system does not report what other machines write, but watch.mode is"
                  + " events. Set it to auto.");
        } else {
          findings.note(
              topic,
              on + ", where the system does not report what other machines write; " + polled());
        }
      }
      case BOTH ->
          findings.note(topic, on + ", where events may be missing; besides them " + polled());
    }
  }

  private String polled() {
    return "directories where results are expected are polled every "
        + time(settings.watch().poll())
        + ", everything else every "
        + time(settings.watch().sweep())
        + " (watch.poll, watch.sweep).";
  }

  private void limits() {
    OptionalInt limit = InotifyLimits.maxUserWatches();
    if (limit.isEmpty() || watched == 0) {
      return;
    }
    String sentence =
        count(watched, "directory")
            + " need a watch, and the system allows this user "
            + limit.getAsInt()
            + ", for all programs together.";
    if (watched > limit.getAsInt()) {
      findings.wrong(
          ROOTS,
          sentence
              + " The others are polled every "
              + time(settings.watch().poll())
              + ". "
              + InotifyLimits.adviceForWatches());
    } else if (watched > limit.getAsInt() / 2) {
      findings.note(ROOTS, sentence + " " + InotifyLimits.adviceForWatches());
    } else {
      findings.ok(ROOTS, sentence);
    }
  }

  private static String time(Duration time) {
    return time.toMillis() % 1000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
  }

  private static String count(int number, String noun) {
    String plural = noun.endsWith("y") ? noun.substring(0, noun.length() - 1) + "ies" : noun + "s";
    return number + " " + (number == 1 ? noun : plural);
  }
}

package org.papermetrics.model;

import java.time.Instant;

/**
 * Something that could not be used, and what a person can do about it.
 *
 * @param kind what went wrong, for programs
 * @param path the file or directory it is about
 * @param message one or two sentences for people: what is wrong and what to do
 * @param since when it was first seen
 */
public record Problem(Kind kind, String path, String message, Instant since) {

  /** What went wrong. The wire name is {@link #wireName()}. */
  public enum Kind {
    /** A results file that cannot be read or is no JSON object. */
    RESULTS_UNREADABLE,
    /** A results file whose checkpoint has no training config. */
    CONFIG_MISSING,
    /** A training config that cannot be read or is no JSON object. */
    CONFIG_UNREADABLE,
    /** Values of a results file that are missing because they cannot be what their keys ask for. */
    RESULTS_VALUES,
    /** An average in a results file that is not the mean of the four accuracies. */
    RESULTS_AVERAGE,
    /** Accuracies in a results file that are no whole number of correct answers. */
    RESULTS_COUNTS,
    /** Values of a training config that cannot be what their keys ask for. */
    CONFIG_VALUES,
    /** A log that cannot be read. */
    LOG_UNREADABLE,
    /** A log with points that cannot be given to one run. */
    LOG_UNMATCHED,
    /** The registry cannot be read or is no registry. */
    REGISTRY_UNREADABLE,
    /** The registry cannot be written. */
    REGISTRY_UNWRITABLE,
    /** One entry of the registry that says nothing usable. */
    REGISTRY_ENTRY,
    /** The file of notes cannot be read or is none. */
    ANNOTATIONS_UNREADABLE,
    /** One entry of the file of notes that says nothing usable. */
    ANNOTATIONS_ENTRY,
    /** Results whose path cannot be written as text. */
    PATH_NOT_TEXT,
    /** The program runs under a locale that cannot spell all paths. */
    LOCALE_NOT_UTF8,
    /** The memory that the program may use is nearly full. */
    MEMORY_SHORT,
    /** A registered run whose files are gone. */
    RUN_VANISHED,
    /** A run whose files are on a file system that is away. */
    RUN_UNAVAILABLE,
    /** A checkpoint root that is missing or unreadable. */
    ROOT_UNAVAILABLE,
    /** A directory below a root that cannot be read. */
    DIRECTORY_UNREADABLE,
    /** A log directory that is missing or unreadable. */
    LOG_DIR_UNAVAILABLE,
    /** File events do not come, so changes are seen later. */
    WATCH_DEGRADED,
    /** An output file cannot be written. */
    OUTPUT_UNWRITABLE,
    /** Other users may replace files of the daemon. */
    DIRECTORY_WRITABLE_BY_OTHERS,
    /** What a restart must know cannot be kept. */
    STATE_UNWRITABLE,
    /** The configured baseline is not among the runs. */
    BASELINE_MISSING,
    /** The configuration file cannot be used; what it said before counts. */
    CONFIGURATION_UNUSABLE,
    /** A key of the configuration file has changed that only a restart takes up. */
    CONFIGURATION_NEEDS_RESTART;

    /** The name in JSON: lower case with hyphens. */
    public String wireName() {
      return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
  }

  /** Refuses an empty message. */
  public Problem {
    if (message.isEmpty()) {
      throw new IllegalArgumentException("a problem says what to do: " + kind + " " + path);
    }
  }

  /** The same problem, first seen at another time. */
  public Problem since(Instant time) {
    return new Problem(kind, path, message, time);
  }
}

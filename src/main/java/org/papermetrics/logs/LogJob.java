package org.papermetrics.logs;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.papermetrics.evaluations.EvaluationState;
import org.papermetrics.evaluations.JobEvaluation;
import org.papermetrics.files.CompactPath;
import org.papermetrics.files.FileNameEncoding;
import org.papermetrics.model.FileStamp;
import org.papermetrics.model.Progression;

/**
 * The log files of one batch job, {@code NAME.log}, {@code NAME.err} and what gzip makes of them,
 * which count as one log: each may name the checkpoint, and each may hold the points.
 */
final class LogJob {
  /**
   * By path, so that {@code .err}, where the points usually are, comes first, and then its gzip.
   */
  private final Map<Path, LogTail> files = new TreeMap<>();

  private final String name;

  /**
   * Without files.
   *
   * @param name see {@link #nameOf}
   */
  LogJob(String name) {
    this.name = name;
  }

  /** What the files of one job have in common: their path without the ending. */
  static String nameOf(Path log) {
    // A path keeps its text once it was asked for it, and these paths are kept.
    String key = FileNameEncoding.key(CompactPath.of(log));
    String path = LogTail.isPacked(key) ? plain(key) : key;
    int dot = path.lastIndexOf('.');
    return dot > path.lastIndexOf('/') ? path.substring(0, dot) : path;
  }

  private static String plain(String packed) {
    return packed.substring(0, packed.lastIndexOf('.'));
  }

  /**
   * Reads what is new in a file of this job.
   *
   * @return whether there was anything new
   */
  boolean read(Path log, FileStamp stamp) throws IOException {
    LogTail tail = files.get(log);
    if (tail == null) {
      tail = new LogTail(log);
      tail.read(stamp);
      files.put(log, tail);
      return true;
    }
    return tail.read(stamp);
  }

  /** Resumes from an earlier state of a file of this job. */
  void restore(LogTail tail) {
    files.put(tail.file(), tail);
  }

  /** The files of this job. */
  Collection<LogTail> files() {
    return files.values();
  }

  /** What is known of a file of this job; null when that is nothing. */
  @Nullable LogTail file(Path log) {
    return files.get(log);
  }

  /** A file of this job is gone. */
  void forget(Path log) {
    files.remove(log);
  }

  boolean isEmpty() {
    return files.isEmpty();
  }

  String name() {
    return name;
  }

  /** When one of the files last grew. */
  Instant modified() {
    return stamps().max(Comparator.naturalOrder()).orElse(Instant.EPOCH);
  }

  private Stream<Instant> stamps() {
    return files.values().stream()
        .map(LogTail::stamp)
        .filter(Objects::nonNull)
        .map(FileStamp::modified);
  }

  /** The keys of the checkpoints that this log has points of; none when these are mixed. */
  Set<String> checkpointsWithPoints() {
    Set<String> keys = new HashSet<>();
    if (isMixed()) {
      return keys;
    }
    sections()
        .filter(LogSection::hasPoints)
        .forEach(
            section -> {
              String key = keyOf(section);
              if (key != null) {
                keys.add(key);
              }
            });
    return keys;
  }

  /**
   * The curves of one checkpoint, by all its names; where several files have points, they have the
   * same ones and the fullest one counts.
   */
  Progression progressionOf(Set<String> names) {
    return fullest(
        section -> {
          String key = keyOf(section);
          return key != null && names.contains(key);
        });
  }

  /**
   * The checkpoints whose last evaluation in this log is not complete, so that an earlier one
   * counts, each with the number of points of the last.
   */
  Map<String, Integer> incomplete() {
    Map<String, Integer> points = new TreeMap<>();
    for (String checkpoint : checkpointsWithPoints()) {
      for (LogTail tail : files.values()) {
        List<LogSection> attempts =
            tail.content().sections().stream()
                .filter(section -> checkpoint.equals(keyOf(section)))
                .toList();
        LogSection.incomplete(attempts)
            .ifPresent(last -> points.merge(checkpoint, last.points(), Math::max));
      }
    }
    return points;
  }

  /** The last evaluation that this log tells of; empty when there is none, or several at once. */
  Optional<EvaluationLog> evaluation() {
    EvaluationState state = evaluationState();
    String checkpoint = state.checkpoint();
    if (!state.begun() || checkpoint == null || isMixed()) {
      return Optional.empty();
    }
    Instant arrived = state.arrived();
    return Optional.of(
        new EvaluationLog(
            name,
            pathWithPoints(),
            CheckpointName.key(checkpoint),
            state.outcome(),
            state.firstTime(),
            state.lastTime(),
            arrived == null ? modified() : arrived,
            stamps().min(Comparator.naturalOrder()).orElse(Instant.EPOCH),
            modified()));
  }

  /** All that the files say together of the last evaluation. */
  EvaluationState evaluationState() {
    return JobEvaluation.of(
        files.values().stream().map(tail -> tail.content().evaluation()).toList());
  }

  /** The curves of the last evaluation so far. */
  Progression evaluationProgression() {
    EvaluationState state = evaluationState();
    String checkpoint = state.checkpoint();
    if (state.points() == 0 || checkpoint == null) {
      return Progression.EMPTY;
    }
    String key = CheckpointName.key(checkpoint);
    return files.values().stream()
        .flatMap(
            tail ->
                tail.content().sections().stream()
                    .filter(section -> section.hasPoints() && key.equals(keyOf(section)))
                    .reduce((a, b) -> b)
                    .stream())
        .reduce((a, b) -> b.points() > a.points() ? b : a)
        .map(LogSection::progression)
        .orElse(Progression.EMPTY);
  }

  /** Whether this log has points and names no checkpoint. */
  boolean isUnnamed() {
    return named().isEmpty() && hasPoints();
  }

  /** Whether this log has points. */
  boolean hasPoints() {
    return sections().anyMatch(LogSection::hasPoints);
  }

  /**
   * Why it cannot be told whose points these are, as the rest of a sentence that begins with the
   * log's name; null when it can.
   */
  @Nullable String ambiguity() {
    if (isMixed()) {
      return "names several checkpoints and mixes their points, so that no run can have them. Let"
          + " each evaluation write a log of its own.";
    }
    boolean withoutName =
        sections().anyMatch(section -> section.hasPoints() && section.checkpoint() == null);
    return withoutName && named().size() > 1
        ? "has long-context points, but its job names several checkpoints elsewhere. Add a line"
            + " \"Checkpoint: <path>\" before the points of each."
        : null;
  }

  private boolean isMixed() {
    return files.values().stream().anyMatch(tail -> tail.content().isMixed());
  }

  /** The step in the name, such as {@code paper_metrics_cp002000.log}. */
  OptionalLong stepInName() {
    String name = name();
    return LogIndex.stepIn(name.substring(name.lastIndexOf('/') + 1));
  }

  /** Curves of this log, with where they are from. */
  LogCurves curves(Progression progression) {
    return new LogCurves(progression, pathWithPoints(), evaluationState());
  }

  /** The file that has the points, the first one when none has. */
  Path pathWithPoints() {
    return files.values().stream()
        .max(
            Comparator.comparingInt(
                tail -> tail.content().sections().stream().mapToInt(LogSection::points).sum()))
        .orElseThrow()
        .file();
  }

  /** What is wrong with the content of one of the files; null when nothing is. */
  @Nullable String trouble(Path log) {
    LogTail tail = files.get(log);
    return tail == null ? null : tail.trouble();
  }

  /** The curves that no checkpoint is named for. */
  Progression unnamedProgression() {
    return fullest(section -> keyOf(section) == null);
  }

  private Progression fullest(Predicate<LogSection> belongs) {
    return files.values().stream()
        .flatMap(
            tail ->
                LogSection.lastComplete(tail.content().sections().stream().filter(belongs).toList())
                    .stream())
        // The first of equals is of the .err.
        .reduce((a, b) -> b.points() > a.points() ? b : a)
        .map(LogSection::progression)
        .orElse(Progression.EMPTY);
  }

  private Stream<LogSection> sections() {
    return files.values().stream().flatMap(tail -> tail.content().sections().stream());
  }

  /** The keys of the checkpoints that this log names. */
  Set<String> named() {
    return files.values().stream()
        .flatMap(tail -> tail.content().named().stream())
        .collect(Collectors.toSet());
  }

  /**
   * The key of the checkpoint a section belongs to: its own name, else the only one that the job
   * names.
   */
  private @Nullable String keyOf(LogSection section) {
    String own = section.checkpoint();
    if (own != null) {
      return own;
    }
    Set<String> names = named();
    return names.size() == 1 ? names.iterator().next() : null;
  }
}

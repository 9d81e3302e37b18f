package org.papermetrics.logs;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.papermetrics.evaluations.EvaluationState;
import org.papermetrics.model.Problem;
import org.papermetrics.model.Progression;

/**
 * All evaluation logs, each read once and then only where it grows, by the checkpoint that they
 * name. Used by one thread.
 */
public final class LogIndex {
  private static final Pattern STEP_IN_NAME =
      Pattern.compile("cp(\\d{1,12})", Pattern.CASE_INSENSITIVE);

  private final Map<String, LogJob> jobs = new HashMap<>();
  private final LogCatalog catalog = new LogCatalog();
  private final Map<LogJob, Problem> ambiguous = new HashMap<>();
  private final Map<Path, Problem> problems = new HashMap<>();
  private final Set<Path> changed = new HashSet<>();
  private final Set<Path> gone = new HashSet<>();
  private final Set<Path> failed = new HashSet<>();

  /**
   * The runs whose curves may be others now.
   *
   * @param checkpoints keys as {@link #checkpointKey} makes them
   * @param steps steps in the names of logs that name no checkpoint
   */
  public record Touched(Set<String> checkpoints, Set<Long> steps) {
    /** Nothing yet; what is touched is added to it. */
    static Touched nothing() {
      return new Touched(new HashSet<>(), new HashSet<>());
    }
  }

  /** What is the same for all spellings of a checkpoint's path. */
  public static String checkpointKey(String path) {
    return CheckpointName.key(path);
  }

  /** The key under which a log names the pretrained model. */
  public static String pretrainedKey() {
    return CheckpointName.PRETRAINED;
  }

  /**
   * Checks logs again and reads what is new in them, several at once.
   *
   * @param now when, for the problem that a log becomes when it cannot be read
   */
  public Touched update(Collection<Path> logs, Instant now) {
    Map<LogJob, List<Path>> byJob =
        logs.stream()
            .collect(
                Collectors.groupingBy(
                    log -> jobs.computeIfAbsent(LogJob.nameOf(log), LogJob::new)));
    Touched touched = Touched.nothing();
    byJob.keySet().forEach(job -> catalog.remove(job, touched));
    byJob.entrySet().parallelStream()
        .flatMap(e -> e.getValue().stream().map(log -> LogReading.of(e.getKey(), log, now)))
        .toList()
        .forEach(this::note);
    for (LogJob job : byJob.keySet()) {
      catalog.add(LogCatalog.Entry.of(job), touched);
      String ambiguity = job.ambiguity();
      if (ambiguity == null) {
        ambiguous.remove(job);
      } else {
        ambiguous.put(job, ambiguous(job.pathWithPoints(), ambiguity, now));
      }
      if (job.isEmpty()) {
        jobs.remove(job.name());
      }
    }
    return touched;
  }

  private void note(LogReading found) {
    Path log = found.log();
    if (found.failed()) {
      failed.add(log);
    }
    found
        .problem()
        .ifPresentOrElse(problem -> problems.put(log, problem), () -> problems.remove(log));
    switch (found.news()) {
      case CHANGED -> {
        changed.add(log);
        gone.remove(log);
      }
      case GONE -> {
        changed.remove(log);
        gone.add(log);
      }
      case NONE -> {}
    }
  }

  /**
   * Resumes from earlier states of logs, as {@link #all} or {@link #takeChanged} gave them; to be
   * called once, before any log is read.
   */
  public void restore(Map<Path, LogState> states) {
    states.forEach(
        (log, state) ->
            jobs.computeIfAbsent(LogJob.nameOf(log), LogJob::new).restore(new LogTail(log, state)));
    jobs.values().parallelStream()
        .map(LogCatalog.Entry::of)
        .toList()
        .forEach(entry -> catalog.add(entry, Touched.nothing()));
  }

  /** The states of all logs, to be restored in a later program. */
  public Map<Path, LogState> all() {
    Map<Path, LogState> all = new HashMap<>();
    jobs.values().stream()
        .flatMap(job -> job.files().stream())
        .forEach(tail -> all.put(tail.file(), tail.state()));
    return all;
  }

  /** The states of the logs that are new or were read further since the last time. */
  public Map<Path, LogState> takeChanged() {
    Map<Path, LogState> taken = new HashMap<>();
    for (Path log : changed) {
      LogJob job = jobs.get(LogJob.nameOf(log));
      LogTail tail = job == null ? null : job.file(log);
      if (tail != null) {
        taken.put(log, tail.state());
      }
    }
    changed.clear();
    return taken;
  }

  /** The logs that could not be read at the last attempt, since the last time this was asked. */
  public Set<Path> takeFailed() {
    Set<Path> taken = Set.copyOf(failed);
    failed.clear();
    return taken;
  }

  /** The logs that were found to be gone since the last time. */
  public Set<Path> takeGone() {
    Set<Path> taken = Set.copyOf(gone);
    gone.clear();
    return taken;
  }

  /** The curves of a checkpoint from the newest log that names it and has points. */
  public Optional<LogCurves> ofCheckpoint(String checkpointKey) {
    return ofCheckpoint(Set.of(checkpointKey));
  }

  /** The curves of a checkpoint that logs name in several ways. */
  public Optional<LogCurves> ofCheckpoint(Set<String> names) {
    return catalog.ofCheckpoint(names).map(job -> job.curves(job.progressionOf(names)));
  }

  /** The keys of all checkpoints that logs have points of; not to be changed. */
  public Set<String> checkpoints() {
    return Collections.unmodifiableSet(catalog.checkpoints());
  }

  /** The keys of all checkpoints that logs tell of evaluations of; not to be changed. */
  public Set<String> evaluated() {
    return Collections.unmodifiableSet(catalog.evaluated());
  }

  /** The evaluations of a checkpoint that are the last of their logs; the same until these grow. */
  public List<EvaluationLog> evaluationsOf(String checkpointKey) {
    return catalog.evaluationsOf(checkpointKey);
  }

  /** All that the logs of a job say of its last evaluation. */
  public EvaluationState stateOf(EvaluationLog evaluation) {
    LogJob job = jobs.get(evaluation.job());
    return job == null ? EvaluationState.NOTHING : job.evaluationState();
  }

  /** The curves of the last evaluation of a job so far. */
  public Progression curvesOf(EvaluationLog evaluation) {
    LogJob job = jobs.get(evaluation.job());
    return job == null ? Progression.EMPTY : job.evaluationProgression();
  }

  /** The last evaluations that have written their results, the newest first. */
  public List<EvaluationLog> lastComplete(int most) {
    return catalog.lastComplete(most);
  }

  /** The logs that have points of a checkpoint. */
  public List<Path> logsOf(String checkpointKey) {
    return catalog.withPointsOf(checkpointKey).stream().map(LogJob::pathWithPoints).toList();
  }

  /** When a log that has points of a checkpoint, or tells of its evaluation, was last written. */
  public Instant modified(String checkpointKey) {
    return Stream.concat(
            catalog.withPointsOf(checkpointKey).stream(),
            catalog.evaluating(checkpointKey).stream())
        .map(LogJob::modified)
        .max(Comparator.naturalOrder())
        .orElse(Instant.EPOCH);
  }

  /**
   * The curves from the newest log that names no checkpoint, whose file name has {@code cp} and the
   * step. They belong to a run only if it is the only one with the step.
   */
  public Optional<LogCurves> ofStep(long step) {
    return catalog.ofStep(step).map(job -> job.curves(job.unnamedProgression()));
  }

  /** Whether two logs are of one job, and so count as one. */
  public static boolean isOneJob(Path log, Path other) {
    return LogJob.nameOf(log).equals(LogJob.nameOf(other));
  }

  /** The log that {@link #ofCheckpoint} gives the curves of. */
  public Optional<Path> logOfCheckpoint(Set<String> names) {
    return catalog.ofCheckpoint(names).map(LogJob::pathWithPoints);
  }

  /** The log that {@link #ofStep} gives the curves of. */
  public Optional<Path> logOfStep(long step) {
    return catalog.ofStep(step).map(LogJob::pathWithPoints);
  }

  /**
   * What the log of a job says.
   *
   * @param named the keys of the checkpoints that it names
   * @param withPoints the keys of those that it has points of
   * @param hasPoints whether it has points at all
   * @param incomplete the keys of those whose last evaluation in it is not complete, so that an
   *     earlier one counts, each with the number of points of the last
   * @param step the step in its name, empty when there is none
   */
  public record Content(
      Set<String> named,
      Set<String> withPoints,
      boolean hasPoints,
      Map<String, Integer> incomplete,
      OptionalLong step) {}

  /** What was read of a log and of the other file of its job; empty when it was never read. */
  public Optional<Content> contentOf(Path log) {
    LogJob job = jobs.get(LogJob.nameOf(log));
    return job == null || job.file(log) == null
        ? Optional.empty()
        : Optional.of(
            new Content(
                job.named(),
                job.checkpointsWithPoints(),
                job.hasPoints(),
                job.incomplete(),
                job.stepInName()));
  }

  /**
   * A log that has points and names no checkpoint.
   *
   * @param path of the log that holds the points
   * @param step the step in its name, empty when there is none
   */
  public record Unnamed(Path path, OptionalLong step) {}

  /** The logs that have points and name no checkpoint. */
  public List<Unnamed> unnamed() {
    return catalog.unnamed().stream()
        .map(job -> new Unnamed(job.pathWithPoints(), job.stepInName()))
        .toList();
  }

  /** The logs that could not be read, and those whose points may be of several checkpoints. */
  public Collection<Problem> problems() {
    List<Problem> all = new ArrayList<>(problems.values());
    all.addAll(ambiguous.values());
    return all;
  }

  /** The step in the name of a log, such as {@code paper_metrics_cp002000.log}. */
  static OptionalLong stepIn(String name) {
    Matcher step = STEP_IN_NAME.matcher(name);
    return step.find() ? OptionalLong.of(Long.parseLong(step.group(1))) : OptionalLong.empty();
  }

  private static Problem ambiguous(Path log, String ambiguity, Instant now) {
    return new Problem(
        Problem.Kind.LOG_UNMATCHED, log.toString(), log.getFileName() + " " + ambiguity, now);
  }
}

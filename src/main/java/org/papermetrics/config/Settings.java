package org.papermetrics.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.papermetrics.model.MetricDefinition;
import org.papermetrics.model.TagRule;

/**
 * Everything that can be configured, complete and checked.
 *
 * @param checkpointDirs the directories below which checkpoints are evaluated
 * @param logDirs the directories that evaluations write their logs into
 * @param registry the registry of runs
 * @param outputDir where the data file and the pages are written
 * @param stateDir where the daemon keeps what a restart must know
 * @param baseline the id of the run to compare with; empty to choose one
 * @param http how pages and scripts reach the daemon
 * @param watch how changes are noticed
 * @param discovery which files count
 * @param evaluations how evaluations under way are judged
 * @param metrics the user's own metrics
 * @param tags the user's own tags
 */
public record Settings(
    List<Path> checkpointDirs,
    List<Path> logDirs,
    Path registry,
    Path outputDir,
    Path stateDir,
    Optional<String> baseline,
    HttpSettings http,
    WatchSettings watch,
    Discovery discovery,
    Evaluations evaluations,
    List<MetricDefinition> metrics,
    List<TagRule> tags) {

  /** The name of the registry, which is in the output directory unless another is configured. */
  static final String REGISTRY = "runs_registry.json";

  /** Copies the lists. */
  public Settings {
    checkpointDirs = List.copyOf(checkpointDirs);
    logDirs = List.copyOf(logDirs);
    metrics = List.copyOf(metrics);
    tags = List.copyOf(tags);
  }

  /**
   * These settings, but for what a daemon that was started with others cannot change as long as it
   * runs. A registry that is in the output directory stays in that of the daemon.
   */
  Settings on(Settings running) {
    boolean inOutputDir = registry.equals(outputDir.resolve(REGISTRY));
    return new Settings(
        checkpointDirs,
        logDirs,
        inOutputDir ? running.outputDir.resolve(REGISTRY) : registry,
        running.outputDir,
        running.stateDir,
        baseline,
        new HttpSettings(
            running.http.host(),
            running.http.port(),
            http.allowedHosts(),
            http.frameAncestors(),
            running.http.token()),
        watch,
        discovery,
        evaluations,
        metrics,
        tags);
  }

  /** Whether the board follows from these settings as it does from others. */
  public boolean showTheSameAs(Settings other) {
    return withoutHttp().equals(other.withoutHttp());
  }

  private Settings withoutHttp() {
    return new Settings(
        checkpointDirs,
        logDirs,
        registry,
        outputDir,
        stateDir,
        baseline,
        new HttpSettings(HttpSettings.DEFAULT_HOST, 0, Set.of(), true),
        watch,
        discovery,
        evaluations,
        metrics,
        tags);
  }

  /**
   * How evaluations under way are judged.
   *
   * @param stalledAfter how long a log may be silent, where no earlier evaluation says how long
   *     such logs are
   */
  public record Evaluations(Duration stalledAfter) {
    /** Used where nothing is configured. */
    public static final Evaluations DEFAULT = new Evaluations(Duration.ofMinutes(20));
  }

  /**
   * Which files count, as globs relative to a checkpoint directory.
   *
   * @param results the results files
   * @param exclude directories and files that are passed over
   */
  public record Discovery(List<String> results, List<String> exclude) {
    /** Copies the lists. */
    public Discovery {
      results = List.copyOf(results);
      exclude = List.copyOf(exclude);
    }
  }
}

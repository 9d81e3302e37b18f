package org.papermetrics.config;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.papermetrics.concurrent.PeriodicTask;
import org.papermetrics.model.Problem;
import org.papermetrics.model.Status;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reloads the config file while the daemon runs; reports what needs a restart. What cannot be used,
 * or needs a restart, leaves what is in use as it is and is a problem until the file and what is in
 * use agree.
 */
public final class SettingsReloader implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SettingsReloader.class);
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);

  /** A file that was just changed counts when it looks the same after this. */
  private static final Duration SETTLED = Duration.ofSeconds(1);

  private static final Duration STOP = Duration.ofSeconds(10);
  private static final String RESTART =
      " It changes with the next start: systemctl --user restart paper-metrics, or end serve and"
          + " start it again.";

  private final SettingsSource source;
  private final Clock clock;
  private final Taking taking;
  private final Runnable problemsChanged;
  private final PeriodicTask polling = new PeriodicTask("configuration");
  private Settings running;
  private Optional<Settings> waiting = Optional.empty();
  private volatile Optional<Instant> takenUpAt;
  private volatile List<Problem> problems = List.of();

  /** Changes what is in use. */
  public interface Taking {
    /**
     * Uses these settings from now on; when that fails, goes on with those before.
     *
     * @return a directory that must be mounted first; then nothing has changed
     * @throws RuntimeException when it has failed
     */
    Optional<Path> take(Settings settings) throws InterruptedException;
  }

  /**
   * Does not look yet.
   *
   * @param problemsChanged called when {@link #problems} is another list
   */
  public SettingsReloader(
      SettingsSource source, Clock clock, Taking taking, Runnable problemsChanged) {
    this.source = source;
    this.clock = clock;
    this.taking = taking;
    this.problemsChanged = problemsChanged;
    this.running = source.settings();
    this.takenUpAt = source.wasRead() ? Optional.of(clock.instant()) : Optional.empty();
  }

  /** Looks from now on, where there is a file to check. */
  public void start() {
    if (source.file().isPresent()) {
      polling.start(this::turn, () -> {});
    }
  }

  private long turn() {
    try {
      poll();
    } catch (InterruptedException e) {
      polling.close();
    }
    return (source.isSettling() ? SETTLED : BETWEEN_LOOKS).toNanos();
  }

  /** Looks once, and takes up what can be applied. */
  void poll() throws InterruptedException {
    SettingsSource.Poll poll = source.poll(clock.instant());
    if (poll instanceof SettingsSource.Wrong wrong) {
      waiting = Optional.empty();
      say(List.of(unusable(wrong.sentence() + " The previous configuration stays in effect.")));
    } else if (poll instanceof SettingsSource.Says says) {
      take(says.settings());
    } else if (waiting.isPresent()) {
      take(waiting.get());
    }
  }

  private void take(Settings wanted) throws InterruptedException {
    Settings next = wanted.on(running);
    List<SettingsKey> changed = SettingsKey.differing(running, next);
    waiting = Optional.empty();
    try {
      if (!changed.isEmpty()) {
        Optional<Path> unmounted = taking.take(next);
        if (unmounted.isPresent()) {
          waiting = Optional.of(wanted);
          say(List.of(unusable(tooEarly(changed, unmounted.get()))));
          return;
        }
        running = next;
        LOG.info("{} was applied: {}.", file(), keys(changed));
      }
    } catch (RuntimeException | StackOverflowError | LinkageError e) {
      LOG.error("The changes in {} could not be applied: {}.", file(), keys(changed), e);
      say(
          List.of(
              unusable(
                  "It could not be applied ("
                      + e
                      + "). The previous configuration stays in effect; restart to try again.")));
      return;
    }
    if (!changed.isEmpty() || takenUpAt.isEmpty()) {
      takenUpAt = Optional.of(clock.instant());
    }
    say(
        SettingsKey.differing(running, wanted).stream()
            .map(key -> needsRestart(key, wanted))
            .toList());
  }

  private static String tooEarly(List<SettingsKey> changed, Path unmounted) {
    return "The new "
        + keys(changed)
        + (changed.size() == 1 ? " was" : " were")
        + " not applied: "
        + unmounted
        + " is not mounted. Mount it, or remove it from the configuration; the previous configuration"
        + " stays in effect.";
  }

  private void say(List<Problem> now) {
    if (timeless(now).equals(timeless(problems))) {
      return;
    }
    now.stream()
        .filter(problem -> !timeless(problems).contains(problem.since(Instant.EPOCH)))
        .forEach(problem -> LOG.warn("{}", problem.message()));
    if (now.isEmpty()) {
      LOG.info("{} and what is in use agree again.", file());
    }
    problems = now;
    problemsChanged.run();
  }

  private static List<Problem> timeless(List<Problem> problems) {
    return problems.stream().map(problem -> problem.since(Instant.EPOCH)).toList();
  }

  private static String keys(List<SettingsKey> keys) {
    return keys.stream().map(SettingsKey::name).collect(Collectors.joining(", "));
  }

  private Problem unusable(String sentence) {
    return problem(Problem.Kind.CONFIGURATION_UNUSABLE, sentence);
  }

  private Problem needsRestart(SettingsKey key, Settings wanted) {
    return problem(
        Problem.Kind.CONFIGURATION_NEEDS_RESTART,
        key.name()
            + " is "
            + key.of(wanted)
            + " in the configuration file, but "
            + key.of(running)
            + " is in use."
            + RESTART);
  }

  private Problem problem(Problem.Kind kind, String sentence) {
    return new Problem(kind, file(), sentence, clock.instant());
  }

  private String file() {
    return source.file().map(Path::toString).orElse("");
  }

  /** What of the file is not in use, and why; may be asked by any thread. */
  public List<Problem> problems() {
    return problems;
  }

  /** The file in use and since when; empty when there is none. May be asked by any thread. */
  public Optional<Status.Configuration> status() {
    return takenUpAt.map(at -> new Status.Configuration(file(), at));
  }

  /** Stops looking. */
  @Override
  public void close() {
    polling.close();
    try {
      polling.awaitEnd(STOP);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

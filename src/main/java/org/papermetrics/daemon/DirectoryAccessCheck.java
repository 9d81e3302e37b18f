package org.papermetrics.daemon;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.papermetrics.concurrent.PeriodicTask;
import org.papermetrics.config.Settings;
import org.papermetrics.diagnose.SharedDirectory;
import org.papermetrics.model.Problem;

/**
 * Checks from time to time whether others may write the daemon's directories, which is one problem
 * for all of them. It has a thread of its own, since file systems may hang.
 */
final class DirectoryAccessCheck implements AutoCloseable {
  private static final Duration BETWEEN = Duration.ofSeconds(10);

  private final Supplier<Settings> settings;
  private final Optional<Path> configuration;
  private final Runnable problemsChanged;
  private final Clock clock;
  private final PeriodicTask loop = new PeriodicTask("directory access");
  private volatile List<Problem> problems = List.of();

  /**
   * Does not check yet.
   *
   * @param settings those in use
   * @param problemsChanged called when {@link #problems} is another list
   */
  DirectoryAccessCheck(
      Supplier<Settings> settings,
      Optional<Path> configuration,
      Runnable problemsChanged,
      Clock clock) {
    this.settings = settings;
    this.configuration = configuration;
    this.problemsChanged = problemsChanged;
    this.clock = clock;
  }

  /** Checks now and then from now on. */
  void start() {
    loop.start(
        () -> {
          check();
          return BETWEEN.toNanos();
        },
        () -> {});
  }

  private void check() {
    List<SharedDirectory> shared = SharedDirectory.of(settings.get(), configuration);
    String message = shared.stream().map(SharedDirectory::message).collect(Collectors.joining(" "));
    if (message.equals(problems.stream().map(Problem::message).findFirst().orElse(""))) {
      return;
    }
    problems =
        shared.isEmpty()
            ? List.of()
            : List.of(
                new Problem(
                    Problem.Kind.DIRECTORY_WRITABLE_BY_OTHERS,
                    shared.get(0).path().toString(),
                    message,
                    clock.instant()));
    problemsChanged.run();
  }

  /** The problem, if there is one; may be asked by any thread. */
  List<Problem> problems() {
    return problems;
  }

  @Override
  public void close() {
    loop.close();
  }
}

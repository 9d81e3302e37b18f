package org.papermetrics.watch;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.papermetrics.files.IoErrors;
import org.papermetrics.model.Problem;
import org.papermetrics.model.Problem.Kind;
import org.papermetrics.scan.Scope;
import org.papermetrics.scan.UnreadableDirectory;

/** Turns the state of a root into problems: sentences that say what to do. */
final class WatchProblems {
  private static final String STILL_SHOWN = " What was read from it before is still shown.";

  private static final Set<Kind> KINDS =
      EnumSet.of(
          Kind.ROOT_UNAVAILABLE,
          Kind.LOG_DIR_UNAVAILABLE,
          Kind.DIRECTORY_UNREADABLE,
          Kind.WATCH_DEGRADED);

  private WatchProblems() {}

  /** Whether problems of a kind come from here. */
  static boolean have(Kind kind) {
    return KINDS.contains(kind);
  }

  /** The problems of a root. */
  static List<Problem> of(RootState state, Duration poll, Instant now) {
    List<Problem> problems = new ArrayList<>();
    state.failure().flatMap(why -> unavailable(state.scope(), why, now)).ifPresent(problems::add);
    // By path, so that equal states give equal lists.
    new TreeMap<>(state.unreadable())
        .forEach((path, unreadable) -> problems.add(unreadable(path, unreadable, now)));
    degraded(state, poll, now).ifPresent(problems::add);
    return problems;
  }

  private static Optional<Problem> unavailable(Scope scope, String why, Instant now) {
    if (scope instanceof Scope.Checkpoints) {
      String advice = advice(why, "Mount it, or correct checkpoint-dirs.");
      return Optional.of(
          problem(
              Kind.ROOT_UNAVAILABLE,
              scope.path(),
              "The checkpoint directory cannot be read, because "
                  + why
                  + ". "
                  + advice
                  + STILL_SHOWN,
              now));
    }
    if (scope instanceof Scope.Logs) {
      String advice = advice(why, "Create or mount it, or correct log-dirs.");
      return Optional.of(
          problem(
              Kind.LOG_DIR_UNAVAILABLE,
              scope.path(),
              "The log directory cannot be read, because " + why + ". " + advice + STILL_SHOWN,
              now));
    }
    // The reader of the single file reports what its absence means.
    return Optional.empty();
  }

  private static Problem unreadable(Path directory, UnreadableDirectory unreadable, Instant now) {
    String otherwise =
        unreadable.isDetached()
            ? "Mount or restore it, or delete what is left of it."
            : "It is retried automatically.";
    return problem(
        Kind.DIRECTORY_UNREADABLE,
        directory,
        "The directory cannot be read, because "
            + unreadable.reason()
            + ". "
            + advice(unreadable.reason(), otherwise)
            + STILL_SHOWN,
        now);
  }

  private static Optional<Problem> degraded(RootState state, Duration poll, Instant now) {
    String every = "polled only every " + seconds(poll) + " s";
    if (state.unwatched() > 0) {
      return Optional.of(
          problem(
              Kind.WATCH_DEGRADED,
              state.scope().path(),
              "The limit of inotify watches is reached: directories without a watch ("
                  + state.unwatched()
                  + " here, and what is below them) are "
                  + every
                  + ". "
                  + InotifyLimits.adviceForWatches(),
              now));
    }
    return state
        .noWatcher()
        .map(
            why ->
                problem(
                    Kind.WATCH_DEGRADED,
                    state.scope().path(),
                    "File events are not available, because "
                        + why
                        + "; everything is "
                        + every
                        + ". "
                        + InotifyLimits.adviceForInstances(),
                    now));
  }

  private static String advice(String why, String otherwise) {
    return why.equals(IoErrors.DENIED)
        ? "Give the user of this program read and search permission (chmod u+rx)."
        : otherwise;
  }

  private static String seconds(Duration time) {
    return time.toMillis() % 1000 == 0
        ? Long.toString(time.toSeconds())
        : Double.toString(time.toMillis() / 1000.0);
  }

  private static Problem problem(Kind kind, Path path, String message, Instant now) {
    return new Problem(kind, path.toString(), message, now);
  }
}

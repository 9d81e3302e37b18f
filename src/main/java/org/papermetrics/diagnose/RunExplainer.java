package org.papermetrics.diagnose;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.papermetrics.config.Settings;
import org.papermetrics.files.Stamps;
import org.papermetrics.index.IndexFactory;
import org.papermetrics.index.PathFacts;
import org.papermetrics.index.PathFacts.KnownRun;
import org.papermetrics.load.RunLoader;
import org.papermetrics.model.Explanation;
import org.papermetrics.model.FileStamp;
import org.papermetrics.model.Problem;
import org.papermetrics.model.Reading;
import org.papermetrics.model.Run;
import org.papermetrics.model.RunFiles;
import org.papermetrics.model.RunKey;

/** Explains one run: registered, loaded, shown, current, curves. */
final class RunExplainer {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

  private static final Set<Problem.Kind> OF_VALUES =
      Set.of(
          Problem.Kind.RESULTS_VALUES,
          Problem.Kind.RESULTS_AVERAGE,
          Problem.Kind.RESULTS_COUNTS,
          Problem.Kind.CONFIG_VALUES);

  private final Settings settings;
  private final boolean live;
  private final Clock clock;
  private final RunLoader loader;

  /**
   * Goes by the settings.
   *
   * @param live whether what is found on the disk will come onto the board by itself
   */
  RunExplainer(Settings settings, boolean live, Clock clock) {
    this.settings = settings;
    this.live = live;
    this.clock = clock;
    this.loader = IndexFactory.loader(settings);
  }

  /**
   * A run in the catalog.
   *
   * @param top the directory that is checked on the way down to the files of the run
   * @param away why nothing below that can be checked
   */
  Explanation tell(
      KnownRun run,
      PathFacts facts,
      Path top,
      Optional<String> away,
      ExplanationBuilder explanation) {
    if (run.registered()) {
      explanation.ok("The registry names it.");
    } else {
      explanation.note("It was found, and is not in the registry " + settings.registry() + " yet.");
    }
    Optional<String> wrong = away.or(() -> wrong(run, top));
    wrong.ifPresent(explanation::wrong);
    Optional<Run> shown = run.shown().or(run::twin);
    if (shown.isPresent()) {
      return shown(run, shown.get(), facts, wrong, explanation);
    }
    return wrong.isPresent()
        ? explanation.told(false, wrong.get())
        : unread(run.files(), explanation);
  }

  /** What is wrong with its files; where they are closed to this program, by whom. */
  private static Optional<String> wrong(KnownRun run, Path top) {
    Optional<String> obstacle = obstacle(run.files(), top);
    if (run.problem().isEmpty()) {
      return obstacle;
    }
    Problem problem = run.problem().get();
    return Optional.of(
        switch (problem.kind()) {
          case RUN_VANISHED -> problem.message() + obstacle.map(o -> ". " + o).orElse("");
          case CONFIG_MISSING ->
              problem.message()
                  + PathCheck.near(run.files().config()).map(near -> " " + near).orElse("");
          default -> obstacle.orElse(problem.message());
        });
  }

  private static Optional<String> obstacle(RunFiles files, Path top) {
    Optional<String> first = Optional.empty();
    for (Path results : files.results()) {
      Optional<String> obstacle =
          PathCheck.obstacle(results.startsWith(top) ? top : results, results);
      if (obstacle.isEmpty()) {
        return files.pretrained() ? obstacle : PathCheck.obstacle(files.config(), files.config());
      }
      first = first.or(() -> obstacle);
    }
    return first;
  }

  /** A results file that can be read, but of which no run is known. */
  Explanation unknown(Path results, ExplanationBuilder explanation) {
    Path directory = Objects.requireNonNullElse(results.getParent(), results);
    return unread(
        new RunFiles(
            RunKey.ofCheckpoint(directory.toString()),
            directory.toString(),
            List.of(results),
            directory.resolve(RunFiles.CONFIG),
            false),
        explanation);
  }

  private Explanation unread(RunFiles files, ExplanationBuilder explanation) {
    Reading reading = loader.load(files, null, clock.instant());
    if (reading instanceof Reading.Failed failed) {
      return explanation.ends(failed.problem().message());
    }
    if (reading instanceof Reading.Unsettled unsettled) {
      return explanation.ends(
          "It is probably being written at this moment, and is read again soon. "
              + unsettled.problem().message());
    }
    if (reading instanceof Reading.Gone) {
      return explanation.ends("There is no results file " + files.results().get(0) + ".");
    }
    return explanation.ends(
        "Its files can be read, and it is not on the board yet. "
            + (live
                ? "It comes within "
                    + settings.watch().sweep().toSeconds()
                    + " s, with the next sweep (watch.sweep)."
                : "It comes when the daemon runs."));
  }

  private Explanation shown(
      KnownRun run,
      Run shown,
      PathFacts facts,
      Optional<String> wrong,
      ExplanationBuilder explanation) {
    String as = "On the board as " + shown.id() + " (" + shown.name() + ")";
    if (run.shown().isEmpty()) {
      explanation.note(
          "It is the same run as " + shown.key() + ", and is shown once, under that path.");
    }
    run.twin()
        .filter(twin -> run.shown().isPresent())
        .ifPresent(twin -> explanation.note("It is also known as " + twin.key() + "."));
    clash(shown, facts).ifPresent(explanation::note);
    curves(run, facts, explanation);
    explanation.evaluations(run.evaluations());
    values(run, facts).forEach(explanation::note);
    if (shown.unavailableSince() != null) {
      return explanation.shows(
          shown,
          as
              + ", as it was last seen: its files have been unavailable since "
              + TIME.format(shown.unavailableSince().atZone(clock.getZone()))
              + ".");
    }
    if (wrong.isPresent()) {
      return explanation.shows(shown, as + ", as it was last read whole, because: " + wrong.get());
    }
    return fresh(run, shown, as, explanation);
  }

  private Explanation fresh(KnownRun run, Run shown, String as, ExplanationBuilder explanation) {
    Path results = run.seen().map(Reading.Seen::resultsFile).orElse(run.files().results().get(0));
    Optional<FileStamp> then = run.seen().map(Reading.Seen::results);
    if (then.isPresent() && !then.equals(stamp(results))) {
      String sentence =
          "the results file has changed since it was read, and is read again "
              + (live
                  ? "within " + settings.watch().sweep().toSeconds() + " s (watch.sweep)."
                  : "when the daemon runs.");
      explanation.note(sentence);
      return explanation.shows(shown, as + "; " + sentence);
    }
    explanation.ok("It shows what " + results + " says now.");
    return explanation.shows(
        shown, as + ", with the results of " + TIME.format(shown.evaluatedAt()) + ".");
  }

  private static Optional<FileStamp> stamp(Path file) {
    try {
      return Stamps.of(file);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** What is said of values in its files that do not count, or not as they are written. */
  private static List<String> values(KnownRun run, PathFacts facts) {
    List<String> files = new ArrayList<>(List.of(run.files().config().toString()));
    run.files().results().forEach(file -> files.add(file.toString()));
    return facts.snapshot().problems().stream()
        .filter(problem -> OF_VALUES.contains(problem.kind()) && files.contains(problem.path()))
        .map(Problem::message)
        .toList();
  }

  private static Optional<String> clash(Run run, PathFacts facts) {
    int suffix = run.id().lastIndexOf('~');
    return suffix < 0
        ? Optional.empty()
        : facts
            .snapshot()
            .run(run.id().substring(0, suffix))
            .map(
                first ->
                    "Another checkpoint, "
                        + first.key()
                        + ", has the id "
                        + first.id()
                        + " already, so this one has a suffix.");
  }

  private void curves(KnownRun run, PathFacts facts, ExplanationBuilder explanation) {
    if (run.ownCurves()) {
      explanation.ok("Its long-context curves are in its results file.");
    } else if (run.log().isPresent()) {
      explanation.ok("Its long-context curves are from " + run.log().get() + ".");
    } else if (facts.logsBusy()) {
      explanation.note("Logs are being read, so nothing can be said of its curves yet.");
    } else if (settings.logDirs().isEmpty()) {
      explanation.note("It has no long-context curves: no log directory is configured (log-dirs).");
    } else {
      explanation.note(
          "It has no long-context curves: no log has points and a line \"Checkpoint: "
              + run.files().checkpointPath()
              + "\".");
      unmatched(run, facts).ifPresent(explanation::note);
    }
  }

  /** A log that may be meant for this run, going by the step in its name. */
  private static Optional<String> unmatched(KnownRun run, PathFacts facts) {
    long step = run.shown().map(Run::checkpointStep).orElse(0L);
    return facts.snapshot().problems().stream()
        .filter(problem -> problem.kind() == Problem.Kind.LOG_UNMATCHED)
        .filter(problem -> problem.message().contains("the step " + step + " "))
        .map(Problem::message)
        .findFirst();
  }
}

package org.papermetrics.diagnose;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.papermetrics.index.Dossier;
import org.papermetrics.layout.Places;
import org.papermetrics.layout.Wanted;
import org.papermetrics.logs.LogIndex;
import org.papermetrics.model.Explanation;
import org.papermetrics.model.Problem;
import org.papermetrics.model.Run;
import org.papermetrics.model.Snapshot;

/** Explains whose curves a log gives, or why it gives none. */
final class LogStory {
  private final Explainer.Known known;

  LogStory(Explainer.Known known) {
    this.known = known;
  }

  Explanation tell(Places.Place place, Trail trail) {
    Path directory = place.directory();
    Path log = place.path();
    trail.ok("It is in the log directory " + directory + ".");
    Snapshot board = known.snapshot();
    List<Problem> away = Stories.about(directory, board);
    if (!away.isEmpty()) {
      return trail.ends(away.get(0).message());
    }
    Optional<String> obstacle = Way.obstacle(directory, log);
    if (obstacle.isPresent()) {
      return trail.ends(obstacle.get());
    }
    if (log.equals(directory)) {
      return directory(board, directory, trail);
    }
    if (Files.isDirectory(log) || !directory.equals(log.getParent())) {
      return trail.ends(
          "Only the logs directly in "
              + directory
              + " are read, not those in directories below. Move the log, or add its directory to"
              + " log-dirs.");
    }
    if (!Wanted.isLog(log)) {
      return trail.ends(
          log.getFileName()
              + " is not read: a log is named paper_metrics_*.log or paper_metrics_*.err.");
    }
    return known
        .of(log, Optional.empty())
        .map(dossier -> log(log, dossier, trail))
        .orElseGet(
            () ->
                trail.ends(
                    "The daemon is busy, or a file system does not answer; ask again soon."));
  }

  private static Explanation directory(Snapshot board, Path directory, Trail trail) {
    List<Problem> problems =
        board.problems().stream()
            .filter(p -> p.kind().wireName().startsWith("log-"))
            .filter(p -> p.path().startsWith(directory + "/"))
            .toList();
    problems.forEach(problem -> trail.wrong(problem.message()));
    return trail.told(
        problems.isEmpty(),
        problems.isEmpty()
            ? "All logs in it that have points give curves to runs."
            : problems.size() + " logs in it give no curves.");
  }

  private static Explanation log(Path log, Dossier dossier, Trail trail) {
    List<Problem> problems = Stories.about(log, dossier.snapshot());
    problems.forEach(problem -> trail.wrong(problem.message()));
    List<Run> runs = dossier.curvesOf();
    if (runs.size() == 1) {
      return trail.shows(
          runs.get(0), "It gives the run " + runs.get(0).id() + " its long-context curves.");
    }
    if (!runs.isEmpty()) {
      return trail.told(
          true,
          "It gives "
              + runs.size()
              + " runs their long-context curves: "
              + runs.stream().map(Run::id).collect(Collectors.joining(", "))
              + ".");
    }
    if (!problems.isEmpty()) {
      return trail.told(false, problems.get(0).message());
    }
    if (dossier.log().isEmpty()) {
      return trail.ends(
          dossier.logsBusy()
              ? "Logs are being read at this moment; ask again soon."
              : "It was not read yet; that happens within moments.");
    }
    return withoutRun(dossier.log().get(), trail);
  }

  private static Explanation withoutRun(LogIndex.Content content, Trail trail) {
    if (!content.hasPoints()) {
      return trail.ends(
          "It has no long-context points (lines such as \"Position 1000: Loss 5.9 | PPL 378.6\"; points"
              + " that are nan or inf do not count)"
              + (content.named().isEmpty()
                  ? ", and names no checkpoint."
                  : ". It names the checkpoint " + String.join(", ", content.named()) + "."));
    }
    return trail.ends(
        "It has points of "
            + String.join(", ", content.withPoints())
            + ", but gives no run on the board its curves: there is no such run, or a newer log has"
            + " them, or the results file has curves of its own. Ask with the path of that checkpoint.");
  }
}

package org.papermetrics.diagnose;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.papermetrics.index.PathFacts;
import org.papermetrics.layout.FilePatterns;
import org.papermetrics.layout.PathLookup;
import org.papermetrics.logs.LogIndex;
import org.papermetrics.model.Explanation;
import org.papermetrics.model.Problem;
import org.papermetrics.model.Run;
import org.papermetrics.model.Snapshot;

/** Explains which runs a log gives curves to, or why none. */
final class LogExplainer {
  private final KnownFacts known;

  LogExplainer(KnownFacts known) {
    this.known = known;
  }

  Explanation tell(PathLookup.Place place, ExplanationBuilder explanation) {
    Path directory = place.directory();
    Path log = place.path();
    explanation.ok("It is in the log directory " + directory + ".");
    Snapshot board = known.snapshot();
    List<Problem> away = ExplanationBuilder.about(directory, board);
    if (!away.isEmpty()) {
      return explanation.ends(away.get(0).message());
    }
    Optional<String> obstacle = PathCheck.obstacle(directory, log);
    if (obstacle.isPresent()) {
      return explanation.ends(obstacle.get());
    }
    if (log.equals(directory)) {
      return directory(board, directory, explanation);
    }
    if (Files.isDirectory(log) || !directory.equals(log.getParent())) {
      return explanation.ends(
          "Only the logs directly in "
              + directory
              + " are read, not those in directories below. Move the log, or add its directory to"
              + " log-dirs.");
    }
    if (!FilePatterns.isLog(log)) {
      return explanation.ends(
          log.getFileName()
              + " is not read: a log is named paper_metrics_*.log or paper_metrics_*.err, or .log.gz or"
              + " .err.gz.");
    }
    return known.about(log).map(facts -> log(log, facts, explanation)).orElseGet(explanation::busy);
  }

  private static Explanation directory(
      Snapshot board, Path directory, ExplanationBuilder explanation) {
    List<Problem> problems =
        board.problems().stream()
            .filter(p -> p.kind().wireName().startsWith("log-"))
            .filter(p -> p.path().startsWith(directory + "/"))
            .toList();
    problems.forEach(problem -> explanation.wrong(problem.message()));
    return explanation.told(
        problems.isEmpty(),
        problems.isEmpty()
            ? "All logs in it that have points give curves to runs."
            : problems.size() + " logs in it give no curves.");
  }

  private static Explanation log(Path log, PathFacts facts, ExplanationBuilder explanation) {
    List<Problem> problems = explanation.problemsOf(log, facts.snapshot());
    facts
        .log()
        .ifPresent(
            content ->
                content
                    .incomplete()
                    .forEach((name, points) -> explanation.note(incomplete(name, points))));
    List<Run> runs = facts.curvesOf();
    if (runs.size() == 1) {
      return explanation.shows(
          runs.get(0), "It gives the run " + runs.get(0).id() + " its long-context curves.");
    }
    if (!runs.isEmpty()) {
      return explanation.told(
          true,
          "It gives "
              + runs.size()
              + " runs their long-context curves: "
              + runs.stream().map(Run::id).collect(Collectors.joining(", "))
              + ".");
    }
    if (!problems.isEmpty()) {
      return explanation.told(false, problems.get(0).message());
    }
    if (facts.log().isEmpty()) {
      return facts.logsBusy()
          ? explanation.busy()
          : explanation.ends("It was not read yet; that happens within moments.");
    }
    return withoutRun(facts.log().get(), explanation);
  }

  private static String incomplete(String checkpoint, int points) {
    return "Its last evaluation of "
        + checkpoint
        + " has "
        + points
        + (points == 1 ? " point" : " points")
        + " so far and is under way, or was broken off. The complete one before it counts.";
  }

  private static Explanation withoutRun(LogIndex.Content content, ExplanationBuilder explanation) {
    if (!content.hasPoints()) {
      return explanation.ends(
          "It has no long-context points (lines such as \"Position 1000: Loss 5.9 | PPL 378.6\"; points"
              + " that are nan or inf do not count)"
              + (content.named().isEmpty()
                  ? ", and names no checkpoint."
                  : ". It names the checkpoint " + String.join(", ", content.named()) + "."));
    }
    return explanation.ends(
        "It has points of "
            + String.join(", ", content.withPoints())
            + ", but gives no run on the board its curves: there is no such run, or a newer log has"
            + " them, or the results file has curves of its own. Ask with the path of that checkpoint.");
  }
}

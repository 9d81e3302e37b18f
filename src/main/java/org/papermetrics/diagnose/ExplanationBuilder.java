package org.papermetrics.diagnose;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.papermetrics.index.PathFacts.KnownRun;
import org.papermetrics.model.Explanation;
import org.papermetrics.model.Explanation.Outcome;
import org.papermetrics.model.Explanation.Step;
import org.papermetrics.model.LeftOut;
import org.papermetrics.model.PastEvaluation;
import org.papermetrics.model.Problem;
import org.papermetrics.model.Removal;
import org.papermetrics.model.Run;
import org.papermetrics.model.Snapshot;
import org.papermetrics.text.ShellQuoting;

/** Builds an Explanation step by step. */
final class ExplanationBuilder {
  private static final int RUNS_TOLD = 10;

  private final String subject;
  private final List<Step> steps = new ArrayList<>();
  private List<PastEvaluation> evaluations = List.of();

  /** Nothing was checked yet. */
  ExplanationBuilder(String subject) {
    this.subject = subject;
  }

  /** Something is as it should be. */
  void ok(String sentence) {
    steps.add(new Step(Outcome.OK, sentence));
  }

  /** Something is good to know. */
  void note(String sentence) {
    steps.add(new Step(Outcome.NOTE, sentence));
  }

  /** Something is wrong, and yet the board shows the run. */
  void wrong(String sentence) {
    steps.add(new Step(Outcome.WRONG, sentence));
  }

  /** Logs tell of these evaluations of the run. */
  void evaluations(List<PastEvaluation> all) {
    evaluations = all;
  }

  /** Here the way ends. */
  Explanation ends(String sentence) {
    wrong(sentence);
    return done(false, null, sentence);
  }

  /** The run is on the board. */
  Explanation shows(Run run, String sentence) {
    return done(true, run.id(), sentence);
  }

  /** What is known of something that is not one run. */
  Explanation told(boolean onBoard, String sentence) {
    return done(onBoard, null, sentence);
  }

  /** Nothing is known at this moment. */
  Explanation busy() {
    return ends(
        "The daemon is busy, or waits for a file system that does not answer; ask again soon.");
  }

  /** The runs below a directory, those first that are not on the board. */
  Explanation several(List<KnownRun> runs) {
    List<KnownRun> missing = runs.stream().filter(r -> !r.isOnBoard()).toList();
    for (KnownRun run : missing.subList(0, Math.min(RUNS_TOLD, missing.size()))) {
      wrong(
          run.files().checkpointPath()
              + ": "
              + run.problem().map(Problem::message).orElse("it is not on the board yet."));
    }
    if (missing.size() > RUNS_TOLD) {
      wrong("and " + (missing.size() - RUNS_TOLD) + " more.");
    }
    int shown = runs.size() - missing.size();
    return told(
        missing.isEmpty(),
        missing.isEmpty()
            ? "All " + shown + " runs in it are on the board."
            : shown
                + " of the "
                + runs.size()
                + " runs in it are on the board. Ask with the path of one of the others for more.");
  }

  /** The runs at or below a path that are left out because their entries were removed. */
  Explanation leftOut(List<Removal> runs) {
    if (runs.size() > 1) {
      runs.subList(0, Math.min(RUNS_TOLD, runs.size())).forEach(run -> note(run.file()));
      return ends(
          LeftOut.message(runs.size())
              + ". To take back all that were removed: "
              + LeftOut.COMMAND
              + "; to take back one: paper-metrics register FILE");
    }
    Removal run = runs.get(0);
    boolean usual = run.file().equals(run.key().usualResults()) && !run.key().isPretrained();
    return ends(
        "The entry of this run was removed from the registry, so its results "
            + run.file()
            + " are left out. To take them back: "
            + (usual
                ? "paper-metrics register " + ShellQuoting.word(Path.of(run.file()))
                : LeftOut.COMMAND));
  }

  /** Notes the problems that are about one path, and gives them. */
  List<Problem> problemsOf(Path path, Snapshot board) {
    List<Problem> problems = about(path, board);
    problems.forEach(problem -> wrong(problem.message()));
    return problems;
  }

  /** The problems that are about one path. */
  static List<Problem> about(Path path, Snapshot board) {
    String name = path.toString();
    return board.problems().stream().filter(problem -> problem.path().equals(name)).toList();
  }

  private Explanation done(boolean onBoard, @Nullable String id, String sentence) {
    return new Explanation(subject, onBoard, id, sentence, steps, evaluations);
  }
}

package org.papermetrics.diagnose;

import java.nio.file.Path;
import java.util.List;
import org.papermetrics.index.Dossier;
import org.papermetrics.model.Explanation;
import org.papermetrics.model.Problem;
import org.papermetrics.model.Snapshot;

/** What explanations of different things have in common. */
final class Stories {
  private static final int TOLD = 10;

  private Stories() {}

  /** The problems that are about one path. */
  static List<Problem> about(Path path, Snapshot board) {
    String name = path.toString();
    return board.problems().stream().filter(problem -> problem.path().equals(name)).toList();
  }

  /** The runs below a directory, those first that are not on the board. */
  static Explanation several(List<Dossier.Entry> runs, ExplanationBuilder explanation) {
    List<Dossier.Entry> missing = runs.stream().filter(r -> !r.isOnBoard()).toList();
    for (Dossier.Entry run : missing.subList(0, Math.min(TOLD, missing.size()))) {
      explanation.wrong(
          run.files().checkpointPath()
              + ": "
              + run.problem().map(Problem::message).orElse("it is not on the board yet."));
    }
    if (missing.size() > TOLD) {
      explanation.wrong("and " + (missing.size() - TOLD) + " more.");
    }
    int shown = runs.size() - missing.size();
    String sentence =
        missing.isEmpty()
            ? "All " + shown + " runs in it are on the board."
            : shown
                + " of the "
                + runs.size()
                + " runs in it are on the board. Ask with the path of one of the others for more.";
    return explanation.told(missing.isEmpty(), sentence);
  }
}

package org.papermetrics.cli.doctor;

import java.io.PrintWriter;
import java.util.List;
import org.papermetrics.model.Explanation;
import org.papermetrics.model.Explanation.Outcome;

/** Prints findings and explanations, aligned and no wider than a narrow terminal. */
public final class Report {
  private static final int NARROWEST = 40;
  private static final int MARK = 7;

  private final PrintWriter out;
  private final int width;

  /**
   * Prints there.
   *
   * @param columns the width of the terminal
   */
  public Report(PrintWriter out, int columns) {
    this.out = out;
    this.width = Math.max(NARROWEST, columns);
  }

  /** Prints findings under their topics, and how many there are of each kind. */
  public void print(List<Finding> findings) {
    String topic = "";
    for (Finding finding : findings) {
      if (!finding.topic().equals(topic)) {
        topic = finding.topic();
        out.println(topic);
      }
      line(finding.outcome(), finding.message());
    }
    long wrong = findings.stream().filter(f -> f.outcome() == Outcome.WRONG).count();
    long notes = findings.stream().filter(f -> f.outcome() == Outcome.NOTE).count();
    out.println();
    out.println(
        (wrong == 0
                ? "Nothing is wrong"
                : wrong + (wrong == 1 ? " thing is" : " things are") + " wrong")
            + (notes == 0 ? "." : ", " + notes + (notes == 1 ? " note." : " notes.")));
  }

  /** Prints an explanation with what was found on the way. */
  public void print(Doctor.Answer answer) {
    Explanation explanation = answer.explanation();
    out.println(explanation.subject());
    wrapped("  ", "  ", answer.by());
    for (Explanation.Step step : explanation.steps()) {
      if (!step.message().equals(explanation.message())) {
        line(step.outcome(), step.message());
      }
    }
    String mark = explanation.onBoard() ? "  => " : "  => not on the board: ";
    wrapped(mark, "     ", explanation.message());
  }

  private void line(Outcome outcome, String message) {
    String mark = "  " + outcome.wireName();
    wrapped(mark + " ".repeat(2 + MARK - mark.length()), " ".repeat(2 + MARK), message);
  }

  private void wrapped(String first, String others, String text) {
    StringBuilder line = new StringBuilder(first);
    int start = first.length();
    for (String word : text.split(" ", -1)) {
      if (line.length() > start && line.length() + 1 + word.length() > width) {
        out.println(line);
        line.setLength(0);
        line.append(others);
        start = others.length();
      }
      line.append(line.length() > start ? " " : "").append(word);
    }
    out.println(line);
  }
}

package org.papermetrics.index;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.papermetrics.files.FileNameEncoding;
import org.papermetrics.model.Problem;

/**
 * Results files whose paths cannot be written as text: a name has bytes that are not UTF-8, or the
 * locale of this process cannot spell it. Such a path in the registry or in the outputs would name
 * a file that does not exist. Used by one thread.
 */
final class UnspellableResults {
  private final SortedSet<Path> found = new TreeSet<>();

  /** Takes note of a path that is not spellable. */
  void note(Path results, boolean exists) {
    if (exists) {
      found.add(results);
    } else {
      found.remove(results);
    }
  }

  /** A problem for each of them that was there when it was last checked. */
  List<Problem> problems(Instant now) {
    return found.stream()
        .map(
            path ->
                new Problem(
                    Problem.Kind.PATH_NOT_TEXT,
                    path.toString(),
                    "These results " + sentence(),
                    now))
        .toList();
  }

  private static String sentence() {
    return FileNameEncoding.fault("this program")
        .map(fault -> "can be neither shown nor registered, because " + fault)
        .orElse(
            "can be neither shown nor registered, because a name on the way to them is not UTF-8."
                + " Rename that directory.");
  }
}

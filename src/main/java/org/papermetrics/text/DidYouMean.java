package org.papermetrics.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.ToIntFunction;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Finds the known name that a misspelled one was probably meant to be, by edit distance. */
public final class DidYouMean {
  private DidYouMean() {}

  /**
   * The name that differs least.
   *
   * @param within in how many letters it may differ
   */
  public static Optional<String> to(String name, Collection<String> names, int within) {
    return nearest(names, known -> distance(name, known), within);
  }

  /** The same among dotted names, of which the last part alone may be meant. */
  public static Optional<String> toDotted(String name, Collection<String> names, int within) {
    return nearest(
        names,
        known ->
            Math.min(
                distance(name, known), distance(name, known.substring(known.lastIndexOf('.') + 1))),
        within);
  }

  private static Optional<String> nearest(
      Collection<String> names, ToIntFunction<String> distance, int within) {
    return names.stream()
        .min(Comparator.comparingInt(distance).thenComparing(n -> n))
        .filter(n -> distance.applyAsInt(n) <= within);
  }

  private static int distance(String a, String b) {
    return LevenshteinDistance.getDefaultInstance().apply(a, b);
  }
}

package org.papermetrics.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Finds what a misspelled name was probably meant to be. */
public final class DidYouMean {
  private DidYouMean() {}

  /**
   * The name that differs least.
   *
   * @param within in how many letters it may differ
   */
  public static Optional<String> to(String name, Collection<String> names, int within) {
    return names.stream()
        .min(Comparator.<String>comparingInt(n -> distance(name, n)).thenComparing(n -> n))
        .filter(n -> distance(name, n) <= within);
  }

  private static int distance(String a, String b) {
    return LevenshteinDistance.getDefaultInstance().apply(a, b);
  }
}

package org.papermetrics.query;

import java.util.Collection;
import java.util.Comparator;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** What somebody may have meant. */
final class Nearest {
  private static final int NEAR_ENOUGH = 4;

  private Nearest() {}

  /** A question with the nearest of the known names, empty when none is near. */
  public static String to(String name, Collection<String> known) {
    return known.stream()
        .min(Comparator.comparingInt(k -> distance(name, k)))
        .filter(k -> distance(name, k) <= Math.min(NEAR_ENOUGH, name.length() / 2))
        .map(k -> " Did you mean " + k + "?")
        .orElse("");
  }

  /** A name without what it stands in, as {@code base_lr}, is near the whole. */
  private static int distance(String name, String known) {
    int whole = LevenshteinDistance.getDefaultInstance().apply(name, known);
    String last = known.substring(known.lastIndexOf('.') + 1);
    return Math.min(whole, LevenshteinDistance.getDefaultInstance().apply(name, last));
  }
}

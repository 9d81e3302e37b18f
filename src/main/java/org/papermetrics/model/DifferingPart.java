package org.papermetrics.model;

import java.util.List;

/**
 * The part in which two lists have other objects: all before it and all after it are the same
 * objects. What these say is not compared, which in long lists would take long.
 *
 * @param start where it begins, in both lists
 * @param end where it ends in the first list, exclusive
 * @param newEnd where it ends in the second list, exclusive
 */
public record DifferingPart(int start, int end, int newEnd) {

  /** The part in which a second list differs from a first. */
  public static DifferingPart of(List<?> before, List<?> after) {
    int start = isSame(before, after) ? before.size() : 0;
    int end = before.size();
    int newEnd = after.size();
    while (start < Math.min(end, newEnd) && isSame(before.get(start), after.get(start))) {
      start++;
    }
    while (Math.min(end, newEnd) > start && isSame(before.get(end - 1), after.get(newEnd - 1))) {
      end--;
      newEnd--;
    }
    return new DifferingPart(start, end, newEnd);
  }

  /** Whether two are one object. */
  @SuppressWarnings("ReferenceEquality")
  public static boolean isSame(Object a, Object b) {
    return a == b;
  }
}

package org.papermetrics.model;

import org.jspecify.annotations.Nullable;

/**
 * A run that a person has taken off the registry. It stays away until its results file changes.
 *
 * @param key the run
 * @param results the stamp of its results file then; null when it was gone
 * @param file where its results file was then, absolute; text, because a later process may have a
 *     locale in which it cannot be named
 * @param leftOut whether results are left out for it: its file was there when it was last checked,
 *     and no other run had it
 */
public record Removal(RunKey key, @Nullable FileStamp results, String file, boolean leftOut) {

  /** The removal of a run whose results file is at its usual place. */
  public static Removal of(RunKey key, @Nullable FileStamp results) {
    return new Removal(key, results, key.usualResults(), results != null);
  }

  /** The same removal, for which results are left out now or not. */
  public Removal leftOut(boolean now) {
    return now == leftOut ? this : new Removal(key, results, file, now);
  }
}

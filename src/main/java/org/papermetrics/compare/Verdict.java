package org.papermetrics.compare;

import java.util.Locale;

/** What the comparison of a run with the reference run says in one metric. */
public enum Verdict {
  /** Significantly different, in the direction that is better. */
  BETTER,
  /** Significantly different, in the direction that is worse. */
  WORSE,
  /** Not significantly different, which does not mean equal. */
  UNDECIDED,
  /** The two cannot be compared; a reason says why. */
  NOT_COMPARABLE,
  /** This is the reference run. */
  REFERENCE,
  /** The run has no value. */
  MISSING;

  /** The name in JSON and CSV. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}

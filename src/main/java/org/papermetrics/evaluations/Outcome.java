package org.papermetrics.evaluations;

/** How an evaluation has ended, as far as its log says. */
public enum Outcome {
  /** It has not. */
  OPEN,
  /** An exception while loading, which is the end unless the log goes on. */
  BROKEN,
  /** It says that it has failed. */
  FAILED,
  /** The batch system has ended it. */
  CANCELLED,
  /** It has written its results. */
  COMPLETE
}

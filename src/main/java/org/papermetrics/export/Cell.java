package org.papermetrics.export;

/**
 * A value in a table.
 *
 * @param text without any escaping; empty when the value is missing
 * @param spread half the width of its 95 % interval; empty when there is none or it is not shown
 * @param difference from the reference run, with its sign; empty when there is none or it is not
 *     shown
 */
record Cell(String text, Mark mark, String spread, String difference) {
  /** How a value stands out among those of its column. */
  enum Mark {
    /** Not at all. */
    NONE,
    /** It is the best, or not significantly worse than the best. */
    BEST,
    /** It is the best of all others. */
    SECOND
  }

  /** A value that does not stand out. */
  static Cell plain(String text) {
    return new Cell(text, Mark.NONE, "", "");
  }

  Cell marked(Mark newMark) {
    return new Cell(text, newMark, spread, difference);
  }
}

package org.papermetrics.export;

import java.util.List;

/**
 * A table of runs, without any escaping.
 *
 * @param groups of rows, in their order
 * @param legend what the numbers and marks are, a sentence each
 * @param notes what makes rows hard to compare, each sentence once; rows name them by their places
 */
record Table(
    List<Column> columns, List<List<Row>> groups, List<String> legend, List<String> notes) {
  /**
   * A run.
   *
   * @param cells in the order of the columns
   * @param notes where the sentences about it stand among the notes
   */
  record Row(List<Cell> cells, List<Integer> notes) {}

  /** What stands where there is no table. */
  static final String NOTHING = "No run passes these filters, so there is no table.";

  private static final int LETTERS = 26;

  /** The letters of a note: a … z, aa, ab … */
  static String letters(int note) {
    String last = String.valueOf((char) ('a' + note % LETTERS));
    return note < LETTERS ? last : letters(note / LETTERS - 1) + last;
  }

  /** Whether there is no row. */
  boolean isEmpty() {
    return groups.isEmpty();
  }
}

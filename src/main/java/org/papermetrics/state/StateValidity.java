package org.papermetrics.state;

import java.sql.SQLException;

/**
 * Who writes a file, and when.
 *
 * @param madeWith tells the program version and the settings that runs are made with
 * @param bootId tells one run of the machine from the next, empty when unknown
 */
record StateValidity(String madeWith, String bootId) {
  /**
   * What of a file still holds.
   *
   * @param readings whether what was read from files would be read so again
   * @param version whether it has all steps of the board that pages may have seen
   */
  record Standing(boolean readings, boolean version) {
    /** What was recalled, without what no longer holds. */
    SavedState stillTrue(SavedState all) {
      SavedState counted = version ? all : all.withoutVersion();
      return readings ? counted : counted.toBeReadAgain().withoutLogs();
    }

    /** Deletes what no longer holds. */
    void settle(Tables tables) throws SQLException {
      if (!version) {
        tables.forgetLineage();
      }
      if (!readings) {
        tables.forgetReadings();
      }
    }
  }

  /** Compares with what the file says of itself. */
  Standing standing(Database database) throws SQLException {
    return database
        .all(
            "SELECT made_with, boot_id, closed FROM origin",
            row -> {
              boolean closed = row.number(2) != 0;
              boolean sameBoot = !bootId.isEmpty() && row.text(1).equals(bootId);
              return new Standing(row.text(0).equals(madeWith), closed || sameBoot);
            })
        .stream()
        .findFirst()
        .orElse(new Standing(true, true));
  }

  /** Writes into the file whose it is now, and whether it is closed. */
  void mark(Database database, boolean closed) throws SQLException {
    database.update(
        "INSERT OR REPLACE INTO origin VALUES (1, ?, ?, ?)", madeWith, bootId, closed ? 1 : 0);
  }
}

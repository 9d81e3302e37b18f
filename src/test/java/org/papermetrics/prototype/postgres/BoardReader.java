package org.papermetrics.prototype.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads what has changed on the shared board, by the counter of each writer. */
final class BoardReader {
  private static final int ROWS_AT_ONCE = 200;

  private final Connection connection;
  private final Map<String, Long> seen = new HashMap<>();

  /** A reader that has seen nothing yet, on a connection that nobody else uses. */
  BoardReader(Connection connection) throws SQLException {
    this.connection = connection;
    connection.setAutoCommit(false);
    // The counters and the runs must be of the same moment.
    connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    connection.setReadOnly(true);
  }

  /** The JSON, by key, of the runs that are new or differ since the last call. */
  Map<String, byte[]> changes() throws SQLException {
    Map<String, byte[]> changes = new LinkedHashMap<>();
    for (Map.Entry<String, Long> counter : counters().entrySet()) {
      long before = seen.getOrDefault(counter.getKey(), 0L);
      if (counter.getValue() > before) {
        read(counter.getKey(), before, changes);
      }
      seen.put(counter.getKey(), counter.getValue());
    }
    connection.commit();
    return changes;
  }

  private Map<String, Long> counters() throws SQLException {
    Map<String, Long> counters = new HashMap<>();
    try (PreparedStatement statement =
            connection.prepareStatement("SELECT name, revision FROM writer");
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        counters.put(rows.getString(1), rows.getLong(2));
      }
    }
    return counters;
  }

  private void read(String writer, long after, Map<String, byte[]> changes) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT key, json FROM run WHERE writer = ? AND revision > ? ORDER BY revision")) {
      statement.setFetchSize(ROWS_AT_ONCE);
      statement.setString(1, writer);
      statement.setLong(2, after);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          changes.put(rows.getString(1), rows.getBytes(2));
        }
      }
    }
  }
}

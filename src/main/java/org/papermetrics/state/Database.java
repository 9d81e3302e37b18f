package org.papermetrics.state;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;

/**
 * One connection to an SQLite file that nobody else may open meanwhile.
 *
 * <p>Its write-ahead log would need memory shared with others, which network file systems do not
 * have; with exclusive locking it does not. Synchronous is NORMAL: what was committed outlives this
 * program, but the last transactions may be lost when the machine dies.
 */
final class Database implements AutoCloseable {
  /** A program that has just been ended may hold the file for a moment. */
  private static final Duration TIMEOUT = Duration.ofSeconds(1);

  private static final List<String> MANNERS =
      List.of(
          "PRAGMA locking_mode = EXCLUSIVE",
          "PRAGMA cache_size = -2048",
          "PRAGMA journal_size_limit = 4194304",
          "PRAGMA cell_size_check = ON",
          "PRAGMA trusted_schema = OFF");

  private final Connection connection;
  private final Map<String, PreparedStatement> prepared = new HashMap<>();

  private Database(Connection connection) {
    this.connection = connection;
  }

  /** Work inside a transaction. */
  interface Work {
    /** Does it. */
    void run() throws SQLException;
  }

  /** Makes something of a row. */
  interface Reader<T> {
    /** What the row says. */
    T read(Row row) throws SQLException;
  }

  /** Takes a row. */
  interface Taker {
    /** What the row says is to be copied: the next row comes in the same object. */
    void take(Row row) throws SQLException;
  }

  /** Opens the file, which is made when there is none. The native library must be loaded. */
  static Database open(Path file) throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout((int) TIMEOUT.toMillis());
    // As a URI, a path may have any character in it.
    Database database = new Database(config.createConnection("jdbc:sqlite:" + file.toUri()));
    try {
      for (String pragma : MANNERS) {
        database.script(pragma);
      }
      if (!database.one("PRAGMA journal_mode = WAL", Row::text).equals("wal")) {
        database.one("PRAGMA journal_mode = TRUNCATE", Row::text);
      }
      database.synchronous("NORMAL");
      return database;
    } catch (SQLException e) {
      database.close();
      throw e;
    }
  }

  /** Whether a commit waits for the device. */
  void synchronous(String mode) throws SQLException {
    script("PRAGMA synchronous = " + mode);
  }

  /** Runs statements that return nothing. */
  void script(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    }
  }

  /** Does the work whole or not at all. */
  void transaction(Work work) throws SQLException {
    update("BEGIN IMMEDIATE");
    try {
      work.run();
      update("COMMIT");
    } catch (SQLException | RuntimeException e) {
      rollBack(e);
      throw e;
    }
  }

  private void rollBack(Exception why) {
    try {
      update("ROLLBACK");
    } catch (SQLException e) {
      // After some errors SQLite has rolled back by itself.
      why.addSuppressed(e);
    }
  }

  /**
   * Runs a statement that is used often.
   *
   * @param values for its question marks: texts, numbers, blobs or null
   */
  void update(String sql, @Nullable Object... values) throws SQLException {
    try {
      PreparedStatement statement = bound(sql, values);
      statement.executeUpdate();
      // Else it holds the values, which may be large, until it is used again.
      statement.clearParameters();
    } catch (SQLException e) {
      forget(sql);
      throw e;
    }
  }

  /** All rows of a question. */
  <T> List<T> all(String sql, Reader<T> reader) throws SQLException {
    List<T> all = new ArrayList<>();
    forEach(sql, row -> all.add(reader.read(row)));
    return all;
  }

  /** Takes each row of a question. */
  void forEach(String sql, Taker taker) throws SQLException {
    try (ResultSet rows = bound(sql).executeQuery()) {
      Row row = new Row(rows);
      while (rows.next()) {
        taker.take(row);
      }
    } catch (SQLException e) {
      forget(sql);
      throw e;
    }
  }

  /** The driver makes a statement that has failed unusable for good. */
  private void forget(String sql) throws SQLException {
    PreparedStatement failed = prepared.remove(sql);
    if (failed != null) {
      failed.close();
    }
  }

  /** The only row of a question that has one. */
  <T> T one(String sql, Reader<T> reader) throws SQLException {
    return all(sql, reader).get(0);
  }

  private PreparedStatement bound(String sql, @Nullable Object... values) throws SQLException {
    PreparedStatement statement = prepared.get(sql);
    if (statement == null) {
      statement = connection.prepareStatement(sql);
      prepared.put(sql, statement);
    }
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
    return statement;
  }

  /** The current row; columns count from 0. */
  static final class Row {
    private final ResultSet rows;

    private Row(ResultSet rows) {
      this.rows = rows;
    }

    /** The first column, a text. */
    String text() throws SQLException {
      return text(0);
    }

    String text(int column) throws SQLException {
      return String.valueOf(rows.getString(column + 1));
    }

    long number(int column) throws SQLException {
      return rows.getLong(column + 1);
    }

    byte[] blob(int column) throws SQLException {
      byte[] blob = rows.getBytes(column + 1);
      return blob == null ? new byte[0] : blob;
    }
  }

  /** Writes the log into the file and gives it back. */
  @Override
  public void close() {
    try {
      for (PreparedStatement statement : prepared.values()) {
        statement.close();
      }
      connection.close();
    } catch (SQLException e) {
      // The log stays beside the file, and the next who opens it resumes from there.
    }
  }
}

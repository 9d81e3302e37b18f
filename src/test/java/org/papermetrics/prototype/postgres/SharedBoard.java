package org.papermetrics.prototype.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;

/** The shared board as one daemon writes it; who calls commits. */
final class SharedBoard {
  /** On which changes are told: who has written, and nothing of what. */
  static final String CHANNEL = "board";

  private final Connection connection;
  private final String writer;

  /** The board as this daemon writes it. */
  SharedBoard(Connection connection, String writer) {
    this.connection = connection;
    this.writer = writer;
  }

  /** Makes the tables of an empty board, in place of those before. */
  static void make(Connection connection) throws SQLException, IOException {
    try (InputStream in = SharedBoard.class.getResourceAsStream("/prototype/shared-board.sql");
        Statement statement = connection.createStatement()) {
      statement.execute("DROP TABLE IF EXISTS note, run, root, writer");
      statement.execute(
          new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  /**
   * Takes a root, or extends the time for which this daemon has it.
   *
   * @return the generation of the lease; empty while another daemon has it
   */
  OptionalLong claim(String root, Duration time) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            INSERT INTO root VALUES (?, ?, 1, clock_timestamp() + ? * interval '1 ms')
            ON CONFLICT (path) DO UPDATE SET owner = excluded.owner, expires = excluded.expires,
              generation = root.generation + (root.owner <> excluded.owner)::int
            WHERE root.owner = excluded.owner OR root.expires <= clock_timestamp()
            RETURNING generation
            """)) {
      statement.setString(1, root);
      statement.setString(2, writer);
      statement.setLong(3, time.toMillis());
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? OptionalLong.of(row.getLong(1)) : OptionalLong.empty();
      }
    }
  }

  /**
   * Writes runs of a root.
   *
   * @return whether this daemon still has the lease; otherwise nothing is written
   */
  boolean write(String root, long generation, Map<String, byte[]> runs) throws SQLException {
    if (!holds(root, generation)) {
      return false;
    }
    long revision = nextRevision();
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            INSERT INTO run VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (key) DO UPDATE SET root = excluded.root, writer = excluded.writer,
              revision = excluded.revision, json = excluded.json
            """)) {
      for (Map.Entry<String, byte[]> run : runs.entrySet()) {
        statement.setString(1, run.getKey());
        statement.setString(2, root);
        statement.setString(3, writer);
        statement.setLong(4, revision);
        statement.setBytes(5, run.getValue());
        statement.addBatch();
      }
      statement.executeBatch();
    }
    try (PreparedStatement statement = connection.prepareStatement("SELECT pg_notify(?, ?)")) {
      statement.setString(1, CHANNEL);
      statement.setString(2, writer + " " + revision);
      statement.execute();
    }
    return true;
  }

  /** Locks the lease until the commit, so that nobody takes it over half-way. */
  private boolean holds(String root, long generation) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            SELECT 1 FROM root WHERE path = ? AND owner = ? AND generation = ?
              AND expires > clock_timestamp() FOR SHARE
            """)) {
      statement.setString(1, root);
      statement.setString(2, writer);
      statement.setLong(3, generation);
      try (ResultSet row = statement.executeQuery()) {
        return row.next();
      }
    }
  }

  private long nextRevision() throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            INSERT INTO writer VALUES (?, 1)
            ON CONFLICT (name) DO UPDATE SET revision = writer.revision + 1 RETURNING revision
            """)) {
      statement.setString(1, writer);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  /**
   * Changes the note on a run.
   *
   * @param version of the note that was changed; 0 for the first
   * @return whether it was still the version that is kept; otherwise nothing is written
   */
  boolean note(String run, long version, String text) throws SQLException {
    String sql =
        version == 0
            ? "INSERT INTO note (text, run, version) VALUES (?, ?, ? + 1) ON CONFLICT DO NOTHING"
            : "UPDATE note SET text = ?, version = version + 1 WHERE run = ? AND version = ?";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, text);
      statement.setString(2, run);
      statement.setLong(3, version);
      return statement.executeUpdate() == 1;
    }
  }
}

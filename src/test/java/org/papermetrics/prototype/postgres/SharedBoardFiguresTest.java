package org.papermetrics.prototype.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.papermetrics.testing.SkipReasons;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/** Prints the figures of docs/many-watchers.md; what it asserts is that all arrives. */
@Tag("soak")
@ExtendWith(SkipReasons.class)
class SharedBoardFiguresTest {
  private static final int RUNS = 10_000;
  private static final int RUNS_AT_ONCE = 100;
  private static final int CHANGES = 100;
  private static final String ROOT = "/data";

  @Test
  void allRunsAndAllChangesArrive(@TempDir Path directory) throws Exception {
    try (PostgresServer server = PostgresServer.start();
        Connection writing = server.connect();
        Connection reading = server.connect();
        Connection listening = server.connect()) {
      SharedBoard.make(writing);
      DemoRuns runs = DemoRuns.of(directory);
      writing.setAutoCommit(false);
      SharedBoard board = new SharedBoard(writing, "a");
      long lease = board.claim(ROOT, Duration.ofHours(1)).orElseThrow();
      writing.commit();
      say("JSON of a run: %d bytes", runs.meanBytes());

      long start = System.nanoTime();
      for (int i = 0; i < RUNS; i += RUNS_AT_ONCE) {
        board.write(ROOT, lease, runs.from(i, i + RUNS_AT_ONCE));
        writing.commit();
      }
      long written = System.nanoTime() - start;
      say("upserts: %.0f a second, %d to a commit", RUNS / seconds(written), RUNS_AT_ONCE);
      long size = number(writing, "SELECT pg_total_relation_size('run')");
      writing.commit();
      say("database: %d bytes a run", size / RUNS);

      BoardReader reader = new BoardReader(reading);
      start = System.nanoTime();
      Map<String, byte[]> loaded = reader.changes();
      long read = System.nanoTime() - start;
      assertThat(loaded).hasSize(RUNS);
      loaded.clear();
      say("first load: %.2f s", seconds(read));

      inSqlite(directory.resolve("floor.db"), runs, written, read);
      changes(board, lease, runs, writing, listening, reader);
    }
  }

  /** The same rows in a file of SQLite, as the state of the program has them. */
  private static void inSqlite(Path file, DemoRuns runs, long written, long read) throws Exception {
    try (Connection sqlite = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = sqlite.createStatement()) {
      statement.execute("PRAGMA journal_mode = WAL");
      statement.execute("PRAGMA synchronous = NORMAL");
      statement.execute("CREATE TABLE document (key TEXT PRIMARY KEY, json BLOB NOT NULL)");
      sqlite.setAutoCommit(false);
      long start = System.nanoTime();
      try (PreparedStatement put =
          sqlite.prepareStatement("INSERT OR REPLACE INTO document VALUES (?, ?)")) {
        for (int i = 0; i < RUNS; i += RUNS_AT_ONCE) {
          for (Map.Entry<String, byte[]> run : runs.from(i, i + RUNS_AT_ONCE).entrySet()) {
            put.setString(1, run.getKey());
            put.setBytes(2, run.getValue());
            put.addBatch();
          }
          put.executeBatch();
          sqlite.commit();
        }
      }
      long writtenHere = System.nanoTime() - start;
      start = System.nanoTime();
      int count = 0;
      try (ResultSet rows = statement.executeQuery("SELECT key, json FROM document")) {
        while (rows.next()) {
          count += rows.getBytes(2).length > 0 ? 1 : 0;
        }
      }
      long readHere = System.nanoTime() - start;
      assertThat(count).isEqualTo(RUNS);
      say(
          "beside SQLite: writing takes %.1f times as long, loading %.1f times",
          (double) written / writtenHere, (double) read / readHere);
    }
    say("SQLite: %d bytes a run", Files.size(file) / RUNS);
  }

  /** One change at a time, from before its commit until the listener has its row. */
  private static void changes(
      SharedBoard board,
      long lease,
      DemoRuns runs,
      Connection writing,
      Connection listening,
      BoardReader reader)
      throws SQLException {
    try (Statement statement = listening.createStatement()) {
      statement.execute("LISTEN " + SharedBoard.CHANNEL);
    }
    long[] told = new long[CHANGES];
    long[] read = new long[CHANGES];
    long[] roundTrips = new long[CHANGES];
    for (int i = 0; i < CHANGES; i++) {
      long before = System.nanoTime();
      number(writing, "SELECT 1");
      roundTrips[i] = System.nanoTime() - before;
      board.write(ROOT, lease, runs.from(i, i + 1));
      before = System.nanoTime();
      writing.commit();
      PGNotification[] all = listening.unwrap(PGConnection.class).getNotifications(60_000);
      told[i] = System.nanoTime() - before;
      assertThat(all).hasSize(1);
      assertThat(reader.changes()).hasSize(1);
      read[i] = System.nanoTime() - before;
    }
    say("commit to notification: %s", percentiles(told));
    say("commit to row: %s", percentiles(read));
    say("round trip on loopback: %s", percentiles(roundTrips));
  }

  private static long number(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }

  private static String percentiles(long[] nanos) {
    long[] sorted = nanos.clone();
    Arrays.sort(sorted);
    return String.format(
        Locale.ROOT,
        "median %.2f ms, p99 %.2f ms",
        sorted[sorted.length / 2] / 1e6,
        sorted[sorted.length * 99 / 100] / 1e6);
  }

  private static double seconds(long nanos) {
    return nanos / 1e9;
  }

  private static void say(String figure, Object... values) {
    System.out.println("many watchers: " + String.format(Locale.ROOT, figure, values));
  }
}

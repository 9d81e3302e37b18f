package org.papermetrics.prototype.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.papermetrics.testing.Eventually;
import org.papermetrics.testing.SkipReasons;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/** What the design of many watchers claims of PostgreSQL. */
@Tag("integration")
@ExtendWith(SkipReasons.class)
class SharedBoardTest {
  private static final Duration LONG = Duration.ofHours(1);
  private static PostgresServer server;

  private final List<Connection> connections = new ArrayList<>();

  @BeforeAll
  static void start() throws Exception {
    server = PostgresServer.start();
  }

  @AfterAll
  static void stop() throws Exception {
    if (server != null) {
      server.close();
    }
  }

  @BeforeEach
  void make() throws Exception {
    SharedBoard.make(connect());
  }

  @AfterEach
  void disconnect() throws SQLException {
    for (Connection connection : connections) {
      connection.close();
    }
  }

  private Connection connect() throws SQLException {
    Connection connection = server.connect();
    connections.add(connection);
    return connection;
  }

  private Connection transactions() throws SQLException {
    Connection connection = connect();
    connection.setAutoCommit(false);
    return connection;
  }

  private static Map<String, byte[]> run(String key, String json) {
    return Map.of(key, json.getBytes(StandardCharsets.UTF_8));
  }

  private static void sql(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static long number(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }

  @Test
  void oneSequenceForAllWritersSkipsWhatCommitsLate() throws Exception {
    Connection reader = connect();
    sql(reader, "DROP TABLE IF EXISTS numbered");
    sql(reader, "CREATE TABLE numbered (revision bigserial, key text)");
    Connection slow = transactions();
    Connection quick = transactions();
    sql(slow, "INSERT INTO numbered (key) VALUES ('slow')");
    sql(quick, "INSERT INTO numbered (key) VALUES ('quick')");
    quick.commit();
    long seen = number(reader, "SELECT max(revision) FROM numbered");
    slow.commit();

    assertThat(number(reader, "SELECT count(*) FROM numbered WHERE revision > " + seen)).isZero();
    assertThat(number(reader, "SELECT count(*) FROM numbered")).isEqualTo(2);
  }

  @Test
  void aCounterForEachWriterSkipsNothing() throws Exception {
    Connection slow = transactions();
    Connection quick = transactions();
    SharedBoard a = new SharedBoard(slow, "a");
    SharedBoard b = new SharedBoard(quick, "b");
    long ofA = a.claim("/a", LONG).orElseThrow();
    long ofB = b.claim("/b", LONG).orElseThrow();
    slow.commit();
    quick.commit();
    BoardReader reader = new BoardReader(connect());

    assertThat(a.write("/a", ofA, run("/a/1", "slow"))).isTrue();
    assertThat(b.write("/b", ofB, run("/b/1", "quick"))).isTrue();
    quick.commit();
    assertThat(reader.changes()).containsOnlyKeys("/b/1");
    slow.commit();
    assertThat(reader.changes()).containsOnlyKeys("/a/1");
    assertThat(reader.changes()).isEmpty();
  }

  @Test
  void whoWasDisconnectedCatchesUp() throws Exception {
    Connection writing = connect();
    SharedBoard board = new SharedBoard(writing, "a");
    long lease = board.claim("/a", LONG).orElseThrow();
    Connection listening = connect();
    sql(listening, "LISTEN " + SharedBoard.CHANNEL);
    BoardReader reader = new BoardReader(connect());
    board.write("/a", lease, run("/a/0", "first"));
    assertThat(told(listening)).containsExactly("a 1");
    assertThat(reader.changes()).containsOnlyKeys("/a/0");

    listening.close();
    for (int i = 1; i <= 50; i++) {
      board.write("/a", lease, run("/a/" + i % 30, "again " + i));
    }
    Connection again = connect();
    sql(again, "LISTEN " + SharedBoard.CHANNEL);
    Map<String, byte[]> missed = reader.changes();

    assertThat(missed).hasSize(30);
    assertThat(missed.get("/a/20")).asString(StandardCharsets.UTF_8).isEqualTo("again 50");
    board.write("/a", lease, run("/a/99", "last"));
    assertThat(told(again)).as("nothing of what was missed").containsExactly("a 52");
  }

  private static List<String> told(Connection listening) throws SQLException {
    PGNotification[] all = listening.unwrap(PGConnection.class).getNotifications(60_000);
    return all == null ? List.of() : List.of(all).stream().map(n -> n.getParameter()).toList();
  }

  @Test
  void aNotificationIsTooSmallForARun() throws Exception {
    Connection connection = connect();
    sql(connection, "SELECT pg_notify('board', repeat('x', 7999))");
    assertThatThrownBy(() -> sql(connection, "SELECT pg_notify('board', repeat('x', 8000))"))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("payload string too long");
  }

  @Test
  void aWriterThatEndsHalfWayLeavesWhatItHadCommitted() throws Exception {
    Connection doomed = transactions();
    SharedBoard a = new SharedBoard(doomed, "a");
    long lease = a.claim("/a", LONG).orElseThrow();
    a.write("/a", lease, run("/a/1", "whole"));
    doomed.commit();
    BoardReader reader = new BoardReader(connect());
    assertThat(reader.changes()).containsOnlyKeys("/a/1");

    long process = number(doomed, "SELECT pg_backend_pid()");
    a.write("/a", lease, Map.of("/a/1", new byte[0], "/a/2", new byte[0]));
    Connection other = connect();
    sql(other, "SELECT pg_terminate_backend(" + process + ")");
    Eventually.holds(
        () -> number(other, "SELECT count(*) FROM pg_stat_activity WHERE pid = " + process) == 0,
        "the writer's connection is gone");

    assertThat(reader.changes()).isEmpty();
    assertThat(number(other, "SELECT length(json) FROM run")).isEqualTo("whole".length());
    SharedBoard b = new SharedBoard(other, "b");
    assertThat(b.claim("/a", LONG)).as("before the lease expires").isEmpty();
    sql(other, "UPDATE root SET expires = clock_timestamp()");
    long next = b.claim("/a", LONG).orElseThrow();
    assertThat(next).isEqualTo(lease + 1);
    assertThat(b.write("/a", next, run("/a/1", "by b"))).isTrue();
    assertThat(reader.changes()).containsOnlyKeys("/a/1");
  }

  @Test
  void whoHasLostARootNoLongerWritesIt() throws Exception {
    Connection first = connect();
    SharedBoard a = new SharedBoard(first, "a");
    long lease = a.claim("/a", LONG).orElseThrow();
    assertThat(a.claim("/a", LONG)).as("extended").hasValue(lease);
    sql(first, "UPDATE root SET expires = clock_timestamp()");
    assertThat(a.write("/a", lease, run("/a/1", "late"))).isFalse();
    SharedBoard b = new SharedBoard(connect(), "b");
    long next = b.claim("/a", LONG).orElseThrow();

    assertThat(a.write("/a", lease, run("/a/1", "late"))).isFalse();
    assertThat(a.write("/a", next, run("/a/1", "late"))).isFalse();
    assertThat(a.claim("/a", LONG)).isEmpty();
    assertThat(number(first, "SELECT count(*) FROM run")).isZero();
  }

  @Test
  void ofTwoWhoEditANoteTheSecondIsTold() throws Exception {
    SharedBoard a = new SharedBoard(connect(), "a");
    SharedBoard b = new SharedBoard(connect(), "b");
    long lease = a.claim("/a", LONG).orElseThrow();
    a.write("/a", lease, run("/a/1", "{}"));

    assertThat(a.note("/a/1", 0, "first")).isTrue();
    assertThat(b.note("/a/1", 0, "also first")).isFalse();
    assertThat(b.note("/a/1", 1, "second")).isTrue();
    assertThat(a.note("/a/1", 1, "also second")).isFalse();
    assertThat(number(connect(), "SELECT version FROM note WHERE text = 'second'")).isEqualTo(2);
  }
}

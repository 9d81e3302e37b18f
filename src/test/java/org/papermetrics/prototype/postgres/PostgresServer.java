package org.papermetrics.prototype.postgres;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.papermetrics.files.TempDirectory;
import org.papermetrics.testing.Eventually;

/** A PostgreSQL of the test, with Debian's defaults, on a port of its own. */
final class PostgresServer implements AutoCloseable {
  /** Where Debian puts the programs, which are not in the path. */
  private static final Path VERSIONS = Path.of("/usr/lib/postgresql");

  /** The user that Debian's package makes; the server refuses to run as root. */
  private static final String USER = "postgres";

  private final Path directory;
  private final String password;
  private final Process process;
  private final int port;

  private PostgresServer(Path directory, String password, Process process, int port) {
    this.directory = directory;
    this.password = password;
    this.process = process;
    this.port = port;
  }

  /** Starts one; skips the test where it is not installed. */
  static PostgresServer start() throws Exception {
    Path programs = programs();
    Path directory = Files.createTempDirectory("postgres");
    String password = UUID.randomUUID().toString();
    Path passwordFile = Files.writeString(directory.resolve("password"), password);
    if (isRoot()) {
      var owner = directory.getFileSystem().getUserPrincipalLookupService();
      Files.setOwner(directory, owner.lookupPrincipalByName(USER));
      Files.setOwner(passwordFile, owner.lookupPrincipalByName(USER));
    }
    String data = directory.resolve("data").toString();
    List<String> initdb =
        command(programs, "initdb", "-D", data, "-U", USER, "-A", "scram-sha-256", "-E", "UTF8");
    initdb.addAll(List.of("--locale=C", "--pwfile=" + passwordFile));
    Process made = new ProcessBuilder(initdb).redirectErrorStream(true).start();
    String said = new String(made.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (made.waitFor() != 0) {
      throw new AssertionError("initdb: " + said);
    }
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    List<String> postgres =
        command(programs, "postgres", "-D", data, "-h", "127.0.0.1", "-p", String.valueOf(port));
    postgres.addAll(List.of("-c", "unix_socket_directories="));
    Process process =
        new ProcessBuilder(postgres)
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("log").toFile())
            .start();
    PostgresServer server = new PostgresServer(directory, password, process, port);
    Eventually.holds(server::answers, "PostgreSQL listens");
    return server;
  }

  private static Path programs() throws IOException {
    Assumptions.assumeTrue(
        Files.isDirectory(VERSIONS), "PostgreSQL is not installed in " + VERSIONS);
    try (Stream<Path> versions = Files.list(VERSIONS)) {
      List<Path> all =
          versions
              .map(version -> version.resolve("bin"))
              .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
              .sorted(Comparator.reverseOrder())
              .toList();
      Assumptions.assumeFalse(all.isEmpty(), "PostgreSQL's initdb is not in " + VERSIONS);
      return all.get(0);
    }
  }

  private static boolean isRoot() {
    return System.getProperty("user.name").equals("root");
  }

  private static List<String> command(Path programs, String program, String... arguments) {
    List<String> command = new ArrayList<>();
    if (isRoot()) {
      command.addAll(
          List.of("setpriv", "--reuid=" + USER, "--regid=" + USER, "--clear-groups", "--"));
    }
    command.add(programs.resolve(program).toString());
    command.addAll(List.of(arguments));
    return command;
  }

  private boolean answers() throws IOException {
    if (!process.isAlive()) {
      throw new AssertionError("PostgreSQL: " + Files.readString(directory.resolve("log")));
    }
    try (Connection connection = connect()) {
      return connection.isValid(1);
    } catch (SQLException e) {
      return false;
    }
  }

  /** A connection to its only database. */
  Connection connect() throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:" + port + "/postgres?reWriteBatchedInserts=true",
        USER,
        password);
  }

  @Override
  public void close() throws IOException {
    // A fast shutdown: SIGTERM would wait for every connection to end by itself.
    new ProcessBuilder("kill", "-INT", String.valueOf(process.pid())).start().onExit().join();
    process.onExit().join();
    TempDirectory.delete(directory);
  }
}

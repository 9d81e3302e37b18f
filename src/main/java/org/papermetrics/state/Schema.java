package org.papermetrics.state;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;

/**
 * The tables, made by numbered scripts, each run once.
 *
 * @param scripts in their order; a file that has seen the first n has version n
 */
record Schema(List<String> scripts) {
  /** Says in the file's header whose it is. */
  private static final int APPLICATION = 0x504d4421;

  /** The tables as this program needs them. */
  static final Schema CURRENT = new Schema(List.of(resource("001-first.sql")));

  private static String resource(String name) {
    try (InputStream in = Schema.class.getResourceAsStream("/state/" + name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Runs the scripts that the file has not seen.
   *
   * @throws BrokenStateException when the file is of a later program, or of another
   */
  void prepare(Database database) throws SQLException, BrokenStateException {
    long version = database.one("PRAGMA user_version", row -> row.number(0));
    boolean tables = database.one("SELECT count(*) FROM sqlite_master", row -> row.number(0)) > 0;
    if (tables && database.one("PRAGMA application_id", row -> row.number(0)) != APPLICATION) {
      throw new BrokenStateException("is a database of another program");
    }
    if (version > scripts.size()) {
      throw new BrokenStateException("was written by a later version of this program");
    }
    for (int i = (int) version; i < scripts.size(); i++) {
      int next = i + 1;
      String script = scripts.get(i);
      database.transaction(
          () -> {
            database.script(script);
            database.script(
                "PRAGMA application_id = " + APPLICATION + "; PRAGMA user_version = " + next);
          });
    }
  }
}

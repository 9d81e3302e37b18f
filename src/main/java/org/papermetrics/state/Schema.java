package org.papermetrics.state;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import org.papermetrics.model.Removal;

/** The table in a state file, and what marks the file as one of this program. */
final class Schema {
  /** Says in the file's header whose it is. */
  private static final int APPLICATION = 0x504d4421;

  /** The version that the file's header says; 1 had tables instead of documents. */
  private static final int VERSION = 2;

  private Schema() {}

  /**
   * Makes the table when it is missing.
   *
   * @throws BrokenStateException when the file is of a later program, or of another
   */
  static void prepare(Database database) throws SQLException, BrokenStateException {
    long version = database.one("PRAGMA user_version", row -> row.number(0));
    boolean tables = database.one("SELECT count(*) FROM sqlite_master", row -> row.number(0)) > 0;
    if (tables && database.one("PRAGMA application_id", row -> row.number(0)) != APPLICATION) {
      throw new BrokenStateException("is a database of another program");
    }
    if (version > VERSION) {
      throw new BrokenStateException("was written by a later version of this program");
    }
    if (version < VERSION) {
      List<Removal> removals = version == 1 ? FirstVersion.removals(database) : List.of();
      database.transaction(
          () -> {
            database.script(script());
            new Documents(database)
                .put(StateDocuments.REMOVALS, StateDocuments.ONLY, StateCodec.encode(removals));
            database.script(
                "PRAGMA application_id = " + APPLICATION + "; PRAGMA user_version = " + VERSION);
          });
    }
  }

  private static String script() {
    try (InputStream in = Schema.class.getResourceAsStream("/state/documents.sql")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package org.papermetrics.state;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.zip.CRC32C;

/** The documents in a state file: JSON texts, each with a kind, a key and a checksum. */
final class Documents {
  private final Database database;

  Documents(Database database) {
    this.database = database;
  }

  /** Receives the documents. */
  interface Reader {
    /**
     * Takes one.
     *
     * @throws IOException when it cannot be used
     */
    void read(String kind, String key, byte[] json) throws IOException;
  }

  /**
   * Reads all documents.
   *
   * @return how many are not as they were written, or cannot be used
   */
  long read(Reader reader) throws SQLException {
    return database
        .all(
            "SELECT kind, key, json, checksum FROM document",
            row -> read(row.text(0), row.text(1), row.blob(2), row.number(3), reader))
        .stream()
        .filter(sound -> !sound)
        .count();
  }

  private static boolean read(String kind, String key, byte[] json, long checksum, Reader reader) {
    if (checksum != checksum(kind, key, json)) {
      return false;
    }
    try {
      reader.read(kind, key, json);
      return true;
    } catch (IOException | IllegalArgumentException e) {
      return false;
    }
  }

  /** Writes a document, unless it stands there already. */
  void put(String kind, String key, byte[] json) throws SQLException {
    database.update(
        "INSERT INTO document VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE"
            + " SET json = excluded.json, checksum = excluded.checksum"
            + " WHERE json <> excluded.json OR checksum <> excluded.checksum",
        kind,
        key,
        json,
        checksum(kind, key, json));
  }

  /** Deletes a document. */
  void remove(String kind, String key) throws SQLException {
    database.update("DELETE FROM document WHERE kind = ? AND key = ?", kind, key);
  }

  /** Deletes all documents of a kind. */
  void removeAll(String kind) throws SQLException {
    database.update("DELETE FROM document WHERE kind = ?", kind);
  }

  private static long checksum(String kind, String key, byte[] json) {
    CRC32C checksum = new CRC32C();
    checksum.update((kind + ' ' + key + ' ').getBytes(StandardCharsets.UTF_8));
    checksum.update(json);
    return checksum.getValue();
  }
}

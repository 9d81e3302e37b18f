package org.papermetrics.state;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
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
     * Decodes one, on any thread.
     *
     * @return takes it, on the thread that reads
     * @throws IOException when it cannot be used
     */
    Runnable decode(String kind, String key, byte[] json) throws IOException;
  }

  private static final class Document {
    private final String kind;
    private final String key;
    private final byte[] json;
    private final long checksum;

    Document(Database.Row row) throws SQLException {
      kind = row.text(0);
      key = row.text(1);
      json = row.blob(2);
      checksum = row.number(3);
    }
  }

  /**
   * What was read.
   *
   * @param all how many documents
   * @param unusable how many of them are not as they were written, or cannot be used
   */
  record Count(long all, long unusable) {}

  /** Reads all documents; several threads decode them. */
  Count read(Reader reader) throws SQLException {
    Decoding decoding = new Decoding(reader);
    database.forEach(
        "SELECT kind, key, json, checksum FROM document", row -> decoding.add(new Document(row)));
    return decoding.end();
  }

  /** Documents on their way from the file to their reader, as many as several threads need. */
  private static final class Decoding {
    private static final int BATCH = 128;
    private static final int UNDER_WAY = 2;

    private final Reader reader;
    private final Deque<ForkJoinTask<List<Runnable>>> underWay = new ArrayDeque<>();
    private List<Document> next = new ArrayList<>();
    private long all;
    private long unusable;

    Decoding(Reader reader) {
      this.reader = reader;
    }

    void add(Document document) {
      next.add(document);
      if (next.size() == BATCH) {
        decodeNext();
      }
    }

    Count end() {
      take(decode(next), next.size());
      while (!underWay.isEmpty()) {
        take(underWay.remove().join(), BATCH);
      }
      return new Count(all, unusable);
    }

    private void decodeNext() {
      List<Document> batch = next;
      next = new ArrayList<>();
      while (!underWay.isEmpty() && underWay.element().isDone()) {
        take(underWay.remove().join(), BATCH);
      }
      if (underWay.size() < UNDER_WAY * ForkJoinPool.getCommonPoolParallelism()) {
        underWay.add(ForkJoinPool.commonPool().submit(() -> decode(batch)));
      } else {
        take(decode(batch), BATCH);
      }
    }

    private List<Runnable> decode(List<Document> batch) {
      return batch.stream().flatMap(document -> decode(document).stream()).toList();
    }

    private Optional<Runnable> decode(Document document) {
      if (document.checksum != checksum(document.kind, document.key, document.json)) {
        return Optional.empty();
      }
      try {
        return Optional.of(reader.decode(document.kind, document.key, document.json));
      } catch (IOException | IllegalArgumentException e) {
        return Optional.empty();
      }
    }

    private void take(List<Runnable> decoded, int of) {
      decoded.forEach(Runnable::run);
      all += of;
      unusable += of - decoded.size();
    }
  }

  /** How many there are, by their index, all of which is read for that. */
  long count() throws SQLException {
    return database.one("SELECT count(*) FROM document", row -> row.number(0));
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

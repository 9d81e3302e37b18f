package org.papermetrics.state;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.papermetrics.model.FileStamp;
import org.papermetrics.model.Removal;
import org.papermetrics.model.RunKey;

/**
 * What of a state file of version 0.1, which had tables instead of documents, cannot be read from
 * disk again: the runs that persons have removed.
 */
final class FirstVersion {
  private FirstVersion() {}

  static List<Removal> removals(Database database) throws SQLException, BrokenStateException {
    List<Map.Entry<String, byte[]>> rows =
        database.all(
            "SELECT key, results FROM removal WHERE typeof(key) = 'text' ORDER BY position",
            row -> Map.entry(row.text(0), row.blob(1)));
    List<Removal> removals = new ArrayList<>();
    try {
      rows.forEach(
          row -> removals.add(Removal.of(new RunKey(row.getKey()), stamp(row.getValue()))));
    } catch (BufferUnderflowException | IllegalArgumentException | DateTimeException e) {
      throw new BrokenStateException("is damaged (a removed run is not as it was written)", e);
    }
    return removals;
  }

  private static @Nullable FileStamp stamp(byte[] packed) {
    if (packed.length == 0) {
      return null;
    }
    ByteBuffer in = ByteBuffer.wrap(packed, 1, packed.length - 1);
    int length = in.getInt();
    String inode = StandardCharsets.UTF_8.decode(in.slice(in.position(), length)).toString();
    in.position(in.position() + length);
    return new FileStamp(inode, in.getLong(), instant(in), instant(in));
  }

  private static Instant instant(ByteBuffer in) {
    return Instant.ofEpochSecond(in.getLong(), in.getInt());
  }
}

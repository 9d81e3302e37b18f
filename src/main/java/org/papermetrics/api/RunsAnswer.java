package org.papermetrics.api;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.time.ZoneId;
import org.papermetrics.model.Snapshot;
import org.papermetrics.wire.BoardJson;

/**
 * What a page gets that asks for all runs.
 *
 * @param epoch of the board
 * @param revision of the board
 * @param gzip the answer, compressed; from its position to its limit, not to be changed
 */
public record RunsAnswer(String epoch, long revision, ByteBuffer gzip) {
  /** The answer that shows a board. */
  public static RunsAnswer of(Snapshot board, ZoneId zone) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream gzip = Gzip.stream(out)) {
      BoardJson.runsWithConfigsApart(board, zone, gzip);
    }
    return new RunsAnswer(board.epoch(), board.revision(), ByteBuffer.wrap(out.toByteArray()));
  }

  /** Whether it shows this board. */
  public boolean shows(Snapshot board) {
    return revision == board.revision() && epoch.equals(board.epoch());
  }

  /** What names its state in an {@code ETag}. */
  String tag() {
    return tag(epoch, revision);
  }

  /** What names the state of the answer that shows the board of a revision. */
  static String tag(String epoch, long revision) {
    return Responses.tag(epoch, revision) + "-apart";
  }
}

package org.papermetrics.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.papermetrics.testing.LiveSocket;

/** The frames that a page gets which comes back with the board of an earlier time. */
final class LiveFrames {
  private LiveFrames() {}

  /** The hello and, unless that tells to reset, every update up to a revision. */
  static List<JsonNode> of(DaemonProcess daemon, String epoch, long has, long upTo)
      throws Exception {
    try (LiveSocket socket = new LiveSocket(daemon.address(), epoch, has)) {
      List<JsonNode> all = new ArrayList<>(List.of(socket.nextFrame()));
      boolean reset = all.get(0).get("reset").asBoolean();
      for (long revision = has; !reset && revision < upTo; revision++) {
        all.add(socket.nextFrame());
      }
      return all;
    }
  }
}

package org.papermetrics.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The frames that a page gets which comes back with the board of an earlier time. */
final class LiveFrames implements WebSocket.Listener {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final BlockingQueue<String> texts = new LinkedBlockingQueue<>();
  private final StringBuilder text = new StringBuilder();

  private LiveFrames() {}

  /** The hello and, unless that tells to reset, every update up to a revision. */
  static List<JsonNode> of(DaemonProcess daemon, String epoch, long has, long upTo)
      throws Exception {
    LiveFrames frames = new LiveFrames();
    WebSocket socket =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .subprotocols("paper-metrics.v1")
            .buildAsync(
                URI.create(
                    daemon.address().toString().replace("http:", "ws:")
                        + "/api/v1/live?epoch="
                        + epoch
                        + "&revision="
                        + has),
                frames)
            .get(20, TimeUnit.SECONDS);
    try {
      List<JsonNode> all = new ArrayList<>(List.of(frames.next()));
      boolean reset = all.get(0).get("reset").asBoolean();
      for (long revision = has; !reset && revision < upTo; revision++) {
        all.add(frames.next());
      }
      return all;
    } finally {
      socket.abort();
    }
  }

  private JsonNode next() throws Exception {
    String next = texts.poll(20, TimeUnit.SECONDS);
    if (next == null) {
      throw new AssertionError("no frame came");
    }
    return JSON.readTree(next);
  }

  @Override
  public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
    text.append(data);
    if (last) {
      texts.add(text.toString());
      text.setLength(0);
    }
    socket.request(1);
    return java.util.concurrent.CompletableFuture.completedFuture(null);
  }
}

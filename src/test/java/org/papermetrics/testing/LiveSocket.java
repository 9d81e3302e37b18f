package org.papermetrics.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.WebSocket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A WebSocket client of the live protocol, which queues what it receives. */
public final class LiveSocket implements WebSocket.Listener, AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final BlockingQueue<String> texts = new LinkedBlockingQueue<>();
  private final StringBuilder part = new StringBuilder();
  private final WebSocket socket;

  /** Connects to the daemon at an address as a page that has this revision. */
  public LiveSocket(URI address, String epoch, long revision) {
    this(address, epoch, revision, request -> request.subprotocols("paper-metrics.v1"));
  }

  /** The same with another request. */
  public LiveSocket(
      URI address, String epoch, long revision, UnaryOperator<WebSocket.Builder> request) {
    URI live =
        URI.create(
            "ws://%s/api/v1/live?epoch=%s&revision=%d"
                .formatted(address.getAuthority(), epoch, revision));
    socket = request.apply(Http.CLIENT.newWebSocketBuilder()).buildAsync(live, this).join();
  }

  /** The subprotocol that the server chose; empty for none. */
  public String subprotocol() {
    return socket.getSubprotocol();
  }

  /** The next text, or {@code closed} with a code. */
  public String next() throws InterruptedException {
    String next = texts.poll(20, TimeUnit.SECONDS);
    if (next == null) {
      throw new AssertionError("no frame came");
    }
    return next;
  }

  /** The next frame as JSON. */
  public JsonNode nextFrame() throws IOException, InterruptedException {
    return JSON.readTree(next());
  }

  /** The next frame if one has come. */
  public @Nullable JsonNode pollFrame() throws IOException {
    String next = texts.poll();
    return next == null ? null : JSON.readTree(next);
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
    part.append(data);
    if (last) {
      texts.add(part.toString());
      part.setLength(0);
    }
    from.request(1);
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
    texts.add("closed " + code);
    return null;
  }

  @Override
  public void close() {
    socket.abort();
  }
}

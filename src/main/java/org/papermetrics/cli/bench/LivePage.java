package org.papermetrics.cli.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** An open page as the daemon sees it: a WebSocket that receives every change. */
final class LivePage implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 60;

  private record Frame(String text, long nanos) {}

  private final BlockingQueue<Frame> frames = new LinkedBlockingQueue<>();
  private final MeasuredDaemon daemon;
  private final WebSocket socket;

  private LivePage(MeasuredDaemon daemon, HttpClient client) {
    this.daemon = daemon;
    URI address = URI.create("ws://" + daemon.address().getAuthority() + "/api/v1/live");
    this.socket =
        client
            .newWebSocketBuilder()
            .subprotocols("paper-metrics.v1")
            .buildAsync(
                address, new WholeTexts(text -> frames.add(new Frame(text, System.nanoTime()))))
            .join();
  }

  /** Opens one. */
  static LivePage open(MeasuredDaemon daemon, HttpClient client) throws IOException {
    try {
      return new LivePage(daemon, client);
    } catch (CompletionException e) {
      throw new IOException("the daemon takes no WebSocket: " + e.getCause(), e);
    }
  }

  /** Waits for the frame with a run; the time of its arrival as {@link System#nanoTime()}. */
  long await(String run) throws IOException, InterruptedException {
    String changed = "\"id\":\"" + run + "\"";
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (System.nanoTime() < end) {
      Frame frame = frames.poll(1, TimeUnit.SECONDS);
      if (frame == null) {
        daemon.requireAlive();
      } else if (frame.text.contains(changed)) {
        return frame.nanos;
      }
    }
    throw new IOException("no change of " + run + " has come within " + PATIENCE_SECONDS + " s");
  }

  /** Forgets what has arrived. */
  void clear() {
    frames.clear();
  }

  @Override
  public void close() {
    socket.abort();
  }
}

package org.papermetrics.cli.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.papermetrics.cli.demo.DemoResults;

/** How long one change takes until it has arrived at many open pages. */
final class FanOut {
  private static final long BETWEEN_MILLIS = 100;

  /** More than a ping, less than the summary of a run. */
  private static final int SOME = 256;

  private static final int USUAL_FRAME = 2_000;
  private static final int LARGEST_HEAD = 1 << 16;

  private FanOut() {}

  /** From the rename of a results file until all pages have it. */
  static Timings measure(MeasuredDaemon daemon, BenchTree tree, int pages, int changes)
      throws IOException, InterruptedException {
    try (CountingSockets sockets = new CountingSockets()) {
      for (int i = 0; i < pages; i++) {
        sockets.add(open(daemon.address()));
      }
      List<Long> nanos = new ArrayList<>();
      for (int i = 0; i < changes; i++) {
        DemoResults results = tree.newResults();
        TimeUnit.MILLISECONDS.sleep(BETWEEN_MILLIS);
        sockets.expect(SOME);
        long began = System.nanoTime();
        results.appear();
        nanos.add(sockets.await() - began);
        daemon.requireAlive();
      }
      return new Timings(nanos);
    }
  }

  private static SocketChannel open(URI daemon) throws IOException {
    SocketChannel channel =
        SocketChannel.open(new InetSocketAddress(daemon.getHost(), daemon.getPort()));
    String[] request = {
      "GET /api/v1/live HTTP/1.1",
      "Host: " + daemon.getAuthority(),
      "Upgrade: websocket",
      "Connection: Upgrade",
      "Sec-WebSocket-Version: 13",
      "Sec-WebSocket-Protocol: paper-metrics.v1",
      "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
      "",
      ""
    };
    channel.write(StandardCharsets.US_ASCII.encode(String.join("\r\n", request)));
    awaitUpgrade(channel);
    return channel;
  }

  private static void awaitUpgrade(SocketChannel channel) throws IOException {
    ByteBuffer head = ByteBuffer.allocate(LARGEST_HEAD);
    String text = "";
    while (!text.contains("\r\n\r\n")) {
      if (channel.read(head) < 0) {
        throw new IOException("the daemon has closed the connection of a page");
      }
      text = StandardCharsets.ISO_8859_1.decode(head.duplicate().flip()).toString();
    }
    if (!text.startsWith("HTTP/1.1 101 ")) {
      throw new IOException("the daemon takes no page: " + text.lines().findFirst().orElse(""));
    }
  }

  /** From the first write until as many plain connections have as many bytes as a frame has. */
  static Timings floor(int pages, int times) throws IOException, InterruptedException {
    List<SocketChannel> writers = new ArrayList<>();
    try (ServerSocketChannel server = ServerSocketChannel.open();
        CountingSockets sockets = new CountingSockets()) {
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      for (int i = 0; i < pages; i++) {
        sockets.add(SocketChannel.open(server.getLocalAddress()));
        writers.add(server.accept());
      }
      List<Long> nanos = new ArrayList<>();
      for (int i = 0; i < times; i++) {
        sockets.expect(USUAL_FRAME);
        ByteBuffer frame = ByteBuffer.allocateDirect(USUAL_FRAME);
        long began = System.nanoTime();
        for (SocketChannel writer : writers) {
          writer.write(frame.duplicate());
        }
        nanos.add(sockets.await() - began);
      }
      return new Timings(nanos);
    } finally {
      for (SocketChannel writer : writers) {
        writer.close();
      }
    }
  }
}

package org.papermetrics.cli.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Connections whose bytes one thread counts and throws away. So five hundred of them take as little
 * as possible from the machine that is measured.
 */
final class CountingSockets implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 60;
  private static final int BUFFER = 1 << 16;

  private final Selector selector = Selector.open();
  private final List<Received> sockets = new ArrayList<>();
  private final Thread thread = new Thread(this::read, "pages");
  private long wanted;
  private CountDownLatch missing = new CountDownLatch(0);
  private long last;

  private static final class Received {
    private final SocketChannel channel;
    private long bytes;

    Received(SocketChannel channel) {
      this.channel = channel;
    }
  }

  CountingSockets() throws IOException {
    thread.setDaemon(true);
    thread.start();
  }

  /** Takes over a connection; it is closed with this. */
  void add(SocketChannel channel) throws IOException {
    channel.configureBlocking(false);
    Received received = new Received(channel);
    synchronized (this) {
      sockets.add(received);
    }
    channel.register(selector, SelectionKey.OP_READ, received);
    selector.wakeup();
  }

  /** Begins to count anew, until each has received so many bytes. */
  synchronized void expect(long bytes) {
    sockets.forEach(received -> received.bytes = 0);
    wanted = bytes;
    missing = new CountDownLatch(sockets.size());
  }

  /** Waits until each has them; when the last one had, as {@link System#nanoTime()}. */
  long await() throws IOException, InterruptedException {
    CountDownLatch all;
    synchronized (this) {
      all = missing;
    }
    if (!all.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new IOException(
          "%d connections have received nothing within %d s"
              .formatted(all.getCount(), PATIENCE_SECONDS));
    }
    synchronized (this) {
      return last;
    }
  }

  private void read() {
    ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
    try {
      while (true) {
        selector.select(key -> read(key, buffer));
      }
    } catch (IOException | ClosedSelectorException e) {
      // Whoever still waits for bytes says that they have not come.
    }
  }

  private void read(SelectionKey key, ByteBuffer buffer) {
    buffer.clear();
    Received received = (Received) key.attachment();
    int count;
    try {
      count = received.channel.read(buffer);
    } catch (IOException e) {
      count = -1;
    }
    if (count < 0) {
      key.cancel();
    } else {
      count(received, count);
    }
  }

  private synchronized void count(Received received, int more) {
    long before = received.bytes;
    received.bytes += more;
    if (before < wanted && received.bytes >= wanted) {
      last = System.nanoTime();
      missing.countDown();
    }
  }

  @Override
  public void close() throws IOException {
    selector.close();
    for (Received received : sockets) {
      received.channel.close();
    }
  }
}

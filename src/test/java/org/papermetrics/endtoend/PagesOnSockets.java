package org.papermetrics.endtoend;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Any number of open pages on plain sockets; one thread reads those that read. */
final class PagesOnSockets implements AutoCloseable {
  private static final int SMALL_BUFFER = 4096;
  private static final Pattern REVISION = Pattern.compile("\"revision\":(\\d+)");

  private final InetSocketAddress address;
  private final String query;
  private final Selector selector = Selector.open();
  private final List<Page> pages = new CopyOnWriteArrayList<>();
  private final Map<Long, Long> firstSeen = new ConcurrentHashMap<>();
  private final List<Long> behind = Collections.synchronizedList(new ArrayList<>());
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 20);
  private final Thread thread = new Thread(this::read, "pages");
  private volatile boolean closed;

  /** Pages that come with a board of this epoch and revision. */
  PagesOnSockets(URI daemon, String epoch, long revision) throws IOException {
    this.address = new InetSocketAddress(daemon.getHost(), daemon.getPort());
    this.query = "?epoch=" + epoch + "&revision=" + revision;
    thread.setDaemon(true);
    thread.start();
  }

  /** What one page got. */
  static final class Page {
    final SocketChannel channel;
    volatile long revision;
    final AtomicInteger resets = new AtomicInteger();
    volatile String fault = "";
    volatile boolean ended;
    private byte[] held = new byte[64 * 1024];
    private int size;
    private boolean upgraded;

    Page(SocketChannel channel, long revision) {
      this.channel = channel;
      this.revision = revision;
    }

    @Override
    public String toString() {
      return "revision " + revision + ", resets " + resets + ", ended " + ended + " " + fault;
    }
  }

  /** A connection that has sent these lines and nothing more. */
  Page connect(String... lines) throws IOException {
    return connect(SocketChannel.open(), lines);
  }

  private Page connect(SocketChannel channel, String... lines) throws IOException {
    channel.connect(address);
    channel.write(StandardCharsets.UTF_8.encode(String.join("\r\n", lines)));
    channel.configureBlocking(false);
    Page page = new Page(channel, Long.parseLong(query.replaceAll(".*=", "")));
    pages.add(page);
    return page;
  }

  /** A page that reads. */
  Page open() throws IOException {
    return reading(connect(SocketChannel.open(), handshake()));
  }

  /** A page that does not read, and for which the system keeps little. */
  Page openDeaf() throws IOException {
    SocketChannel channel = SocketChannel.open();
    channel.setOption(StandardSocketOptions.SO_RCVBUF, SMALL_BUFFER);
    return connect(channel, handshake());
  }

  private String[] handshake() {
    return new String[] {
      "GET /api/v1/live" + query + " HTTP/1.1",
      "Host: localhost",
      "Upgrade: websocket",
      "Connection: Upgrade",
      "Sec-WebSocket-Version: 13",
      "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
      "",
      ""
    };
  }

  /** Lets a page read from now on. */
  Page reading(Page page) throws IOException {
    page.channel.register(selector, SelectionKey.OP_READ, page);
    selector.wakeup();
    return page;
  }

  /** How long after the first page a share of all frames arrived at the latest, in milliseconds. */
  double behindMillis(double share) {
    List<Long> sorted = new ArrayList<>(behind);
    sorted.sort(null);
    return sorted.get((int) (share * (sorted.size() - 1))) / 1e6;
  }

  private void read() {
    try {
      while (!closed) {
        selector.select(100);
        for (SelectionKey key : selector.selectedKeys()) {
          read((Page) key.attachment(), key);
        }
        selector.selectedKeys().clear();
      }
      selector.close();
    } catch (IOException e) {
      pages.forEach(page -> page.fault = String.valueOf(e));
    }
  }

  private void read(Page page, SelectionKey key) throws IOException {
    buffer.clear();
    int count;
    try {
      count = page.channel.read(buffer);
    } catch (IOException e) {
      count = -1;
    }
    if (count < 0) {
      key.cancel();
      page.ended = true;
      return;
    }
    buffer.flip();
    if (page.size + count > page.held.length) {
      page.held = Arrays.copyOf(page.held, 2 * (page.size + count));
    }
    buffer.get(page.held, page.size, count);
    page.size += count;
    take(page);
  }

  private void take(Page page) throws IOException {
    int at = 0;
    if (!page.upgraded) {
      String head = new String(page.held, 0, page.size, StandardCharsets.ISO_8859_1);
      int end = head.indexOf("\r\n\r\n");
      if (end < 0) {
        return;
      }
      if (!head.startsWith("HTTP/1.1 101 ")) {
        page.fault = head;
      }
      page.upgraded = true;
      at = end + 4;
    }
    ByteBuffer frames = ByteBuffer.wrap(page.held, at, page.size - at);
    while (frames.remaining() >= 2) {
      frames.mark();
      int opcode = frames.get() & 0xf;
      long length = frames.get();
      if (frames.remaining() < 8 && length >= 126) {
        frames.reset();
        break;
      }
      if (length == 126) {
        length = frames.getShort() & 0xffff;
      } else if (length == 127) {
        length = frames.getLong();
      }
      if (frames.remaining() < length) {
        frames.reset();
        break;
      }
      frame(page, opcode, frames.slice(frames.position(), (int) Math.min(length, 200)));
      frames.position(frames.position() + (int) length);
    }
    page.size = frames.remaining();
    System.arraycopy(page.held, frames.position(), page.held, 0, page.size);
  }

  private void frame(Page page, int opcode, ByteBuffer start) throws IOException {
    if (opcode == 9) {
      page.channel.write(ByteBuffer.wrap(new byte[] {(byte) 0x8a, (byte) 0x80, 0, 0, 0, 0}));
      return;
    }
    String text = StandardCharsets.ISO_8859_1.decode(start).toString();
    Matcher found = REVISION.matcher(text);
    if (opcode != 1 || !found.find()) {
      page.fault = "opcode " + opcode + ": " + text;
      return;
    }
    long revision = Long.parseLong(found.group(1));
    if (text.contains("\"type\":\"hello\"")) {
      if (text.contains("\"reset\":true")) {
        page.resets.incrementAndGet();
        page.revision = revision;
      }
      return;
    }
    if (revision != page.revision + 1) {
      page.fault = "after " + page.revision + " came " + revision;
    }
    page.revision = revision;
    long now = System.nanoTime();
    behind.add(now - firstSeen.computeIfAbsent(revision, r -> now));
  }

  @Override
  public void close() throws IOException {
    closed = true;
    selector.wakeup();
    for (Page page : pages) {
      page.channel.close();
    }
  }
}

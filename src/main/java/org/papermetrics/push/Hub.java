package org.papermetrics.push;

import io.undertow.server.HttpHandler;
import io.undertow.util.Headers;
import io.undertow.websockets.WebSocketProtocolHandshakeHandler;
import io.undertow.websockets.core.WebSocketChannel;
import io.undertow.websockets.core.protocol.version13.Hybi13Handshake;
import io.undertow.websockets.spi.WebSocketHttpExchange;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.xnio.XnioIoThread;

/**
 * Sends every change to every open page. A page gets a hello first, then every change after the
 * revision it named, each once and in order; a page that cannot be served that way is told to
 * reset.
 *
 * <p>One thread publishes. A change goes into the shared {@link ChangeLog} and wakes the I/O
 * threads; each of them brings its own pages on from where they are. So there is no queue for a
 * page, and a page that does not read holds nothing but one frame until it is given up.
 */
public final class Hub implements AutoCloseable {
  private static final String PROTOCOL = "paper-metrics.v1";
  private static final long GOOD_BYE_MILLIS = 1000;
  private static final int GOING_AWAY = 1001;
  private static final int TRY_AGAIN_LATER = 1013;

  private final ChangeLog log;
  private final Limits limits;
  private final LongSupplier clock;
  private final Map<XnioIoThread, IoThreadClients> lanes = new ConcurrentHashMap<>();
  private final HttpHandler handler;
  private final Traffic traffic = new Traffic();
  private final Object pagesLock = new Object();
  private int pages;
  private volatile boolean closed;
  private volatile @Nullable String suspended;

  /**
   * A hub without pages.
   *
   * @param epoch of the board
   * @param revision of the board before the first change that is published
   * @param earlier the last changes up to that revision without a gap, by revision, for pages that
   *     were open before
   * @param clock a monotonic clock in nanoseconds, such as {@code System::nanoTime}
   */
  public Hub(String epoch, long revision, NavigableMap<Long, byte[]> earlier, LongSupplier clock) {
    this(epoch, revision, earlier, clock, Limits.DEFAULT);
  }

  Hub(
      String epoch,
      long revision,
      NavigableMap<Long, byte[]> earlier,
      LongSupplier clock,
      Limits limits) {
    this.log = new ChangeLog(epoch, revision, earlier, limits);
    this.limits = limits;
    this.clock = clock;
    HttpHandler handshake =
        new WebSocketProtocolHandshakeHandler(
            List.of(new Hybi13Handshake(Set.of(PROTOCOL), false)),
            this::connected,
            Answers::upgradeRequired);
    // Some proxies keep this header, and pass on the others of a handshake.
    this.handler =
        exchange -> {
          if ("websocket"
              .equalsIgnoreCase(exchange.getRequestHeaders().getFirst(Headers.UPGRADE))) {
            handshake.handleRequest(exchange);
          } else {
            Answers.upgradeRequired(exchange);
          }
        };
  }

  /** Takes the WebSocket handshake of a page; whoever may not connect was refused before. */
  public HttpHandler handler() {
    return handler;
  }

  /**
   * Answers {@code ?since=EPOCH:REVISION} with the changes after that revision, for pages that no
   * WebSocket reaches. Nothing is held open: a page asks every few seconds.
   */
  public HttpHandler changes() {
    return exchange -> {
      String reason = suspended;
      if (reason != null) {
        Answers.unavailable(exchange, reason);
        return;
      }
      Deque<String> since = exchange.getQueryParameters().get("since");
      String position = since == null ? "" : since.getFirst();
      int end = Math.max(position.lastIndexOf(':'), 0);
      Long revision = number(position.substring(Math.min(end + 1, position.length())));
      Answers.json(exchange, log.since(position.substring(0, end), revision));
    };
  }

  /** The {@link #handler} of a hub that need not be there before the first page comes. */
  public static HttpHandler handlerOf(Supplier<Hub> hub) {
    return exchange -> hub.get().handler().handleRequest(exchange);
  }

  /** The {@link #changes} of a hub that need not be there before the first page asks. */
  public static HttpHandler changesOf(Supplier<Hub> hub) {
    return exchange -> hub.get().changes().handleRequest(exchange);
  }

  /**
   * Sends a change to all pages. The board that the pages can fetch must have this revision
   * already: a page that is told to reset fetches it and counts on everything after.
   *
   * @param revision one more than the last one
   * @param frame the change as a text frame, UTF-8; the array is kept and sent as it is
   * @throws IllegalArgumentException when the revision does not follow the last one
   */
  public void publish(long revision, byte[] frame) {
    log.append(revision, frame);
    wake();
  }

  /** Tells every page to reset, because a change is too large to be told. */
  public void skip(long revision) {
    log.skip(revision);
    wake();
  }

  /**
   * Tells every page to reset, because revisions cannot go on counting.
   *
   * @param revision of the board that the pages can fetch, higher than any that was published
   */
  public void renew(String epoch, long revision) {
    log.renew(epoch, revision);
    wake();
  }

  /**
   * Closes the connection of every page, with the reason, and that of each page that comes until
   * {@link #resume}: a page that is connected says that it is up to date.
   *
   * @param reason one short sentence for people
   */
  public void suspend(String reason) {
    suspended = reason;
    lanes.values().forEach(clients -> clients.forEach(page -> page.close(TRY_AGAIN_LATER, reason)));
  }

  /** Serves pages again. */
  public void resume() {
    suspended = null;
  }

  /** Number of connected pages. */
  public int pages() {
    synchronized (pagesLock) {
      return pages;
    }
  }

  /** Text frames that were sent so far, to all pages together. */
  public long framesSent() {
    return traffic.frames();
  }

  /** How often a client had to fetch the board again. */
  public long resets() {
    return traffic.resets();
  }

  /**
   * Tells every page that the daemon goes away, and waits for them, a second at most. Belongs
   * before the server's own closing, which cuts all connections. Can be called again.
   */
  @Override
  public void close() {
    closed = true;
    lanes.values().forEach(clients -> clients.forEach(Hub::goodBye));
    awaitNoPages();
    lanes.values().forEach(clients -> clients.forEach(LiveClient::drop));
  }

  /** Lets every page do what it can do now, as a change and the passing of time do. */
  void wake() {
    lanes.values().forEach(IoThreadClients::wake);
  }

  /** Size of the changes that are kept. */
  long bytes() {
    return log.bytes();
  }

  private void connected(WebSocketHttpExchange exchange, WebSocketChannel channel) {
    String epoch = parameter(exchange, "epoch");
    Long revision = number(parameter(exchange, "revision"));
    Subscription subscription =
        new Subscription(log, limits, log.hello(epoch, revision), clock.getAsLong());
    LiveClient client = new LiveClient(channel, subscription, clock, traffic);
    IoThreadClients clients =
        lanes.computeIfAbsent(
            channel.getIoThread(), thread -> new IoThreadClients(thread, limits.tick()));
    count(1);
    channel.addCloseTask(
        gone -> {
          clients.remove(client);
          count(-1);
        });
    channel.getReceiveSetter().set(new Incoming(client));
    channel.resumeReceives();
    clients.add(client);
    String reason = suspended;
    if (closed) {
      goodBye(client);
    } else if (reason != null) {
      client.close(TRY_AGAIN_LATER, reason);
    }
  }

  private static void goodBye(LiveClient client) {
    client.close(GOING_AWAY, "the daemon stops");
  }

  private void count(int difference) {
    synchronized (pagesLock) {
      pages += difference;
      pagesLock.notifyAll();
    }
  }

  private void awaitNoPages() {
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(GOOD_BYE_MILLIS);
    synchronized (pagesLock) {
      try {
        long left;
        while (pages > 0 && (left = deadline - System.nanoTime()) > 0) {
          TimeUnit.NANOSECONDS.timedWait(pagesLock, left);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static @Nullable String parameter(WebSocketHttpExchange exchange, String name) {
    List<String> values = exchange.getRequestParameters().get(name);
    return values == null || values.isEmpty() ? null : values.get(0);
  }

  private static @Nullable Long number(@Nullable String text) {
    try {
      return text == null ? null : Long.valueOf(text);
    } catch (NumberFormatException e) {
      return null;
    }
  }
}

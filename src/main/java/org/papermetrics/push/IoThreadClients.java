package org.papermetrics.push;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.xnio.XnioExecutor;
import org.xnio.XnioIoThread;

/**
 * The WebSocket clients that share one I/O thread. Only that thread touches them; other threads
 * {@link #wake} it, and any number of wakes that come before it runs are one.
 */
final class IoThreadClients {
  private final XnioIoThread thread;
  private final Duration tick;
  private final Set<LiveClient> pages = new LinkedHashSet<>();
  private final AtomicBoolean woken = new AtomicBoolean();
  private XnioExecutor.@Nullable Key ticks;

  IoThreadClients(XnioIoThread thread, Duration tick) {
    this.thread = thread;
    this.tick = tick;
  }

  /** Takes a page in and starts it; on the I/O thread. */
  void add(LiveClient client) {
    pages.add(client);
    if (ticks == null) {
      ticks = thread.executeAtInterval(this::advance, tick.toMillis(), TimeUnit.MILLISECONDS);
    }
    client.advance();
  }

  /** Forgets a page; on the I/O thread. */
  void remove(LiveClient client) {
    pages.remove(client);
    if (pages.isEmpty() && ticks != null) {
      ticks.remove();
      ticks = null;
    }
  }

  /** Lets every page do what it can do now; from any thread. */
  void wake() {
    if (woken.compareAndSet(false, true)) {
      execute(
          () -> {
            woken.set(false);
            advance();
          });
    }
  }

  /** Does something with every page; from any thread. */
  void forEach(Consumer<LiveClient> action) {
    execute(() -> List.copyOf(pages).forEach(action));
  }

  private void advance() {
    List.copyOf(pages).forEach(LiveClient::advance);
  }

  private void execute(Runnable task) {
    try {
      thread.execute(task);
    } catch (RejectedExecutionException e) {
      // The server has stopped, and with it every connection of this lane.
    }
  }
}

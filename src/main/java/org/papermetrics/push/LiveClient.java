package org.papermetrics.push;

import io.undertow.websockets.core.WebSocketCallback;
import io.undertow.websockets.core.WebSocketChannel;
import io.undertow.websockets.core.WebSockets;
import java.nio.ByteBuffer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xnio.IoUtils;

/**
 * One WebSocket client: sends what its Subscription says is next. Everything happens on the I/O
 * thread of its connection.
 */
final class LiveClient implements WebSocketCallback<Long> {
  private static final Logger log = LoggerFactory.getLogger(LiveClient.class);

  private final WebSocketChannel channel;
  private final Subscription subscription;
  private final LongSupplier clock;
  private final Traffic traffic;
  private boolean advancing;
  private boolean closing;

  LiveClient(
      WebSocketChannel channel, Subscription subscription, LongSupplier clock, Traffic traffic) {
    this.channel = channel;
    this.traffic = traffic;
    this.subscription = subscription;
    this.clock = clock;
  }

  /** Does all steps that can be done now. */
  void advance() {
    if (advancing || closing) {
      // A frame that leaves at once is reported from within its own sending; the loop below goes
      // on with the next one, where a call for each frame would grow the stack.
      return;
    }
    advancing = true;
    try {
      while (step(subscription.next(clock.getAsLong()))) {}
    } finally {
      advancing = false;
    }
  }

  private boolean step(Subscription.Step step) {
    if (step instanceof Subscription.Send send) {
      traffic.sent(send.frame());
      WebSockets.sendText(send.frame().buffer(), channel, this, send.number());
      return true;
    }
    if (step instanceof Subscription.Ping ping) {
      WebSockets.sendPing(ByteBuffer.allocate(0), channel, this, ping.number());
      return true;
    }
    if (step instanceof Subscription.Drop drop) {
      log.debug("A page at {} is given up: {}.", channel.getPeerAddress(), drop.why());
      drop();
    }
    return false;
  }

  @Override
  public void complete(WebSocketChannel sender, Long number) {
    subscription.sent(number);
    advance();
  }

  @Override
  public void onError(WebSocketChannel sender, Long number, Throwable error) {
    drop();
  }

  /** Something came from the page. */
  void heard() {
    subscription.heard(clock.getAsLong());
  }

  /** Says good-bye where that can be done at once, else just closes. */
  void close(int code, String reason) {
    if (closing) {
      return;
    }
    if (subscription.underWay()) {
      drop();
    } else {
      closing = true;
      WebSockets.sendClose(code, reason, channel, null);
    }
  }

  /** Closes the connection without a word. */
  void drop() {
    closing = true;
    IoUtils.safeClose(channel);
  }
}

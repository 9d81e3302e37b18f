package org.papermetrics.push;

import io.undertow.websockets.core.AbstractReceiveListener;
import io.undertow.websockets.core.BufferedBinaryMessage;
import io.undertow.websockets.core.BufferedTextMessage;
import io.undertow.websockets.core.WebSocketChannel;
import java.io.IOException;

/**
 * What comes from a page. It has nothing to say, so all of it is taken as a sign of life, and
 * anything large closes the connection with code 1009.
 */
final class Incoming extends AbstractReceiveListener {
  private static final long MAX_MESSAGE_BYTES = 1024;

  private final LiveClient client;

  Incoming(LiveClient client) {
    this.client = client;
  }

  @Override
  protected long getMaxTextBufferSize() {
    return MAX_MESSAGE_BYTES;
  }

  @Override
  protected long getMaxBinaryBufferSize() {
    return MAX_MESSAGE_BYTES;
  }

  @Override
  protected void onFullTextMessage(WebSocketChannel channel, BufferedTextMessage message) {
    client.heard();
  }

  @Override
  protected void onFullBinaryMessage(WebSocketChannel channel, BufferedBinaryMessage message)
      throws IOException {
    client.heard();
    super.onFullBinaryMessage(channel, message);
  }

  @Override
  protected void onFullPingMessage(WebSocketChannel channel, BufferedBinaryMessage message)
      throws IOException {
    client.heard();
    super.onFullPingMessage(channel, message);
  }

  @Override
  protected void onFullPongMessage(WebSocketChannel channel, BufferedBinaryMessage message)
      throws IOException {
    client.heard();
    super.onFullPongMessage(channel, message);
  }
}

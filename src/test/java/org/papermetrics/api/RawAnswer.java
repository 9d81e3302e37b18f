package org.papermetrics.api;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;

/** What a server answers to the bytes of a request, up to the end of the connection. */
final class RawAnswer {
  private final String text;

  private RawAnswer(String text) {
    this.text = text;
  }

  /** Sends these lines as a request without a body. */
  static RawAnswer to(InetSocketAddress address, String... lines) throws IOException {
    try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
      socket.setSoTimeout(20_000);
      String request = String.join("\r\n", lines) + "\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      return new RawAnswer(
          new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
    } catch (SocketException e) {
      return new RawAnswer("");
    }
  }

  /** The status, 0 when the connection was cut without one. */
  int status() {
    return text.startsWith("HTTP/1.") ? Integer.parseInt(text.substring(9, 12)) : 0;
  }

  /** The whole answer. */
  String text() {
    return text;
  }
}

package org.papermetrics.endtoend;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** A request for a host of one's choice, which the JDK's client does not let one name. */
final class RawHost {
  private RawHost() {}

  /** The status of the answer. */
  static int ask(String address, String host) throws IOException {
    return Integer.parseInt(answer(URI.create(address), "/api/v1/runs", host).split(" ", 3)[1]);
  }

  /** What comes after the headers of the answer. */
  static String body(URI address, String path, String host) throws IOException {
    return answer(address, path, host).split("\r\n\r\n", 2)[1];
  }

  private static String answer(URI address, String path, String host) throws IOException {
    try (Socket socket = new Socket(address.getHost(), address.getPort())) {
      socket
          .getOutputStream()
          .write(
              ("GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }
}

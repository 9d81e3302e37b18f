package org.papermetrics.client;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a daemon answered to a GET request.
 *
 * <p>Asked for by {@link HttpURLConnection}, which has no thread of its own: the virtual machine
 * waits up to 300 ms at its end for a thread that waits for the network.
 *
 * @param status the HTTP status code
 * @param body the text, empty when there is none
 */
record HttpAnswer(int status, String body) {
  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  /**
   * Asks without a proxy and without following a redirect, so that a token goes nowhere else.
   *
   * @param token sent along when present
   * @throws IOException when nothing answers in time, or what answers does not speak HTTP
   * @throws IllegalArgumentException when this is no address
   */
  static HttpAnswer to(URI address, Optional<String> token) throws IOException {
    URLConnection opened = address.toURL().openConnection(Proxy.NO_PROXY);
    if (!(opened instanceof HttpURLConnection connection)) {
      throw new IOException(address + " is no address of HTTP");
    }
    connection.setInstanceFollowRedirects(false);
    connection.setConnectTimeout((int) TIMEOUT.toMillis());
    connection.setReadTimeout((int) TIMEOUT.toMillis());
    token.ifPresent(t -> connection.setRequestProperty("Authorization", "Bearer " + t));
    int status = connection.getResponseCode();
    if (status == -1) {
      throw new IOException("what answers at " + address + " does not speak HTTP");
    }
    try (@Nullable InputStream body =
        status < HttpURLConnection.HTTP_BAD_REQUEST
            ? connection.getInputStream()
            : connection.getErrorStream()) {
      String text = body == null ? "" : new String(body.readAllBytes(), StandardCharsets.UTF_8);
      return new HttpAnswer(status, text);
    }
  }
}

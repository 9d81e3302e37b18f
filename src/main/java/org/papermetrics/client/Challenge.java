package org.papermetrics.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import org.papermetrics.config.ServerProof;

/** A question that only a server with the token can answer, asked before the token is sent. */
final class Challenge {
  private static final int NONCE_BYTES = 32;
  private static final int HTTP_PORT = 80;
  private static final ObjectMapper JSON = new ObjectMapper();

  private Challenge() {}

  /**
   * Whether the server at an address proves that it knows the token; false when it asks for none.
   *
   * @throws IOException when it does not answer, or answers wrongly
   */
  static boolean isPassed(String address, String token) throws IOException {
    byte[] random = new byte[NONCE_BYTES];
    new SecureRandom().nextBytes(random);
    String nonce = HexFormat.of().formatHex(random);
    URI uri = URI.create(address + "/api/v1/challenge?nonce=" + nonce);
    HttpAnswer response = HttpAnswer.to(uri, Optional.empty());
    if (response.status() == HttpURLConnection.HTTP_NOT_FOUND) {
      return false;
    }
    String proof = ServerProof.of(token, host(uri), uri.getPort(), nonce);
    if (response.status() != HttpURLConnection.HTTP_OK || !same(proof, proofIn(response.body()))) {
      throw new IOException(
          "what answers at "
              + address
              + " does not know the token of this state directory, so that was not sent. Another"
              + " program may be using the port, or the daemon was started before the token was"
              + " replaced and must be started again");
    }
    return true;
  }

  /** As it stands in the Host header. */
  private static String host(URI uri) {
    return uri.getPort() == HTTP_PORT ? uri.getHost() : uri.getRawAuthority();
  }

  private static String proofIn(String answer) {
    try {
      JsonNode json = JSON.readTree(answer);
      return json == null ? "" : json.path("proof").asText();
    } catch (JsonProcessingException e) {
      return "";
    }
  }

  private static boolean same(String a, String b) {
    return MessageDigest.isEqual(
        a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
  }
}

package org.papermetrics.config;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Proof of a server that it knows the token: an HMAC-SHA-256 with the token as key. Clients ask for
 * it before they send the token, because another program may have taken the port of a daemon that
 * has ended. The host and the port in it keep such a program from passing on the proof of a daemon
 * that now listens elsewhere.
 */
public final class ServerProof {
  private static final String ALGORITHM = "HmacSHA256";
  private static final String NONCE = "[0-9a-f]{32,128}";

  private ServerProof() {}

  /** Whether this can be a client's random number: 16 bytes or more as lower-case hex. */
  public static boolean isNonce(String nonce) {
    return nonce.matches(NONCE);
  }

  /**
   * The proof as lower-case hex.
   *
   * @param host the Host header of the request, as the client sent it
   * @param port that the server listens on; a tunnel may have another one in the host
   * @param nonce a random number that the client has made for this
   */
  public static String of(String token, String host, int port, String nonce) {
    String text =
        String.join(
            "\n",
            "paper-metrics challenge v1",
            host.toLowerCase(Locale.ROOT),
            String.valueOf(port),
            nonce);
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(token.getBytes(StandardCharsets.UTF_8), ALGORITHM));
      return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HMAC-SHA-256", e);
    }
  }
}

package org.papermetrics.api;

import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.util.Set;

/**
 * Headers of every answer. A handler replaces the policy where the answer is a page and the caching
 * where the answer can be asked for again by its tag.
 */
final class SecurityHeaders {
  private static final HttpString CONTENT_SECURITY_POLICY =
      new HttpString("Content-Security-Policy");
  private static final HttpString CROSS_ORIGIN_OPENER =
      new HttpString("Cross-Origin-Opener-Policy");
  private static final HttpString CROSS_ORIGIN_RESOURCE =
      new HttpString("Cross-Origin-Resource-Policy");

  private static final String NO_FRAMES = "frame-ancestors 'none'";

  private SecurityHeaders() {}

  /** Sets the headers of an answer that nobody shows, frames, shares or keeps. */
  static void put(HeaderMap headers) {
    headers.put(Headers.X_CONTENT_TYPE_OPTIONS, "nosniff");
    headers.put(Headers.REFERRER_POLICY, "no-referrer");
    headers.put(Headers.X_FRAME_OPTIONS, "DENY");
    headers.put(CROSS_ORIGIN_OPENER, "same-origin");
    headers.put(CROSS_ORIGIN_RESOURCE, "same-origin");
    policy(headers, "default-src 'none'; " + NO_FRAMES);
    headers.put(Headers.CACHE_CONTROL, "no-store");
  }

  /** Lets pages of some origins show the answer in a frame. */
  static void allowFrames(HeaderMap headers, Set<String> origins) {
    String policy = headers.getFirst(CONTENT_SECURITY_POLICY);
    if (!origins.isEmpty() && policy != null) {
      headers.remove(Headers.X_FRAME_OPTIONS);
      policy(headers, policy.replace(NO_FRAMES, "frame-ancestors " + String.join(" ", origins)));
    }
  }

  /** Replaces the content security policy. */
  static void policy(HeaderMap headers, String policy) {
    headers.put(CONTENT_SECURITY_POLICY, policy);
  }

  /** Allows keeping the answer for ever, since its address changes with its content. */
  static void keepForEver(HeaderMap headers) {
    headers.put(Headers.CACHE_CONTROL, "max-age=31536000, immutable");
  }

  /** Allows keeping the answer, if the server is asked before each use. */
  static void keepButAsk(HeaderMap headers) {
    headers.put(Headers.CACHE_CONTROL, "no-cache");
  }
}

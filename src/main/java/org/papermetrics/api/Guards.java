package org.papermetrics.api;

import io.undertow.util.HeaderMap;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.papermetrics.config.Authority;

/**
 * Decides which requests are let in. The first rule keeps out pages of other sites whose name was
 * made to point here (DNS rebinding), the second other sites that call us by our right name, the
 * third other users of the machine.
 */
final class Guards {
  /** Who may have something. */
  enum Access {
    /** Every page of every site may send the browser there. */
    ANY_SITE,
    /** Every user of the machine. */
    EVERYBODY,
    /** Who brings the token. */
    TOKEN
  }

  /** For where {@code Authorization} is taken by a proxy that asks for a login of its own. */
  private static final HttpString TOKEN_HEADER = new HttpString("X-Paper-Metrics-Token");

  private static final HttpString SEC_FETCH_SITE = new HttpString("Sec-Fetch-Site");
  private static final Set<String> OUR_SITES = Set.of("same-origin", "none");
  private static final String BEARER_SCHEME = "bearer ";
  private static final String BEARER_PROTOCOL = "bearer.";

  private final Optional<byte[]> token;
  private volatile Set<String> hosts;

  /**
   * Lets requests in that ask for these hosts.
   *
   * @param hosts in lower case, an IPv6 address in its brackets
   */
  Guards(Set<String> hosts, Optional<String> token) {
    this.hosts = hosts;
    this.token = token.map(t -> t.getBytes(StandardCharsets.UTF_8));
  }

  /** Lets requests in that ask for these hosts, and no others from now on. */
  void allow(Set<String> names) {
    hosts = names;
  }

  /**
   * Why a request is refused, or null when it is let in.
   *
   * @param targetHost the host in the request line, null when only a path stands there
   * @param access who may have what it asks for
   */
  @Nullable Rejection check(HeaderMap headers, @Nullable String targetHost, Access access) {
    Authority host = ours(headers.get(Headers.HOST));
    if (host == null || (targetHost != null && !host.equals(Authority.parse(targetHost)))) {
      return Rejection.HOST;
    }
    if (access == Access.ANY_SITE) {
      return null;
    }
    if (!ownOrigin(headers.get(Headers.ORIGIN), host) || !ownSite(headers.get(SEC_FETCH_SITE))) {
      return Rejection.ORIGIN;
    }
    return access == Access.EVERYBODY || token.isEmpty() || brings(headers, token.get())
        ? null
        : Rejection.TOKEN;
  }

  /** Takes the token out of the headers, so that nobody behind can log it or send it back. */
  static void takeAwayToken(HeaderMap headers) {
    headers.remove(Headers.AUTHORIZATION);
    headers.remove(TOKEN_HEADER);
    List<String> protocols = protocols(headers);
    if (protocols.removeIf(Guards::isBearer)) {
      headers.remove(Headers.SEC_WEB_SOCKET_PROTOCOL);
      if (!protocols.isEmpty()) {
        headers.put(Headers.SEC_WEB_SOCKET_PROTOCOL, String.join(", ", protocols));
      }
    }
  }

  private @Nullable Authority ours(@Nullable HeaderValues values) {
    if (values == null || values.size() != 1) {
      return null;
    }
    Authority authority = Authority.parse(values.getFirst());
    return authority != null && hosts.contains(authority.name()) ? authority : null;
  }

  /** Our own origin is the one the request itself was sent to, through a proxy also by TLS. */
  private static boolean ownOrigin(@Nullable HeaderValues values, Authority host) {
    if (values == null) {
      return true;
    }
    if (values.size() != 1) {
      return false;
    }
    String origin = values.getFirst().toLowerCase(Locale.ROOT);
    for (String scheme : List.of("http://", "https://")) {
      if (origin.startsWith(scheme)) {
        return host.equals(Authority.parse(origin.substring(scheme.length())));
      }
    }
    return false;
  }

  private static boolean ownSite(@Nullable HeaderValues values) {
    return values == null || OUR_SITES.containsAll(values);
  }

  private static boolean brings(HeaderMap headers, byte[] token) {
    String beside = headers.getFirst(TOKEN_HEADER);
    if (beside != null && same(beside, token)) {
      return true;
    }
    String authorization = headers.getFirst(Headers.AUTHORIZATION);
    if (authorization != null
        && authorization.toLowerCase(Locale.ROOT).startsWith(BEARER_SCHEME)
        && same(authorization.substring(BEARER_SCHEME.length()), token)) {
      return true;
    }
    return protocols(headers).stream()
        .filter(Guards::isBearer)
        .anyMatch(p -> same(p.substring(BEARER_PROTOCOL.length()), token));
  }

  /** Takes the same time wherever the first difference is. */
  private static boolean same(String offered, byte[] token) {
    return MessageDigest.isEqual(offered.trim().getBytes(StandardCharsets.UTF_8), token);
  }

  private static boolean isBearer(String protocol) {
    return protocol.startsWith(BEARER_PROTOCOL);
  }

  private static List<String> protocols(HeaderMap headers) {
    List<String> protocols = new ArrayList<>();
    HeaderValues values = headers.get(Headers.SEC_WEB_SOCKET_PROTOCOL);
    if (values != null) {
      for (String value : values) {
        for (String protocol : value.split(",", -1)) {
          protocols.add(protocol.trim());
        }
      }
    }
    return protocols;
  }
}

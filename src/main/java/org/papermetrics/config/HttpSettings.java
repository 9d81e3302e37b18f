package org.papermetrics.config;

import java.net.InetAddress;
import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Where the server listens and whom it answers. The one place that says which values can be used.
 *
 * @param host name or address to listen on
 * @param port 0 takes any free one
 * @param allowedHosts names besides its own by which browsers may call the server, in lower case,
 *     without scheme and port
 * @param frameAncestors origins whose pages may show the board in a frame, such as {@code
 *     https://notebooks.example.org}
 * @param token whether requests must bring the token; only on a loopback host they need not
 */
public record HttpSettings(
    String host, int port, Set<String> allowedHosts, Set<String> frameAncestors, boolean token) {
  /** The address to listen on unless another is configured. */
  public static final String DEFAULT_HOST = "127.0.0.1";

  private static final Pattern HTTP = Pattern.compile("^https?://");
  private static final Set<String> LOOPBACK = Set.of("localhost", DEFAULT_HOST, "[::1]");
  private static final Pattern LOOPBACK_IPV4 =
      Pattern.compile("127(\\.(25[0-5]|2[0-4]\\d|1?\\d?\\d)){3}");

  /** Refuses, in a sentence that begins with the key, what cannot be or would be too open. */
  public HttpSettings {
    if (host.isBlank()) {
      throw new IllegalArgumentException("http.host is empty; 127.0.0.1 is the usual value.");
    }
    if (port < 0 || port > 65535) {
      throw new IllegalArgumentException(
          "http.port is " + port + "; use a number from 1 to 65535, or 0 for any free port.");
    }
    allowedHosts = hostNames(allowedHosts);
    frameAncestors = origins(frameAncestors);
    if (!token && !isLoopback(host)) {
      throw new IllegalArgumentException(
          "http.auth is none, but http.host "
              + host
              + " is not localhost, 127.0.0.1 or ::1, and whoever reaches it could read the board."
              + " Use http.auth: token, or http.host: 127.0.0.1.");
    }
  }

  /** Settings under which no page may show the board in a frame. */
  public HttpSettings(String host, int port, Set<String> allowedHosts, boolean token) {
    this(host, port, allowedHosts, Set.of(), token);
  }

  private static Set<String> lowerCase(Collection<String> texts) {
    return texts.stream()
        .map(text -> text.toLowerCase(Locale.ROOT))
        .collect(Collectors.toUnmodifiableSet());
  }

  private static Set<String> origins(Collection<String> texts) {
    Set<String> origins = lowerCase(texts);
    for (String origin : origins) {
      if (Authority.parse(HTTP.matcher(origin).replaceFirst("")) == null
          || !HTTP.matcher(origin).lookingAt()) {
        throw new IllegalArgumentException(
            "http.frame-ancestors has '"
                + origin
                + "', which is no origin; write scheme and host, and the port if there is one, such as"
                + " https://notebooks.example.org.");
      }
    }
    return origins;
  }

  private static Set<String> hostNames(Collection<String> names) {
    Set<String> hosts = lowerCase(names);
    for (String name : hosts) {
      Authority authority = Authority.parse(name);
      if (authority == null || authority.hasPort()) {
        throw new IllegalArgumentException(
            "http.allowed-hosts has '"
                + name
                + "', which is no host name; write the name alone, such as node17.example.org.");
      }
    }
    return hosts;
  }

  /** By its text alone: what a name server says may be another thing at the next start. */
  private static boolean isLoopback(String host) {
    return LOOPBACK.contains(inAddress(host)) || LOOPBACK_IPV4.matcher(host).matches();
  }

  /** A host as it stands in an address and in a Host header. */
  private static String inAddress(String host) {
    String name = host.toLowerCase(Locale.ROOT);
    return name.contains(":") && !name.startsWith("[") ? "[" + name + "]" : name;
  }

  /** The names that requests may call the server by, as they stand in a Host header. */
  public Set<String> names() {
    Set<String> names = new HashSet<>(LOOPBACK);
    names.add(inAddress(host));
    names.addAll(allowedHosts);
    return Set.copyOf(names);
  }

  /** The host and the port to listen on, for people. */
  public String endpoint() {
    return inAddress(host) + ":" + port;
  }

  /**
   * The address of the server, by one of its {@link #names}.
   *
   * @param bound what the host was resolved to; all addresses of the machine have the loopback
   *     among them
   * @param boundPort the port that is listened on, which is not 0
   */
  public String address(InetAddress bound, int boundPort) {
    String name = bound.isAnyLocalAddress() ? DEFAULT_HOST : inAddress(host);
    return "http://" + name + ":" + boundPort;
  }
}

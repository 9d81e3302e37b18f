package org.papermetrics.config;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Where the server listens and whom it answers.
 *
 * @param host name or address to listen on
 * @param port 0 takes any free one
 * @param allowedHosts names besides those of the loopback by which browsers may call the server,
 *     without scheme and port
 * @param token what requests must bring; empty asks for none, which only a loopback address may do
 */
public record HttpSettings(
    String host, int port, Set<String> allowedHosts, Optional<String> token) {

  /** Refuses, in a sentence for the user, what cannot be or would be open to the network. */
  public HttpSettings {
    if (host.isBlank()) {
      throw new IllegalArgumentException("http.host is empty; 127.0.0.1 is the usual value.");
    }
    if (port < 0 || port > 65535) {
      throw new IllegalArgumentException(
          "http.port is " + port + "; use a number from 1 to 65535, or 0 for any free port.");
    }
    allowedHosts = hostNames(allowedHosts);
    if (token.isEmpty() && !isLoopback(host)) {
      throw new IllegalArgumentException(
          "http.auth is none, but http.host "
              + host
              + " can be reached from other machines; use http.auth: token or host 127.0.0.1.");
    }
  }

  /**
   * Host names as requests are compared with them.
   *
   * @throws IllegalArgumentException when one is no host name, in a sentence for the user
   */
  public static Set<String> hostNames(Collection<String> names) {
    Set<String> hosts =
        names.stream()
            .map(name -> name.toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet());
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

  private static boolean isLoopback(String host) {
    return host.equalsIgnoreCase("localhost")
        || host.matches("127(\\.\\d{1,3}){3}")
        || host.equals("::1")
        || host.equals("[::1]");
  }

  /** Without the token, which belongs in no log. */
  @Override
  public String toString() {
    return host + ":" + port + (token.isPresent() ? " with a token" : " without a token");
  }
}

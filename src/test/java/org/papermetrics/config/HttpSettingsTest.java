package org.papermetrics.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HttpSettingsTest {
  @Test
  void namesAreTakenInLowerCase() {
    assertThat(new HttpSettings("0.0.0.0", 0, Set.of("Node17", "[::2]"), true).allowedHosts())
        .containsExactlyInAnyOrder("node17", "[::2]");
  }

  @Test
  void whatIsNoHostNameIsRefused() {
    for (String name : new String[] {"", "*", "node17:80", "http://node17", "a b", "a@b", "::2"}) {
      assertThatThrownBy(() -> new HttpSettings("127.0.0.1", 0, Set.of(name), true))
          .as(name)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("'" + name + "'")
          .hasMessageContaining("write the name alone");
    }
  }

  @Test
  void portsHaveARange() {
    for (int port : new int[] {-1, 65536}) {
      assertThatThrownBy(() -> new HttpSettings("127.0.0.1", port, Set.of(), true))
          .hasMessageContaining("http.port is " + port);
    }
    assertThatThrownBy(() -> new HttpSettings(" ", 0, Set.of(), true))
        .hasMessageContaining("http.host is empty");
  }

  @Test
  void withoutATokenNobodyElseReachesTheServer() {
    for (String host : new String[] {"127.0.0.1", "127.1.2.3", "localhost", "::1", "[::1]"}) {
      assertThat(new HttpSettings(host, 0, Set.of(), false).host()).isEqualTo(host);
    }
    for (String host :
        new String[] {
          "0.0.0.0", "::", "node17", "127.0.0.1.example.org", "127.1", "127.0.0.256", "2130706433"
        }) {
      assertThatThrownBy(() -> new HttpSettings(host, 0, Set.of(), false))
          .as(host)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("http.auth is none, but http.host " + host);
    }
  }

  @Test
  void theAddressIsOneThatTheServerAnswersTo() throws Exception {
    for (String[] c :
        new String[][] {
          {"127.0.0.1", "http://127.0.0.1:80"},
          {"LocalHost", "http://localhost:80"},
          {"127.0.0.2", "http://127.0.0.2:80"},
          {"0.0.0.0", "http://127.0.0.1:80"},
          {"::", "http://127.0.0.1:80"},
          {"::1", "http://[::1]:80"},
          {"[::1]", "http://[::1]:80"},
          {"192.0.2.7", "http://192.0.2.7:80"},
        }) {
      HttpSettings settings = new HttpSettings(c[0], 0, Set.of("node17"), true);
      String address = settings.address(InetAddress.getByName(c[0]), 80);
      assertThat(address).isEqualTo(c[1]);
      assertThat(settings.names())
          .contains(address.substring("http://".length(), address.lastIndexOf(':')), "node17");
    }
  }

  @Test
  void whereItListensIsSaidAsInAnAddress() {
    assertThat(new HttpSettings("::1", 80, Set.of(), true).endpoint()).isEqualTo("[::1]:80");
    assertThat(new HttpSettings("0.0.0.0", 80, Set.of(), true).endpoint()).isEqualTo("0.0.0.0:80");
  }

  @Test
  void frameAncestorsAreOrigins() {
    assertThat(framedBy("https://Notebooks.example.org", "http://127.0.0.1:8888").frameAncestors())
        .containsExactlyInAnyOrder("https://notebooks.example.org", "http://127.0.0.1:8888");
    for (String no :
        List.of("*", "'self'", "example.org", "https://a.example/", "https://a b", "ftp://a", "")) {
      assertThatThrownBy(() -> framedBy(no))
          .as(no)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("http.frame-ancestors has '" + no + "', which is no origin");
    }
  }

  private static HttpSettings framedBy(String... origins) {
    return new HttpSettings("127.0.0.1", 0, Set.of(), Set.of(origins), true);
  }
}

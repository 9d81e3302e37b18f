package org.papermetrics.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.papermetrics.api.Fixture;

class HttpSettingsTest {
  private static final Optional<String> TOKEN = Optional.of(Fixture.TOKEN);

  @Test
  void namesAreTakenInLowerCase() {
    assertThat(new HttpSettings("0.0.0.0", 0, Set.of("Node17", "[::2]"), TOKEN).allowedHosts())
        .containsExactlyInAnyOrder("node17", "[::2]");
  }

  @Test
  void whatIsNoHostNameIsRefused() {
    for (String name : new String[] {"", "*", "node17:80", "http://node17", "a b", "a@b", "::2"}) {
      assertThatThrownBy(() -> new HttpSettings("127.0.0.1", 0, Set.of(name), TOKEN))
          .as(name)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("'" + name + "'")
          .hasMessageContaining("write the name alone");
    }
  }

  @Test
  void portsHaveARange() {
    for (int port : new int[] {-1, 65536}) {
      assertThatThrownBy(() -> new HttpSettings("127.0.0.1", port, Set.of(), TOKEN))
          .hasMessageContaining("http.port is " + port);
    }
    assertThatThrownBy(() -> new HttpSettings(" ", 0, Set.of(), TOKEN))
        .hasMessageContaining("http.host is empty");
  }

  @Test
  void withoutATokenNobodyElseReachesTheServer() {
    for (String host : new String[] {"127.0.0.1", "127.1.2.3", "localhost", "::1", "[::1]"}) {
      assertThat(new HttpSettings(host, 0, Set.of(), Optional.empty()).host()).isEqualTo(host);
    }
    for (String host : new String[] {"0.0.0.0", "::", "node17", "127.0.0.1.example.org"}) {
      assertThatThrownBy(() -> new HttpSettings(host, 0, Set.of(), Optional.empty()))
          .as(host)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("http.auth is none, but http.host " + host);
    }
  }
}

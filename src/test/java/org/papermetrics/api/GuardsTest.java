package org.papermetrics.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.papermetrics.config.HttpSettings;

class GuardsTest {
  private static final String TOKEN = Fixture.TOKEN;

  private final Guards guards = new Guards(names("node17.example.org"), Optional.of(TOKEN));

  private static Set<String> names(String... allowed) {
    return new HttpSettings("127.0.0.1", 0, Set.of(allowed), true).names();
  }

  /** Headers as names and values in turn. */
  private static HeaderMap headers(String... namesAndValues) {
    HeaderMap headers = new HeaderMap();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      headers.add(new HttpString(namesAndValues[i]), namesAndValues[i + 1]);
    }
    return headers;
  }

  private @Nullable Rejection check(String... namesAndValues) {
    return guards.check(headers(namesAndValues), null, Guards.Access.TOKEN);
  }

  private @Nullable Rejection checkHost(String host) {
    return check("Host", host, "Authorization", "Bearer " + TOKEN);
  }

  private @Nullable Rejection checkFrom(String host, String... namesAndValues) {
    HeaderMap headers = headers(namesAndValues);
    headers.add(Headers.HOST, host);
    headers.add(Headers.AUTHORIZATION, "Bearer " + TOKEN);
    return guards.check(headers, null, Guards.Access.TOKEN);
  }

  @Test
  void ourHostsAreLetInOnAnyPort() {
    for (String host :
        new String[] {
          "localhost",
          "localhost:8765",
          "LocalHost:1",
          "127.0.0.1",
          "127.0.0.1:65535",
          "[::1]",
          "[::1]:8765",
          "node17.example.org",
          "NODE17.example.org:80"
        }) {
      assertThat(checkHost(host)).as(host).isNull();
    }
  }

  @Test
  void otherHostsAreRefused() {
    for (String host :
        new String[] {
          "",
          "evil.example",
          "evil.example:8765",
          "localhost.evil.example",
          "evil.localhost",
          "localhost.",
          "localhost:",
          "localhost:port",
          "localhost:123456",
          "localhost:80:80",
          "user@localhost",
          "localhost, evil.example",
          "localhost/",
          "127.0.0.1.evil.example",
          "127.0.0.2",
          "127.1",
          "2130706433",
          "0.0.0.0",
          "::1",
          "[::1",
          "[::1]x",
          "[::2]",
          "[::ffff:127.0.0.1]",
          "node17",
          "xnode17.example.org"
        }) {
      assertThat(checkHost(host)).as(host).isEqualTo(Rejection.HOST);
    }
  }

  @Test
  void oneHostIsNamed() {
    assertThat(check("Authorization", "Bearer " + TOKEN)).isEqualTo(Rejection.HOST);
    assertThat(check("Host", "localhost", "Host", "localhost", "Authorization", "Bearer " + TOKEN))
        .isEqualTo(Rejection.HOST);
  }

  @Test
  void theHostInTheTargetCountsToo() {
    HeaderMap headers = headers("Host", "localhost:1", "Authorization", "Bearer " + TOKEN);

    assertThat(guards.check(headers, "localhost:1", Guards.Access.TOKEN)).isNull();
    for (String target : new String[] {"evil.example", "localhost", "localhost:2", "", "a@b"}) {
      assertThat(guards.check(headers, target, Guards.Access.TOKEN))
          .as(target)
          .isEqualTo(Rejection.HOST);
    }
  }

  @Test
  void ourOwnOriginIsTheOneThatWasAsked() {
    assertThat(checkFrom("localhost:8765", "Origin", "http://localhost:8765")).isNull();
    assertThat(checkFrom("localhost:8765", "Origin", "HTTP://LOCALHOST:8765")).isNull();
    assertThat(checkFrom("[::1]:8765", "Origin", "http://[::1]:8765")).isNull();
    assertThat(checkFrom("node17.example.org", "Origin", "https://node17.example.org")).isNull();
    for (String origin :
        new String[] {
          "",
          "null",
          "http://evil.example",
          "http://localhost",
          "http://localhost:8888",
          "http://127.0.0.1:8765",
          "http://localhost:8765.evil.example",
          "http://localhost:8765/",
          "http://user@localhost:8765",
          "ws://localhost:8765",
          "file://",
          "localhost:8765"
        }) {
      assertThat(checkFrom("localhost:8765", "Origin", origin))
          .as(origin)
          .isEqualTo(Rejection.ORIGIN);
    }
    assertThat(
            checkFrom(
                "localhost:1", "Origin", "http://localhost:1", "Origin", "http://localhost:1"))
        .isEqualTo(Rejection.ORIGIN);
  }

  @Test
  void otherSitesDoNotSendTheBrowserHere() {
    assertThat(checkFrom("localhost", "Sec-Fetch-Site", "same-origin")).isNull();
    assertThat(checkFrom("localhost", "Sec-Fetch-Site", "none")).isNull();
    for (String site : new String[] {"same-site", "cross-site", "", "same-origin, cross-site"}) {
      assertThat(checkFrom("localhost", "Sec-Fetch-Site", site))
          .as(site)
          .isEqualTo(Rejection.ORIGIN);
    }
    assertThat(checkFrom("localhost", "Sec-Fetch-Site", "none", "Sec-Fetch-Site", "cross-site"))
        .isEqualTo(Rejection.ORIGIN);
  }

  @Test
  void theTokenComesInEitherHeader() {
    String host = "localhost";
    assertThat(check("Host", host, "Authorization", "Bearer " + TOKEN)).isNull();
    assertThat(check("Host", host, "Authorization", "bearer  " + TOKEN)).isNull();
    // A proxy's own login may take the place of the token.
    assertThat(check("Host", host, "Authorization", "Basic YTpi", "X-Paper-Metrics-Token", TOKEN))
        .isNull();
    assertThat(check("Host", host, "Sec-WebSocket-Protocol", "paper-metrics.v1, bearer." + TOKEN))
        .isNull();
    assertThat(
            check(
                "Host",
                host,
                "Sec-WebSocket-Protocol",
                "paper-metrics.v1",
                "Sec-WebSocket-Protocol",
                "bearer." + TOKEN))
        .isNull();
  }

  @Test
  void anythingElseIsNotTheToken() {
    String host = "localhost";
    assertThat(check("Host", host)).isEqualTo(Rejection.TOKEN);
    assertThat(check("Host", host, "X-Paper-Metrics-Token", TOKEN + "x"))
        .isEqualTo(Rejection.TOKEN);
    assertThat(check("Host", host, "X-Paper-Metrics-Token", "")).isEqualTo(Rejection.TOKEN);
    for (String value :
        new String[] {
          "",
          TOKEN,
          "Bearer",
          "Bearer ",
          "Basic " + TOKEN,
          "Bearer x" + TOKEN,
          "Bearer " + TOKEN + "x",
          "Bearer " + TOKEN.substring(1),
          "Bearer " + TOKEN.toUpperCase(java.util.Locale.ROOT)
        }) {
      assertThat(check("Host", host, "Authorization", value)).as(value).isEqualTo(Rejection.TOKEN);
    }
    for (String value :
        new String[] {"paper-metrics.v1", "bearer.", TOKEN, "bearer.x", "Bearer." + TOKEN}) {
      assertThat(check("Host", host, "Sec-WebSocket-Protocol", value))
          .as(value)
          .isEqualTo(Rejection.TOKEN);
    }
  }

  /** Times cannot be measured in a test, so the comparison itself is looked at. */
  @Test
  void theTokenIsComparedInConstantTime() {
    Set<JavaMethodCall> calls =
        new ClassFileImporter().importClass(Guards.class).getMethodCallsFromSelf();

    assertThat(calls)
        .anyMatch(
            call ->
                call.getOrigin().getName().equals("same")
                    && call.getTargetOwner().isEquivalentTo(MessageDigest.class)
                    && call.getName().equals("isEqual"));
    assertThat(calls)
        .noneMatch(
            call ->
                (call.getTargetOwner().isEquivalentTo(Arrays.class)
                        || call.getTargetOwner().isEquivalentTo(String.class))
                    && call.getName().matches("equals|contentEquals|mismatch|compare.*"));
  }

  @Test
  void whatIsOpenNeedsNoTokenButTheRest() {
    assertThat(guards.check(headers("Host", "localhost"), null, Guards.Access.EVERYBODY)).isNull();
    assertThat(guards.check(headers("Host", "evil.example"), null, Guards.Access.EVERYBODY))
        .isEqualTo(Rejection.HOST);
    assertThat(
            guards.check(
                headers("Host", "localhost", "Origin", "http://evil.example"),
                null,
                Guards.Access.EVERYBODY))
        .isEqualTo(Rejection.ORIGIN);
  }

  @Test
  void thePageMayBeOpenedFromAnywhere() {
    HeaderMap link =
        headers("Host", "localhost", "Origin", "http://a.b", "Sec-Fetch-Site", "cross-site");
    assertThat(guards.check(link, null, Guards.Access.ANY_SITE)).isNull();
    assertThat(guards.check(headers("Host", "evil.example"), null, Guards.Access.ANY_SITE))
        .isEqualTo(Rejection.HOST);
  }

  @Test
  void withoutATokenTheOtherRulesHold() {
    Guards loose = new Guards(names(), Optional.empty());

    assertThat(loose.check(headers("Host", "localhost"), null, Guards.Access.TOKEN)).isNull();
    assertThat(loose.check(headers("Host", "evil.example"), null, Guards.Access.TOKEN))
        .isEqualTo(Rejection.HOST);
    assertThat(
            loose.check(headers("Host", "localhost", "Origin", "null"), null, Guards.Access.TOKEN))
        .isEqualTo(Rejection.ORIGIN);
  }

  @Test
  void hostComesBeforeOriginAndOriginBeforeToken() {
    assertThat(check("Host", "evil.example", "Origin", "http://evil.example"))
        .isEqualTo(Rejection.HOST);
    assertThat(check("Host", "localhost", "Origin", "http://evil.example"))
        .isEqualTo(Rejection.ORIGIN);
  }

  @Test
  void theTokenIsTakenAway() {
    HeaderMap headers =
        headers(
            "Authorization", "Bearer " + TOKEN,
            "Sec-WebSocket-Protocol", "bearer." + TOKEN + ",paper-metrics.v1",
            "Sec-WebSocket-Protocol", "other");
    Guards.takeAwayToken(headers);
    assertThat(headers.toString()).doesNotContain(TOKEN);
    assertThat(headers.get(Headers.SEC_WEB_SOCKET_PROTOCOL))
        .containsExactly("paper-metrics.v1, other");

    HeaderMap only = headers("Sec-WebSocket-Protocol", "bearer." + TOKEN);
    Guards.takeAwayToken(only);
    assertThat(only.contains(Headers.SEC_WEB_SOCKET_PROTOCOL)).isFalse();
  }
}

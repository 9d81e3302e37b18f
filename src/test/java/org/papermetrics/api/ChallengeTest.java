package org.papermetrics.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.papermetrics.api.Fixture.text;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.papermetrics.config.ServerProof;

/** What a server proves to whoever has not shown a token yet. */
class ChallengeTest {
  private static final String NONCE = "00112233445566778899aabbccddeeff";
  private static final String QUESTION = "/api/v1/challenge?nonce=" + NONCE;

  private final Path outputs;

  ChallengeTest(@TempDir Path outputs) {
    this.outputs = outputs;
  }

  @Test
  void theServerProvesThatItKnowsTheToken() throws Exception {
    try (Fixture fixture = new Fixture(outputs, Optional.of(Fixture.TOKEN))) {
      HttpResponse<byte[]> answer = fixture.getAsStranger(QUESTION);

      int port = fixture.uri("/").getPort();
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(text(answer))
          .isEqualTo(
              "{\"port\":%d,\"proof\":\"%s\"}"
                  .formatted(port, ServerProof.of(Fixture.TOKEN, "127.0.0.1:" + port, port, NONCE)))
          .doesNotContain(Fixture.TOKEN);
    }
  }

  /** A program that passes the question on cannot hide which port the daemon has. */
  @Test
  void theHostOfTheRequestAndTheRealPortAreInTheProof() throws Exception {
    try (Fixture fixture = new Fixture(outputs, Optional.of(Fixture.TOKEN))) {
      int port = fixture.uri("/").getPort();
      for (String host : new String[] {"localhost:1", "LOCALHOST:1", "127.0.0.1"}) {
        assertThat(fixture.raw("GET " + QUESTION + " HTTP/1.1", "Host: " + host).text())
            .endsWith(
                "{\"port\":%d,\"proof\":\"%s\"}"
                    .formatted(port, ServerProof.of(Fixture.TOKEN, host, port, NONCE)));
      }
    }
  }

  @Test
  void onlyARandomNumberIsAnswered() throws Exception {
    try (Fixture fixture = new Fixture(outputs, Optional.of(Fixture.TOKEN))) {
      for (String query : new String[] {"", "?nonce=", "?nonce=abc", "?nonce=" + "0".repeat(129)}) {
        HttpResponse<byte[]> answer = fixture.getAsStranger("/api/v1/challenge" + query);
        assertThat(answer.statusCode()).as(query).isEqualTo(400);
      }
      assertThat(fixture.getAsStranger(QUESTION, "Origin", "http://a.b").statusCode())
          .isEqualTo(403);
    }
  }

  @Test
  void withoutATokenThereIsNothingToProve() throws Exception {
    try (Fixture fixture = new Fixture(outputs, Optional.empty())) {
      assertThat(fixture.getAsStranger(QUESTION).statusCode()).isEqualTo(404);
    }
  }
}

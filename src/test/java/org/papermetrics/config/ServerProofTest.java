package org.papermetrics.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ServerProofTest {
  private static final String NONCE = "00112233445566778899aabbccddeeff";
  private static final String PROOF = ServerProof.of("token", "127.0.0.1:8765", 8765, NONCE);

  /** The same number as in the tests of the page, which computes it with Web Crypto. */
  @Test
  void itIsAnHmacOverFourLines() {
    assertThat(PROOF).isEqualTo("80be7267bb4e5db133e362e8c1e8ad1aa41ab1880568be7a324710cb2c66303f");
  }

  @Test
  void everyPartCounts() {
    assertThat(ServerProof.of("Token", "127.0.0.1:8765", 8765, NONCE)).isNotEqualTo(PROOF);
    assertThat(ServerProof.of("token", "127.0.0.1:8766", 8765, NONCE)).isNotEqualTo(PROOF);
    assertThat(ServerProof.of("token", "localhost:8765", 8765, NONCE)).isNotEqualTo(PROOF);
    assertThat(ServerProof.of("token", "127.0.0.1:8765", 8766, NONCE)).isNotEqualTo(PROOF);
    assertThat(ServerProof.of("token", "127.0.0.1:8765", 8765, NONCE + "00")).isNotEqualTo(PROOF);
    assertThat(ServerProof.of("token", "LocalHost:1", 1, NONCE))
        .isEqualTo(ServerProof.of("token", "localhost:1", 1, NONCE));
  }

  @Test
  void aNonceIsHexOfSixteenBytesOrMore() {
    assertThat(ServerProof.isNonce(NONCE)).isTrue();
    assertThat(ServerProof.isNonce("f".repeat(128))).isTrue();
    for (String other :
        new String[] {
          "",
          "0".repeat(31),
          "f".repeat(129),
          NONCE.toUpperCase(java.util.Locale.ROOT),
          NONCE + "\n",
          NONCE + "é"
        }) {
      assertThat(ServerProof.isNonce(other)).as(other).isFalse();
    }
  }
}

package org.papermetrics.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RequestTargetTest {
  @Test
  void pathsAreDecodedOnce() {
    assertThat(RequestTarget.decode("/a/b~c;d=e+f")).isEqualTo("/a/b~c;d=e+f");
    assertThat(RequestTarget.decode("/%41%2f%2F%25%32%35")).isEqualTo("/A//%25");
    assertThat(RequestTarget.decode("/%C3%A9%F0%9F%98%80")).isEqualTo("/é😀");
    assertThat(RequestTarget.decode("/%2e%2e/%00")).isEqualTo("/../\0");
  }

  @Test
  void whatIsMalformedIsNoPath() {
    for (String path :
        new String[] {
          "/%", "/%4", "/%4g", "/%g4", "/%-1", "/%ff", "/%C3", "/%ED%A0%80", "/é", "/Ã©"
        }) {
      assertThat(RequestTarget.decode(path)).as(path).isNull();
    }
  }
}

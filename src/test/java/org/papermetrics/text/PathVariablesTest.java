package org.papermetrics.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class PathVariablesTest {
  private static String expanded(String text) {
    return PathVariables.expand(text, "/home/ada", Map.of("DATA", "/d$x", "EMPTY", ""));
  }

  @Test
  void theHomeDirectoryAndVariablesAreFilledIn() {
    assertThat(expanded("~/a")).isEqualTo("/home/ada/a");
    assertThat(expanded("/a/~/$DATA/${DATA}b")).isEqualTo("/a/~//d$x//d$xb");
  }

  @Test
  void aHomeDirectoryIsTakenAsItIs() {
    assertThat(PathVariables.expand("~/$A", "/home/$A$$", Map.of("A", "b")))
        .isEqualTo("/home/$A$$/b");
  }

  @Test
  void aDollarSignIsWrittenTwice() {
    assertThat(expanded("/a$$DATA/$/$$")).isEqualTo("/a$DATA/$/$");
    assertThat(expanded(PathVariables.written("/a$DATA/$$"))).isEqualTo("/a$DATA/$$");
  }

  @Test
  void whatNamesNothingIsRefused() {
    assertThatThrownBy(() -> expanded(" ")).hasMessageStartingWith("is empty; ");
    assertThatThrownBy(() -> expanded("$EMPTY"))
        .hasMessageStartingWith("is $EMPTY, which is empty");
    assertThatThrownBy(() -> expanded("$NONE/a"))
        .hasMessage("uses $NONE, which is not set in the environment.");
  }
}

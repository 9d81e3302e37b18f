package org.papermetrics.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ResourcesTest {
  @Test
  void filesInAJarAreFoundLikeThoseInADirectory() {
    // The library is in a jar of its own, as everything is in the finished program.
    assertThat(Packed.filesBeside("META-INF/resources/_static/lit-html/3.3.3/directives/when.js"))
        .containsKeys("when.js", "repeat.js")
        .doesNotContainKey("lit-html.js");
    assertThat(Packed.filesBeside("static/dashboard.html")).containsKeys("js/views/table-row.js");
  }

  @Test
  void whatIsMissingIsNamed() {
    assertThatThrownBy(() -> Packed.file("static/none.js"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the program is incomplete: static/none.js is missing");
    assertThat(new String(Packed.file("static/favicon.svg"), StandardCharsets.UTF_8))
        .contains("<svg");
  }
}

package org.papermetrics.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ResourcesTest {
  @Test
  void filesAreReadFromAJarAsFromADirectory() {
    // The library is in a jar of its own, as everything is in the finished program.
    assertThat(Resources.text("META-INF/resources/_static/lit-html/3.3.3/directives/when.js"))
        .contains("export");
    assertThat(Resources.text("config/config.yaml")).contains("checkpoint-dirs");
  }

  @Test
  void whatIsMissingIsNamed() {
    assertThatThrownBy(() -> Resources.file("config/none.yaml"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the program is incomplete: config/none.yaml is missing");
  }
}

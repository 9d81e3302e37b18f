package org.papermetrics.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RunKeyTest {
  @Test
  void withAndWithoutATrailingSlashIsTheSameRun() {
    assertThat(RunKey.ofCheckpoint("/a/b//")).isEqualTo(RunKey.ofCheckpoint("/a/b"));
    assertThat(RunKey.ofCheckpoint("/a/b/consolidated")).isNotEqualTo(RunKey.ofCheckpoint("/a/b"));
  }

  @Test
  void theRootDirectoryStaysAsItIs() {
    assertThat(RunKey.withoutTrailingSlash("/")).isEqualTo("/");
    assertThat(RunKey.withoutTrailingSlash("///")).isEqualTo("/");
  }

  @Test
  void aPretrainedModelIsNeverTheRunOfACheckpoint() {
    assertThat(RunKey.ofPretrained("/a/results.json"))
        .isNotEqualTo(RunKey.ofCheckpoint("/a/results.json"));
  }

  @Test
  void anEmptyKeyIsRefused() {
    assertThatThrownBy(() -> RunKey.ofCheckpoint("")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void equalKeysHaveOneText() {
    String path = "/checkpoints/checkpoint_002000";

    assertThat(RunKey.ofCheckpoint(path + "/").value())
        .isSameAs(new RunKey(String.copyValueOf(path.toCharArray())).value());
  }
}

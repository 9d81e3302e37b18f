package org.papermetrics.logs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointNameTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/d/cp",
        "/d/cp/",
        "/d/cp//",
        "/d/cp/.",
        "//d//cp",
        "/d/./cp/././",
        "/d/cp/consolidated",
        "/d/cp/consolidated/",
        "/d//cp//consolidated//",
        "/d/cp/consolidated/lora.safetensors",
        "/d/cp/consolidated/consolidated.safetensors",
        "/d/cp/model.safetensors",
        " /d/cp ",
        "'/d/cp'",
        "\"/d/cp/consolidated\"",
        "`/d/cp`",
        "'/d/cp' (step 3)",
        "'/d/cp",
        "PosixPath('/d/cp')",
        "PosixPath('/d/cp/consolidated')",
        "Path(\"/d/cp/consolidated/lora.safetensors\"), 3"
      })
  void theSameCheckpoint(String path) {
    assertThat(LogIndex.checkpointKey(path)).isEqualTo("/d/cp");
  }

  @Test
  void whatIsPartOfThePathStays() {
    for (String path :
        new String[] {
          "/d/consolidated2",
          "/d/cp's",
          "/d/a\"b",
          "/d/../cp",
          "/d/.cp",
          "/d/cp.safetensors.old",
          "/",
          "~/cp",
          "/d/Path(x)"
        }) {
      assertThat(LogIndex.checkpointKey(path)).isEqualTo(path);
    }
  }

  @Test
  void thePretrainedModelIsNamedNone() {
    for (String name : new String[] {"None", "none", "NONE", "'None'"}) {
      assertThat(LogIndex.checkpointKey(name)).isEqualTo(LogIndex.pretrainedKey());
    }
  }

  @Test
  void anythingMayFollowAPathInTheUsualLayout() {
    String path = "/my d/checkpoints/checkpoint_000100";
    for (String end :
        new String[] {
          "", "/", "/consolidated", "//consolidated/", "/consolidated/lora.safetensors"
        }) {
      for (String after : new String[] {"", " (step 100)", ", x", "']", "') x"}) {
        assertThat(CheckpointName.key(CheckpointName.of(path + end + after))).isEqualTo(path);
      }
      assertThat(CheckpointName.isComplete(path + end)).isTrue();
    }
    assertThat(CheckpointName.of("/d/my cp (2)")).isEqualTo("/d/my cp (2)");
    assertThat(CheckpointName.isComplete("/d/checkpoints/checkpoint_0001")).isFalse();
    assertThat(CheckpointName.isComplete("/d/checkpoint_000100/conso")).isFalse();
    assertThat(CheckpointName.isComplete("PosixPath('/d/checkpoint_000100')")).isTrue();
  }
}

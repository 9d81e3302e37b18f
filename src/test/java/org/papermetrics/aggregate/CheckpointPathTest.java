package org.papermetrics.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CheckpointPathTest {
  private static void assertNames(String path, String experiment, long step) {
    assertThat(CheckpointPath.of(path)).as(path).isEqualTo(new CheckpointPath(experiment, step));
  }

  @Test
  void theExperimentIsTheDirectoryAboveCheckpoints() {
    assertNames("/data/exp/checkpoints/checkpoint_002000/consolidated", "exp", 2000);
    assertNames("/data/exp/checkpoints/checkpoint_002000/consolidated/", "exp", 2000);
    assertNames("/data/exp/checkpoints/checkpoint_002000", "exp", 2000);
    assertNames("exp/checkpoints/checkpoint_002000", "exp", 2000);
    assertNames("/data//exp/./checkpoints/checkpoint_1/consolidated", "exp", 1);
    assertNames("/data/my exp é/checkpoints/checkpoint_1/consolidated", "my exp é", 1);
  }

  @Test
  void inAnotherLayoutItIsTheNearestDirectoryThatNamesIt() {
    assertNames("/data/exp/checkpoint_002000/consolidated", "exp", 2000);
    assertNames("/data/exp/checkpoint_002000", "exp", 2000);
    assertNames("/data/exp/checkpoint_001/checkpoint_002000/consolidated", "exp", 2000);
    assertNames("/data/exp/step_7/consolidated", "step_7", 0);
    assertNames("/data/exp", "exp", 0);
    assertNames("/data/exp/consolidated", "exp", 0);
    assertNames("/checkpoints/exp", "exp", 0);
  }

  @Test
  void theExperimentIsNeverEmpty() {
    assertNames("/", "run", 0);
    assertNames("/consolidated", "run", 0);
    assertNames("/checkpoints/checkpoint_5/consolidated", "run", 5);
    assertNames("checkpoint_5", "run", 5);
    assertNames("", "run", 0);
  }

  @Test
  void theStepIsWrittenAfterCheckpoint() {
    assertNames("/data/exp/checkpoints/checkpoint_1234567/consolidated", "exp", 1_234_567);
    assertNames("/data/exp/checkpoints/checkpoint_000000", "exp", 0);
    assertNames("/data/exp/checkpoints/step_2000", "exp", 0);
    assertNames("/data/exp/checkpoints/checkpoint_final", "exp", 0);
  }

  @Test
  void theStepNearestToTheCheckpointCounts() {
    assertNames(
        "/data/from_checkpoint_500/checkpoints/checkpoint_002000", "from_checkpoint_500", 2000);
  }

  @Test
  void aStepBeyondAllNumbersIsCut() {
    assertThat(CheckpointPath.of("/exp/checkpoint_" + "9".repeat(40)).step())
        .isEqualTo(999_999_999_999_999_999L);
  }

  @Test
  void theIdHasSixDigitsOrMore() {
    assertThat(new CheckpointPath("exp", 50).id()).isEqualTo("exp_cp000050");
    assertThat(new CheckpointPath("exp", 1_234_567).id()).isEqualTo("exp_cp1234567");
    assertThat(new CheckpointPath("100%d", 0).id()).isEqualTo("100%d_cp000000");
  }
}

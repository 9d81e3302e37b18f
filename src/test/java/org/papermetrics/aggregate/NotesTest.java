package org.papermetrics.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NotesTest {
  private static String notes(String config) {
    return Notes.of(Configs.config(config));
  }

  @Test
  void testTimeTraining() {
    assertThat(
            notes(
                "{\"ttt\":{\"enable\":true,\"layers\":\"29,30,31\",\"base_lr\":1e-05,"
                    + "\"initial_gating_alpha\":0.10},\"data\":{\"train_data\":\"/d/daily/train.jsonl\"},"
                    + "\"max_steps\":2000}"))
        .isEqualTo(
            "TTT training on layers 29,30,31 | Base LR: 1e-05 | Gating alpha: 0.1 | Data: daily |"
                + " Trained for 2000 steps");
  }

  @Test
  void theGatingAlphaIsZeroWhenMissing() {
    assertThat(notes("{\"ttt\":{\"enable\":true,\"layers\":\"all\",\"base_lr\":1.0}}"))
        .isEqualTo(
            "TTT training on layers all | Base LR: 1.0 | Gating alpha: 0 | Trained for 0 steps");
  }

  @Test
  void whatIsMissingIsNotSaid() {
    assertThat(notes("{\"ttt\":{\"enable\":true}}"))
        .isEqualTo("TTT training | Gating alpha: 0 | Trained for 0 steps");
    assertThat(notes("{\"lora\":{\"enable\":true}}"))
        .isEqualTo("LoRA training | Trained for 0 steps");
    assertThat(notes("{}")).isEqualTo("Trained for 0 steps");
  }

  @Test
  void layersInAListAreWrittenAsInAText() {
    assertThat(notes("{\"ttt\":{\"enable\":true,\"layers\":[29,30]}}"))
        .startsWith("TTT training on layers 29,30 | ");
  }

  @Test
  void lowRankAdapters() {
    assertThat(notes("{\"lora\":{\"enable\":true,\"rank\":128},\"max_steps\":1500}"))
        .isEqualTo("LoRA training (rank 128) | Trained for 1500 steps");
  }

  @Test
  void fullFinetuning() {
    assertThat(notes("{\"full_finetuning\":true,\"max_steps\":1e3}"))
        .isEqualTo("Full finetuning | Trained for 1000.0 steps");
  }

  @Test
  void theDataIsNamedByItsParentDirectory() {
    assertThat(notes("{\"data\":{\"train_data\":\"/d/daily/train.jsonl\"}}"))
        .startsWith("Data: daily | ");
    assertThat(notes("{\"data\":{\"train_data\":\"daily/train.jsonl\"}}"))
        .startsWith("Data: daily | ");
    assertThat(notes("{\"data\":{\"train_data\":\"/d/daily//./train.jsonl\"}}"))
        .startsWith("Data: daily | ");
    assertThat(notes("{\"data\":{\"train_data\":\"/d/daily/stereo/\"}}"))
        .startsWith("Data: daily | ");
  }

  @Test
  void dataWithoutAParentDirectoryIsNotNamed() {
    assertThat(notes("{\"data\":{\"train_data\":\"train.jsonl\"}}"))
        .isEqualTo("Trained for 0 steps");
    assertThat(notes("{\"data\":{\"train_data\":\"/train.jsonl\"}}"))
        .isEqualTo("Trained for 0 steps");
    assertThat(notes("{\"data\":{\"train_data\":\"\"}}")).isEqualTo("Trained for 0 steps");
    assertThat(notes("{\"data\":{\"train_data\":\"/\"}}")).isEqualTo("Trained for 0 steps");
  }
}

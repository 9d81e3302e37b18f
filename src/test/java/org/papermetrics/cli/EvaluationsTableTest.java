package org.papermetrics.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class EvaluationsTableTest {
  private static final Instant NOW = Instant.parse("2025-10-20T10:00:00Z");

  private static List<String> lines(String json) throws Exception {
    return EvaluationsTable.lines(new ObjectMapper().readTree(json), NOW);
  }

  @Test
  void withoutEvaluationsThereIsASentence() throws Exception {
    assertThat(lines("[]")).containsExactly("No evaluations are under way.");
  }

  @Test
  void eachHasALineInColumns() throws Exception {
    assertThat(
            lines(
                """
                [{"state":"running","experiment":"exp","checkpoint_step":2000,"baseline":false,
                  "task":"swuggy","done":1200,"total":2000,"progress":0.43,
                  "expected_end":"2025-10-20T11:04:30Z","node":"gpu-7","job":"4711",
                  "provisional":{"sblimp_accuracy":0.585,"sblimp_samples":1000}},
                 {"state":"ended_without_results","baseline":true,"checkpoint_step":0,
                  "task":"saving","progress":1,"provisional":{}}]
                """))
        .containsExactly(
            "STATE                  CHECKPOINT  STEP  TASK              DONE   sBLIMP  sWUGGY"
                + "  tStory  sStory  LEFT       NODE   JOB",
            "running                exp         2000  swuggy 1200/2000  43 %   58.5 %  -     "
                + "  -       -       1 h 5 min  gpu-7  4711",
            "ended without results  baseline    -     saving            100 %  -       -     "
                + "  -       -       -          -      -");
  }

  @Test
  void accuraciesAreRoundedHalfUpFromTheirCounts() throws Exception {
    assertThat(
            lines(
                """
                [{"state":"running","experiment":"a","checkpoint_step":1,"task":"swuggy","progress":0.2,
                  "provisional":{"sblimp_accuracy":0.6335,"sblimp_samples":2000}}]
                """))
        .last()
        .asString()
        .contains(" 63.4 % ");
  }

  @Test
  void whyItHasEndedIsBelowAndDoesNotMoveTheCursor() throws Exception {
    assertThat(
            lines(
                """
                [{"state":"failed","experiment":"a\\u001b[2J","checkpoint_step":1,"task":"loading",
                  "progress":0,"reason":"KeyError: \\u001b[31m","provisional":{}}]
                """))
        .hasSize(3)
        .noneMatch(line -> line.contains("\u001b"))
        .last()
        .isEqualTo("    KeyError: ?[31m");
  }
}

package org.papermetrics.evaluations;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each line that matters is found, as its mark alone. */
class MarkTest {
  private static final String TIME = "2025-10-20 10:00:01,000 - ";

  private static final String[][] LINES = {
    {"JOB_BEGINS", "Paper Metrics Evaluation"},
    {"JOB", "Job ID: 4711"},
    {"NODE", "Node: gpu-7.cluster"},
    {"NODE", "Job 4711 on gpu-node-3"},
    {"EVALUATION_BEGINS", TIME + "INFO - PAPER METRICS EVALUATION"},
    {"TASKS_BEGIN", TIME + "INFO - RUNNING PAPER METRICS EVALUATION"},
    {"TASK_BEGINS", TIME + "INFO - sBLIMP: Found 1000 valid pairs"},
    {"TASK_BEGINS", TIME + "INFO - sWUGGY: Found 2000 word-nonword pairs"},
    {"TASK_BEGINS", TIME + "INFO - Found 1871 complete story pairs for tstory"},
    {"TASK_PROGRESS", TIME + "INFO - sWUGGY: Processed 10/2000 pairs"},
    {"TASK_PROGRESS", TIME + "INFO - sstory: processed 10/2000 pairs"},
    {"TASK_DONE", TIME + "INFO - sBLIMP: 585/1000 = 0.5850"},
    {"TASK_DONE", TIME + "INFO - tstory: 9/10 = 0.900 (failed: 2)"},
    {"TASK_SKIPPED", TIME + "WARNING - sBLIMP paths not configured"},
    {"TASK_SKIPPED", TIME + "WARNING - sWUGGY: No valid pairs"},
    {"TASK_FAILED", TIME + "ERROR - sstory evaluation failed: no such file"},
    {"LONG_CONTEXT_BEGINS", TIME + "INFO - LibriLight evaluation mode: streaming"},
    {"LONG_CONTEXT_BEGINS", TIME + "INFO - Starting LibriLight evaluation: 44000 tokens"},
    {"LONG_CONTEXT_ENDS", TIME + "INFO - LibriLight results - 8k: 5.1, 16k: 5, 24k: 5, slope: 0.1"},
    {"LONG_CONTEXT_ENDS", TIME + "ERROR - Error in LibriLight long context evaluation: x"},
    {"LONG_CONTEXT_ENDS", TIME + "WARNING - No LibriLight sequences processed"},
    {"LONG_CONTEXT_ENDS", TIME + "WARNING - LibriLight directory not found"},
    {"TASKS_END", TIME + "INFO - Paper metrics average: 0.6, f1: 0.5"},
    {"TASKS_END", TIME + "INFO - ✅ EVALUATION COMPLETE"},
    {"SAVED", "💾 Results saved to: /data/a/paper_metrics_results.json"},
    {"JOB_ENDS", "✅ Paper metrics evaluation completed successfully!"},
    {"FAILED", "❌ Evaluation failed: CUDA out of memory"},
    {"TRACEBACK", "Traceback (most recent call last):"},
    {
      "CANCELLED",
      "slurmstepd: error: *** JOB 4711 ON gpu-7 CANCELLED AT 2025-10-20T12:00:00 DUE TO TIME LIMIT"
          + " ***"
    },
    {
      "CANCELLED",
      "slurmstepd: error: *** STEP 4711.0 ON gpu-7 CANCELLED AT 2025-10-20T12:00:00 ***"
    },
    {"OUT_OF_MEMORY", "slurmstepd: error: Detected 1 oom_kill event in StepId=4711.batch."},
    {"OUT_OF_MEMORY", "srun: error: gpu-7: task 0: Out Of Memory"},
  };

  @Test
  void everyLineIsFoundAsItsMark() {
    assertThat(Stream.of(LINES)).allSatisfy(line -> assertThat(find(line[1])).hasValue(mark(line)));
  }

  @Test
  void noLineIsOfTwoMarks() {
    assertThat(Stream.of(LINES))
        .allSatisfy(
            line ->
                assertThat(Stream.of(Mark.values()))
                    .filteredOn(mark -> mark.pattern().matcher(line[1]).find())
                    .containsExactly(mark(line)));
  }

  @Test
  void everyMarkHasALineHere() {
    Set<Mark> tested = EnumSet.noneOf(Mark.class);
    Stream.of(LINES).forEach(line -> tested.add(mark(line)));
    assertThat(tested).containsExactlyInAnyOrder(Mark.values());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "the Paper Metrics Evaluation",
        "Job ID: none",
        "sBLIMP: Processed 10/2000 pairs",
        "2025-10-20 10:00:01,000 - INFO - sBLIMP: about 10/2000 = 0.005 done",
        "2025-10-20 10:00:01,000 - INFO - Position 1000/44000: avg_loss=5.9",
        "2025-10-20 10:00:01,000 - WARNING - Evaluation failed",
        "  Traceback (most recent call last):",
      })
  void otherTextIsNoMark(String line) {
    assertThat(find(line)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "torch.cuda.OutOfMemoryError: CUDA out of memory|true",
        "KeyboardInterrupt|true",
        "FileNotFoundError: [Errno 2]|true",
        "    raise ValueError(x)|false",
        "Some other line|false"
      })
  void theLastLineOfATracebackIsTheException(String line, boolean expected) {
    assertThat(Mark.EXCEPTION.matcher(line).find()).isEqualTo(expected);
  }

  @Test
  void aVeryLongLineIsNoMark() {
    assertThat(find("❌ Evaluation failed: " + "x".repeat(5000))).isEmpty();
  }

  private static Mark mark(String[] line) {
    return Mark.valueOf(line[0]);
  }

  private static Optional<Mark> find(String line) {
    byte[] bytes = ("ab" + line + "cd").getBytes(UTF_8);
    return MarkFinder.find(bytes, 2, bytes.length - 2).map(MarkFinder.Found::mark);
  }
}

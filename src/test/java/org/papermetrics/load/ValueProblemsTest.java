package org.papermetrics.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.papermetrics.model.MetricDefinition;
import org.papermetrics.model.Problem;
import org.papermetrics.model.Reading;
import org.papermetrics.model.RunFiles;
import org.papermetrics.model.RunKey;
import org.papermetrics.model.TagRule;

/** What is said of values that do not count, or not as they are written. */
class ValueProblemsTest {
  private static final Instant NOW = Instant.parse("2026-03-01T09:30:00Z");
  private static final String FOUR =
      "\"sblimp_accuracy\":0.0,\"sblimp_samples\":1000,\"swuggy_accuracy\":0.638,"
          + "\"tstory_accuracy\":0.795,\"sstory_accuracy\":0.612";

  private final Path results;
  private final Path config;
  private final RunFiles files;
  private final RunLoader loader;

  ValueProblemsTest(@TempDir Path directory) {
    results = directory.resolve("paper_metrics_results.json");
    config = directory.resolve("training_config.json");
    files =
        new RunFiles(
            RunKey.ofCheckpoint(directory.toString()),
            directory.toString(),
            List.of(results),
            config,
            false);
    List<MetricDefinition> own =
        List.of(new MetricDefinition("mine", "Mine", true, "percent", "asked"));
    loader =
        new RunLoader(
            new ReadRules(List.of(), List.of("mine"), List.of("flag")),
            own,
            List.of(new TagRule("flag", "flag", true), new TagRule("text", "said", "true")));
  }

  private List<Problem> problems(String resultsJson, String configJson) throws IOException {
    Files.write(results, resultsJson.getBytes(StandardCharsets.UTF_8));
    Files.write(config, configJson.getBytes(StandardCharsets.UTF_8));
    Reading reading = loader.load(files, null, NOW);
    assertThat(reading).isInstanceOf(Reading.Loaded.class);
    return ((Reading.Loaded) reading).problems();
  }

  private Problem ofResults(String json) throws IOException {
    List<Problem> problems = problems(json, "{}");
    assertThat(problems).hasSize(1);
    assertThat(problems.get(0).path()).isEqualTo(results.toString());
    return problems.get(0);
  }

  private Problem ofConfig(String json) throws IOException {
    List<Problem> problems = problems("{}", json);
    assertThat(problems).hasSize(1);
    assertThat(problems.get(0).path()).isEqualTo(config.toString());
    assertThat(problems.get(0).kind()).isEqualTo(Problem.Kind.CONFIG_VALUES);
    return problems.get(0);
  }

  @Test
  void aValueOfTheWrongKindIsNamedWithWhatWasExpected() throws IOException {
    Problem problem =
        ofResults(
            "{\"sblimp_accuracy\":[0.534],\"swuggy_accuracy\":{\"value\":0.5},"
                + "\"tstory_accuracy\":\"N/A secret\",\"sstory_accuracy\":53.4,\"sblimp_samples\":1.5}");

    assertThat(problem.kind()).isEqualTo(Problem.Kind.RESULTS_VALUES);
    assertThat(problem.since()).isEqualTo(NOW);
    assertThat(problem.message())
        .isEqualTo(
            "paper_metrics_results.json: sblimp_accuracy is a list instead of a number from 0 to 1;"
                + " swuggy_accuracy is an object instead of a number from 0 to 1; tstory_accuracy is"
                + " a text instead of a number from 0 to 1; sstory_accuracy is 53.4 instead of a"
                + " number from 0 to 1; sblimp_samples is 1.5 instead of a whole number of 0 or"
                + " more. What cannot be used counts as missing. Correct the file, or the program"
                + " that writes it.");
  }

  @Test
  void eachKindHasItsBounds() throws IOException {
    for (String wrong :
        List.of(
            "\"sblimp_accuracy\":1.02",
            "\"sblimp_accuracy\":-0.1",
            "\"sblimp_accuracy\":true",
            "\"sblimp_accuracy\":\"53.4\"",
            "\"sblimp_accuracy\":NaN",
            "\"librilight_perplexity_8k\":Infinity",
            "\"librilight_perplexity_8k\":1e400",
            "\"librilight_perplexity_8k\":1",
            "\"librilight_loss_8k\":0.0",
            "\"librilight_slope\":\"steep\"",
            "\"sblimp_samples\":-5",
            "\"sblimp_samples\":123456789012345678901234567890",
            "\"sblimp_correct\":0.5",
            "\"paper_metrics_f1\":61.9",
            "\"paper_metrics_avg\":64.7",
            "\"mine\":5",
            "\"asked\":\"many\"",
            "\"librilight_progression\":{}",
            "\"librilight_progression\":[5,{\"position\":1,\"loss\":0,\"perplexity\":1}]")) {
      Problem problem = ofResults("{\"sblimp_x\":1," + wrong + "}");
      assertThat(problem.message()).as(wrong).contains("counts as missing");
      assertThat(problem.message()).contains(wrong.substring(1, wrong.indexOf('"', 1)));
    }
  }

  @Test
  void whatIsMissingOrMayBeAnythingIsNoProblem() throws IOException {
    for (String right :
        List.of(
            "\"sblimp_accuracy\":null",
            "\"librilight_slope\":NaN",
            "\"sblimp_accuracy\":-0.0",
            "\"sblimp_accuracy\":1",
            "\"x_accuracy\":53.4",
            "\"x_samples\":[\"a\"]",
            "\"job\":\"12\"",
            "\"sblimp_details\":{\"accuracy\":5}",
            "\"librilight_samples\":0,\"librilight_loss_8k\":0.0,\"librilight_slope\":NaN,"
                + "\"librilight_perplexity_8k\":\"-\"",
            "\"librilight_progression\":[{\"position\":1,\"loss\":NaN,\"perplexity\":NaN}]",
            "\"asked\":0,\"mine\":7",
            "\"paper_metrics_avg\":0")) {
      assertThat(problems("{\"sblimp_x\":1," + right + "}", "{}")).as(right).isEmpty();
    }
  }

  @Test
  void numbersInTextAreToldOnceForTheFile() throws IOException {
    assertThat(ofResults("{\"sblimp_accuracy\":\"0.534\",\"sblimp_samples\":\"1000\"}").message())
        .isEqualTo(
            "paper_metrics_results.json: sblimp_accuracy, sblimp_samples are written in quotes, and"
                + " count as what they say. Correct the file, or the program that writes it.");
    assertThat(
            ofConfig(
                    "{\"ttt\":{\"enable\":\"true\",\"base_lr\":\"1e-2\",\"layers\":\"31\"},"
                        + "\"max_steps\":\"2e3\",\"flag\":\"true\",\"said\":\"true\",\"seed\":\"7\"}")
                .message())
        .contains("ttt.enable, ttt.base_lr, max_steps, flag are written in quotes");
  }

  @Test
  void aConfigThatCannotBeUsedIsNamedKeyByKey() throws IOException {
    assertThat(
            ofConfig(
                    "{\"ttt\":{\"enable\":\"yes\",\"base_lr\":NaN},\"lora\":true,\"max_steps\":0.5}")
                .message())
        .contains("ttt.enable is a text instead of true or false; ")
        .contains("lora is a boolean instead of an object; ")
        .contains("max_steps is 0.5 instead of a whole number of 0 or more. ")
        .contains("ttt.base_lr is not finite instead of a number of 0 or more; ");
    assertThat(problems("{}", "{\"ttt\":null,\"lora\":null,\"max_steps\":2000.0}")).isEmpty();
  }

  @Test
  void aKeyThatStandsTwiceIsToldOf() throws IOException {
    assertThat(ofResults("{\"sblimp_accuracy\":0.9,\"sblimp_accuracy\":0.5,\"a\":1,\"a\":2}"))
        .extracting(Problem::message)
        .asString()
        .contains(": sblimp_accuracy stands more than once, of which the last counts.");
    assertThat(ofConfig("{\"ttt\":{\"enable\":true},\"ttt\":{}}").message())
        .contains(": ttt stands more than once");
  }

  @Test
  void anAverageThatIsNotTheMeanIsAProblemOfItsOwn() throws IOException {
    Problem problem = ofResults("{" + FOUR + ",\"paper_metrics_avg\":0.68167}");

    assertThat(problem.kind()).isEqualTo(Problem.Kind.RESULTS_AVERAGE);
    assertThat(problem.message())
        .isEqualTo(
            "paper_metrics_results.json: paper_metrics_avg is 0.68167, but the mean of the four"
                + " accuracies beside it is 0.51125. The mean is shown and ranked. Correct the"
                + " program that writes the average.");
    assertThat(problems("{" + FOUR + ",\"paper_metrics_avg\":0.5112509}", "{}")).isEmpty();
    assertThat(problems("{" + FOUR + "}", "{}")).isEmpty();
    assertThat(problems("{\"sblimp_accuracy\":0.5,\"paper_metrics_avg\":0.9}", "{}")).isEmpty();
  }

  @Test
  void anAccuracyThatIsNoWholeNumberOfAnswersIsAProblemOfItsOwn() throws IOException {
    Problem problem =
        ofResults(
            "{\"sblimp_accuracy\":0.5853,\"sblimp_samples\":1000,\"mine\":0.51,\"asked\":10,"
                + "\"swuggy_accuracy\":0.638,\"swuggy_samples\":2000}");

    assertThat(problem.kind()).isEqualTo(Problem.Kind.RESULTS_COUNTS);
    assertThat(problem.message())
        .isEqualTo(
            "paper_metrics_results.json: sblimp_accuracy is 0.5853 of 1000 (sblimp_samples), which"
                + " is no whole number of correct answers; mine is 0.51 of 10 (asked), which is no"
                + " whole number of correct answers. Such an accuracy is shown, but has no interval"
                + " and is not compared. Correct the file, or the program that writes it.");
    assertThat(problems("{\"sblimp_accuracy\":0.5853}", "{}")).isEmpty();
    assertThat(problems("{\"sblimp_accuracy\":0.5853,\"sblimp_samples\":0}", "{}")).isEmpty();
    assertThat(problems("{\"sblimp_accuracy\":\"0.585\",\"sblimp_samples\":1000}", "{}"))
        .extracting(Problem::kind)
        .containsExactly(Problem.Kind.RESULTS_VALUES);
    assertThat(problems("{\"sblimp_accuracy\":0.585,\"sblimp_samples\":-3}", "{}"))
        .extracting(Problem::kind)
        .containsExactly(Problem.Kind.RESULTS_VALUES);
  }

  @Test
  void aFileOfMistakesIsOneBoundedMessage() throws IOException {
    String many =
        IntStream.range(0, 10_000)
            .mapToObj(i -> "\"sblimp_" + "k".repeat(100) + i + "_accuracy\":" + "9".repeat(900))
            .collect(Collectors.joining(",", "{", "}"));
    Problem problem = ofResults(many);

    assertThat(problem.message()).hasSizeLessThan(1000).contains(" and 9995 more");
  }
}

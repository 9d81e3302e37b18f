package org.papermetrics.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.papermetrics.files.Stamps;
import org.papermetrics.model.Problem;
import org.papermetrics.model.Progression.Point;
import org.papermetrics.model.Reading;
import org.papermetrics.model.RunFiles;
import org.papermetrics.model.RunKey;
import org.papermetrics.testing.Fifo;

class RunLoaderTest {
  private static final Instant NOW = Instant.parse("2026-03-01T09:30:00Z");
  private static final Instant OLD = NOW.minus(Duration.ofMinutes(5));

  private static final ReadRules RULES =
      new ReadRules(List.of(), List.of("custom"), List.of("mine.key"));

  private final Path results;
  private final Path other;
  private final Path config;
  private final RunFiles files;

  RunLoaderTest(@TempDir Path directory) {
    results = directory.resolve("elsewhere.json");
    other = directory.resolve("paper_metrics_results.json");
    config = directory.resolve("training_config.json");
    files = files(directory, false);
  }

  private RunFiles files(Path directory, boolean pretrained) {
    return new RunFiles(
        RunKey.ofCheckpoint(directory.toString()),
        directory.toString(),
        List.of(results, other),
        config,
        pretrained);
  }

  private static void put(Path file, String content, Instant modified) throws IOException {
    Files.writeString(file, content);
    Files.setLastModifiedTime(file, FileTime.from(modified));
  }

  private Reading.Loaded loaded() {
    Reading reading = new RunLoader(RULES, List.of(), List.of()).load(files, null, NOW);
    assertThat(reading).isInstanceOf(Reading.Loaded.class);
    return (Reading.Loaded) reading;
  }

  private Problem failed() {
    Reading reading = new RunLoader(RULES, List.of(), List.of()).load(files, null, NOW);
    assertThat(reading).isInstanceOf(Reading.Failed.class);
    return ((Reading.Failed) reading).problem();
  }

  @Test
  void resultsAndConfigAreARun() throws IOException {
    put(results, "{\"sblimp_accuracy\": 0.5}", OLD);
    put(config, "{\"max_steps\": 2000}", OLD);

    Reading.Loaded loaded = loaded();

    assertThat(loaded.resultsFile()).isEqualTo(results);
    assertThat(loaded.metrics().text()).hasToString("{\"sblimp_accuracy\":0.5}");
    assertThat(loaded.config().orElseThrow().object().text()).hasToString("{\"max_steps\":2000}");
    assertThat(loaded.resultsStamp().modified()).isEqualTo(OLD);
    assertThat(loaded.progression().isEmpty()).isTrue();
    assertThat(loaded.seen().config()).isEqualTo(Stamps.of(config));
  }

  @Test
  void pointsInTheResultsAreTaken() throws IOException {
    put(
        results,
        "{\"librilight_progression\":[{\"position\":1000,\"loss\":5.5,\"perplexity\":244.7}]}",
        OLD);
    put(config, "{}", OLD);

    assertThat(loaded().progression().points()).containsExactly(new Point(1000, 5.5, 244.7));
  }

  @Test
  void filesThatDidNotChangeAreNotReadAgain() throws IOException {
    put(results, "{}", OLD);
    put(config, "{}", OLD);
    Reading.Seen seen = loaded().seen();

    assertThat(new RunLoader(RULES, List.of(), List.of()).load(files, seen, NOW))
        .isEqualTo(new Reading.Unchanged());
  }

  @Test
  void eitherFileThatChangedIsReadAgain() throws IOException {
    put(results, "{}", OLD);
    put(config, "{}", OLD);
    Reading.Seen seen = loaded().seen();

    put(config, "{\"seed\":1,\"optim\":{}}", OLD);
    assertThat(new RunLoader(RULES, List.of(), List.of()).load(files, seen, NOW))
        .isInstanceOf(Reading.Loaded.class);
    seen = loaded().seen();
    put(results, "{\"custom\":2}", OLD);
    assertThat(new RunLoader(RULES, List.of(), List.of()).load(files, seen, NOW))
        .isInstanceOf(Reading.Loaded.class);
    seen = loaded().seen();
    Files.delete(config);
    assertThat(new RunLoader(RULES, List.of(), List.of()).load(files, seen, NOW))
        .isInstanceOf(Reading.Failed.class);
  }

  @Test
  void aRunWithoutResultsIsGone() throws IOException {
    put(config, "{}", OLD);

    assertThat(new RunLoader(RULES, List.of(), List.of()).load(files, null, NOW))
        .isEqualTo(new Reading.Gone());
  }

  @Test
  void resultsThatAreGoneAreLookedForInTheSecondPlace() throws IOException {
    put(other, "{\"sblimp_accuracy\":0.2}", OLD);
    put(config, "{}", OLD);
    assertThat(loaded().resultsFile()).isEqualTo(other);
    Reading.Seen second = loaded().seen();

    put(results, "{\"sblimp_accuracy\":0.1}", OLD);

    assertThat(new RunLoader(RULES, List.of(), List.of()).load(files, second, NOW))
        .isInstanceOfSatisfying(
            Reading.Loaded.class, now -> assertThat(now.resultsFile()).isEqualTo(results));
  }

  @Test
  void brokenResultsAreNotReplacedByThoseInTheSecondPlace() throws IOException {
    put(results, "{", OLD);
    put(other, "{}", OLD);
    put(config, "{}", OLD);

    assertThat(failed().path()).isEqualTo(results.toString());
  }

  @Test
  void resultsWithoutAConfigAreNotARunYet() throws IOException {
    put(results, "{}", OLD);

    assertThat(failed().kind()).isEqualTo(Problem.Kind.CONFIG_MISSING);
    assertThat(failed().path()).isEqualTo(config.toString());
    assertThat(failed().message()).contains(results.toString(), "Copy the training config");

    put(config, "{}", OLD);
    assertThat(loaded().resultsFile()).isEqualTo(results);
  }

  @Test
  void aPretrainedModelNeedsNoConfigButUsesOne() throws IOException {
    RunFiles pretrained = files(config.resolveSibling(""), true);
    put(results, "{}", OLD);

    assertThat(new RunLoader(RULES, List.of(), List.of()).load(pretrained, null, NOW))
        .isInstanceOfSatisfying(
            Reading.Loaded.class, now -> assertThat(now.config()).isEqualTo(Optional.empty()));

    put(config, "{\"model\":\"m\"}", OLD);
    assertThat(new RunLoader(RULES, List.of(), List.of()).load(pretrained, null, NOW))
        .isInstanceOfSatisfying(Reading.Loaded.class, now -> assertThat(now.config()).isPresent());
  }

  @Test
  void aBrokenFileFailsWithAPathAndWhatToDo() throws IOException {
    put(results, "{\"sblimp_accuracy\": 0.5,\n", OLD);
    put(config, "{}", OLD);

    assertThat(failed().kind()).isEqualTo(Problem.Kind.RESULTS_UNREADABLE);
    assertThat(failed().path()).isEqualTo(results.toString());
    assertThat(failed().since()).isEqualTo(NOW);
    assertThat(failed().message())
        .isEqualTo(
            "elsewhere.json ends before the JSON is complete (line 2). Let the evaluation finish,"
                + " or run it again.");
  }

  @Test
  void aBrokenConfigFailsToo() throws IOException {
    put(results, "{}", OLD);
    put(config, "", OLD);

    assertThat(failed().kind()).isEqualTo(Problem.Kind.CONFIG_UNREADABLE);
    assertThat(failed().message())
        .isEqualTo("training_config.json is empty. Copy the training config again.");
  }

  @Test
  void aBrokenFileThatIsYoungIsProbablyBeingWritten() throws IOException {
    put(results, "{", NOW.minusMillis(1900));
    put(config, "{}", OLD);

    assertThat(new RunLoader(RULES, List.of(), List.of()).load(files, null, NOW))
        .isInstanceOfSatisfying(
            Reading.Unsettled.class,
            now -> assertThat(now.problem().message()).contains("ends before the JSON"));
    assertThat(new RunLoader(RULES, List.of(), List.of()).load(files, null, NOW.plusMillis(200)))
        .isInstanceOf(Reading.Failed.class);
  }

  @Test
  void aFileFromTheNearFutureIsYoungAndOneFromTheFarFutureIsOld() throws IOException {
    put(results, "{", NOW.plusMillis(1900));
    assertThat(new RunLoader(RULES, List.of(), List.of()).load(files, null, NOW))
        .isInstanceOf(Reading.Unsettled.class);

    put(results, "{", NOW.plusSeconds(7200));
    assertThat(new RunLoader(RULES, List.of(), List.of()).load(files, null, NOW))
        .isInstanceOf(Reading.Failed.class);
  }

  @Test
  void aPipeInPlaceOfAFileIsNeverOpened() throws Exception {
    Fifo.make(results);
    put(config, "{}", OLD);
    assertThat(failed().message())
        .startsWith("elsewhere.json is a named pipe, not a regular file.");

    Files.delete(results);
    put(results, "{}", OLD);
    Files.delete(config);
    Fifo.make(config);
    assertThat(failed().message())
        .startsWith("training_config.json is a named pipe, not a regular file.");
  }

  @Test
  void whatHasNoKnownMetricIsNotPublished() throws IOException {
    put(config, "{}", OLD);
    put(results, "{\"auths\":{\"registry\":{\"auth\":\"c2VjcmV0\"}}}", OLD);

    assertThat(failed().message()).contains("no metric that is known").doesNotContain("auth");

    put(results, "{\"custom\":1}", OLD);
    assertThat(loaded().metrics().text().toString()).isEqualTo("{\"custom\":1}");
  }

  @Test
  void whatHasNoSectionOfATrainingConfigIsNotPublished() throws IOException {
    put(results, "{\"tstory_accuracy\":0.5}", OLD);
    put(config, "{\"auths\":{\"registry\":{\"auth\":\"c2VjcmV0\"}}}", OLD);

    assertThat(failed().message())
        .contains("no section of a training config")
        .doesNotContain("auth");

    put(config, "{\"mine\":{\"key\":1}}", OLD);
    assertThat(loaded().config()).isPresent();
  }
}

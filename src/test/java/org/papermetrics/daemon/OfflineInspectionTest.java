package org.papermetrics.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.papermetrics.config.Settings;
import org.papermetrics.config.SettingsLoader;
import org.papermetrics.model.Explanation;
import org.papermetrics.model.Explanation.Outcome;
import org.papermetrics.testing.LogLines;

/** Why a path is on the board or is not, for everything that can be wrong with it. */
class OfflineInspectionTest {
  private static final Clock CLOCK = Clock.system(ZoneId.of("UTC"));
  private static final String RESULTS = "paper_metrics_results.json";

  private final Path directory;
  private final Path root;
  private final Path logs;
  private final Path registry;
  private final Path run;

  OfflineInspectionTest(@TempDir Path temporary) throws IOException {
    directory = temporary.toRealPath();
    root = Files.createDirectories(directory.resolve("checkpoints"));
    logs = Files.createDirectories(directory.resolve("logs"));
    registry = directory.resolve("runs_registry.json");
    run = drop(root.resolve("exp/checkpoints/checkpoint_000100/consolidated"));
    Files.writeString(registry, "{\"runs\": [{\"checkpoint_path\": \"" + run + "\"}]}");
  }

  private static Path drop(Path checkpoint) throws IOException {
    Files.createDirectories(checkpoint);
    old(Files.writeString(checkpoint.resolve(RESULTS), "{\"sblimp_accuracy\": 0.5}"));
    old(Files.writeString(checkpoint.resolve("training_config.json"), "{\"max_steps\": 100}"));
    return checkpoint;
  }

  private static void old(Path file) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(3600)));
  }

  private Explanation explain(Object subject) throws Exception {
    Path config = directory.resolve("config.yaml");
    Files.writeString(
        config,
        """
        checkpoint-dirs: [%s]
        log-dirs: [%s]
        registry: %s
        output-dir: %s
        state-dir: %s
        discovery: {exclude: ["**/old"]}
        """
            .formatted(root, logs, registry, directory.resolve("out"), directory.resolve("state")));
    Settings settings =
        new SettingsLoader(Map.of(), directory)
            .load(new SettingsLoader.Options(config, List.of(), List.of(), null, null, null, null));
    Map<Path, Instant> before = files();
    Explanation told = OfflineInspection.of(settings, "1", CLOCK).explain(subject.toString());
    assertThat(files()).as("nothing is changed").isEqualTo(before);
    return told;
  }

  private Map<Path, Instant> files() throws IOException {
    Map<Path, Instant> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path file : all.toList()) {
        files.put(
            file,
            Files.getLastModifiedTime(file, java.nio.file.LinkOption.NOFOLLOW_LINKS).toInstant());
      }
    }
    return files;
  }

  @Test
  void valuesThatDoNotCountAreToldOfARunThatIsShown() throws Exception {
    old(Files.writeString(run.resolve(RESULTS), "{\"sblimp_accuracy\": 53.4}"));
    old(Files.writeString(run.resolve("training_config.json"), "{\"max_steps\": \"2e3\"}"));

    assertThat(explain(run).steps())
        .filteredOn(step -> step.outcome() == Outcome.NOTE)
        .extracting(Explanation.Step::message)
        .anyMatch(message -> message.contains("sblimp_accuracy is 53.4 instead of"))
        .anyMatch(message -> message.contains("max_steps is written in quotes"));
  }

  private void shown(Object subject, String id) throws Exception {
    Explanation told = explain(subject);
    assertThat(told.onBoard()).as(told.toString()).isTrue();
    assertThat(told.runId()).isEqualTo(id);
    assertThat(told.message()).contains(id);
  }

  private void hidden(Object subject, String... why) throws Exception {
    Explanation told = explain(subject);
    assertThat(told.onBoard()).as(told.toString()).isFalse();
    assertThat(told.message()).contains(why);
    assertThat(told.steps())
        .anyMatch(s -> s.outcome() == Outcome.WRONG && s.message().equals(told.message()));
  }

  private static Path parent(Path path) {
    return Objects.requireNonNull(path.getParent());
  }

  @Test
  void everyNameOfARunOnTheBoard() throws Exception {
    shown(run, "exp_cp000100");
    shown(run.resolve(RESULTS), "exp_cp000100");
    shown(run.resolve("training_config.json"), "exp_cp000100");
    shown(run.resolve("weights.safetensors/.."), "exp_cp000100");
    shown(root.resolve("exp"), "exp_cp000100");
    shown("exp_cp000100", "exp_cp000100");
    assertThat(explain(root).onBoard()).isTrue();
  }

  @Test
  void aLinkToTheRootOrInItLeadsToTheRun() throws Exception {
    Files.createSymbolicLink(root.resolve("latest"), root.resolve("exp"));
    shown(root.resolve("latest/checkpoints/checkpoint_000100/consolidated"), "exp_cp000100");
  }

  @Test
  void aMisspelledPathOrIdNamesTheNearest() throws Exception {
    hidden(root.resolve("exq/checkpoints"), "There is no \"exq\" in " + root, "There is exp there");
    hidden("exp_cp000101", "\"exp_cp000101\"", "The nearest is exp_cp000100");
  }

  @Test
  void aPathElsewhereIsNotLookedAt() throws Exception {
    hidden("/etc/passwd", "not below the checkpoint directory " + root, "register");
    assertThat(explain("/etc/passwd")).isNotEqualTo(explain("/nowhere"));
    assertThat(explain("/etc/passwd").message()).isEqualTo(explain("/nowhere").message());
  }

  @Test
  void resultsThatCannotBeUsed() throws Exception {
    old(Files.writeString(run.resolve(RESULTS), "{\"sblimp_accuracy\": 0.5"));
    hidden(run, "ends before the JSON is complete");
    old(Files.writeString(run.resolve(RESULTS), ""));
    hidden(run, "is empty");
    Files.move(run.resolve(RESULTS), run.resolve("paper_metrics_result.json"));
    hidden(run, "but there are none", "There is paper_metrics_result.json there");
    hidden(run.resolve("paper_metrics_result.json"), "does not match", "discovery.results");
  }

  @Test
  void aConfigThatIsMissingOrBroken() throws Exception {
    Path config = run.resolve("training_config.json");
    old(Files.writeString(config, "[]"));
    hidden(run, "training_config.json is not JSON");
    Files.move(config, run.resolve("training_config.jsn"));
    hidden(run, "no training_config.json", "There is training_config.jsn there");
  }

  @Test
  void anExcludedDirectoryNamesThePattern() throws Exception {
    hidden(
        drop(root.resolve("old/checkpoints/checkpoint_000001")), "\"**/old\"", "discovery.exclude");
  }

  @Test
  void aCheckpointThatWasNotEvaluated() throws Exception {
    Path checkpoint = Files.createDirectories(root.resolve("new/checkpoints/checkpoint_000001"));
    Files.writeString(checkpoint.resolve("training_config.json"), "{}");
    hidden(checkpoint, "no results file", "has not written its results yet");
  }

  @Test
  void aRunThatIsNotRegisteredYetIsShown() throws Exception {
    Path other = drop(root.resolve("b/exp/checkpoints/checkpoint_000100"));
    Explanation told = explain(other);
    assertThat(told.runId()).startsWith("exp_cp000100~");
    assertThat(told.steps())
        .anyMatch(step -> step.message().contains("not in the registry"))
        .anyMatch(step -> step.message().contains("has the id exp_cp000100 already"));
  }

  @Test
  void logsSayWhoseTheyAre() throws Exception {
    Path log = logs.resolve("paper_metrics_1.err");
    Files.writeString(log, "Checkpoint: " + run + "\n" + LogLines.point(1000, 5.5));
    shown(log, "exp_cp000100");
    assertThat(explain(run).steps())
        .anyMatch(step -> step.message().contains("curves are from " + log));
    String evaluation = "Checkpoint: " + run + "\n" + LogLines.point(1000, 5.5);
    Files.writeString(log, evaluation + LogLines.point(2000, 5.5) + evaluation);
    shown(log, "exp_cp000100");
    assertThat(explain(log).steps())
        .anyMatch(step -> step.message().contains(" has 1 point so far and is under way"));
    Files.writeString(log, evaluation + evaluation + LogLines.point(2000, 5.5));
    assertThat(explain(log).steps()).noneMatch(step -> step.message().contains("so far"));
    Files.writeString(log, "Checkpoint: " + run + "\nPosition 1000: Loss nan | PPL nan\n");
    hidden(log, "no long-context points", "names the checkpoint " + parent(run));
    Files.writeString(log, LogLines.point(1000, 5.5));
    assertThat(explain(log).message()).contains("names no checkpoint");
    Files.writeString(log, "Checkpoint: /gone/a\n" + LogLines.point(1000, 5.5));
    hidden(log, "points of /gone/a, which is no run on the board");
    Path moved = Path.of("/gone").resolve(root.relativize(run));
    Files.writeString(log, "Checkpoint: " + moved + "\n" + LogLines.point(1000, 5.5));
    shown(log, "exp_cp000100");
    Path below = Files.createDirectories(logs.resolve("sub")).resolve("paper_metrics_2.log");
    Files.writeString(below, "Checkpoint: " + run + "\n");
    hidden(below, "directly in " + logs);
    hidden(Files.writeString(logs.resolve("eval.log"), "x"), "paper_metrics_*.log");
  }

  @Test
  void aRootThatIsAwayIsTheReason() throws Exception {
    Files.move(root, directory.resolve("checkpoints.away"));
    hidden(run, "cannot be read", "There is: checkpoints.away");
  }
}

package org.papermetrics.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.papermetrics.model.FileStamp;
import org.papermetrics.model.Progression;
import org.papermetrics.model.Reading;
import org.papermetrics.model.Run;
import org.papermetrics.model.RunFiles;
import org.papermetrics.model.RunKey;
import org.papermetrics.model.TagRule;
import org.papermetrics.testing.Samples;

class RunMakerTest {
  private static final Path RESULTS = Path.of("/data/results.json");
  private static final String CHECKPOINT = "/data/exp/checkpoints/checkpoint_002000/consolidated";
  private static final Progression CURVES = new Progression(List.of(Samples.curve(5, 4)));
  private static final RunMaker MAKER = new RunMaker(List.of(), ZoneOffset.UTC);

  private static Reading.Loaded loaded(RunFiles files, @Nullable String config, Instant modified) {
    FileStamp stamp = new FileStamp("1:2", 3, modified, modified);
    return new Reading.Loaded(
        files,
        RESULTS,
        stamp,
        Configs.object("{\"sblimp_accuracy\":0.50}"),
        Optional.ofNullable(config).map(c -> new Reading.Config(Configs.object(c), stamp)),
        CURVES,
        List.of());
  }

  private static Run made(RunMaker maker, Reading.Loaded loaded) {
    return maker.make(loaded, loaded.files().checkpointPath());
  }

  private static Run run(String config) {
    return made(MAKER, loaded(trained(CHECKPOINT), config, Samples.AT));
  }

  private static Run pretrained(@Nullable String config) {
    RunFiles files =
        new RunFiles(
            RunKey.ofPretrained("/data/results.json"),
            "/data/checkpoint_9",
            List.of(RESULTS),
            Path.of("/data/training_config.json"),
            true);
    return made(MAKER, loaded(files, config, Samples.AT));
  }

  private static RunFiles trained(String checkpoint) {
    return new RunFiles(
        RunKey.ofCheckpoint(checkpoint),
        checkpoint,
        List.of(RESULTS),
        Path.of(checkpoint, "training_config.json"),
        false);
  }

  @Test
  void aTrainedRunIsNamedByItsRunName() {
    Run run = run("{\"wandb\":{\"run_name\":\"my run\"},\"max_steps\":2000}");

    assertThat(run.id()).isEqualTo("exp_cp002000");
    assertThat(run.name()).isEqualTo("CP2000 - my run");
    assertThat(run.checkpointPath()).isEqualTo(CHECKPOINT);
    assertThat(run.checkpointStep()).isEqualTo(2000);
    assertThat(run.key()).isEqualTo(RunKey.ofCheckpoint(CHECKPOINT));
  }

  @Test
  void elseByItsExperiment() {
    assertThat(run("{\"wandb\":null}").name()).isEqualTo("CP2000 - exp");
    assertThat(run("{\"wandb\":{\"run_name\":\" \"}}").name()).isEqualTo("CP2000 - exp");
    assertThat(run("{\"wandb\":{\"run_name\":7}}").name()).isEqualTo("CP2000 - exp");
  }

  @Test
  void theStepInANameHasAtLeastFourDigits() {
    RunFiles files = trained("/data/exp/checkpoints/checkpoint_000050");
    RunFiles large = trained("/data/exp/checkpoints/checkpoint_0123456");

    assertThat(made(MAKER, loaded(files, "{}", Samples.AT)).name()).isEqualTo("CP0050 - exp");
    assertThat(made(MAKER, loaded(large, "{}", Samples.AT)).name()).isEqualTo("CP123456 - exp");
  }

  @Test
  void theFilesAreKeptWhole() {
    Run run = run("{\"max_steps\":2000, \"x\":{\"y\":[1.0]}}");

    assertThat(run.trainingConfig()).hasToString("{\"max_steps\":2000, \"x\":{\"y\":[1.0]}}");
    assertThat(run.metrics()).hasToString("{\"sblimp_accuracy\":0.50}");
    assertThat(run.progression()).isEqualTo(CURVES);
    assertThat(run.tags()).containsExactly("baseline", "long-training");
    assertThat(run.notes()).isEqualTo("Trained for 2000 steps");
  }

  @Test
  void theUsersRulesAddTags() {
    RunMaker maker = new RunMaker(List.of(new TagRule("big", "size", 7L)), ZoneOffset.UTC);

    assertThat(made(maker, loaded(trained(CHECKPOINT), "{\"size\":7}", Samples.AT)).tags())
        .endsWith("big");
  }

  @Test
  void thePretrainedBaselineWithoutAConfig() {
    Run run = pretrained(null);

    assertThat(run.id()).isEqualTo("baseline_pretrained");
    assertThat(run.name()).isEqualTo("Baseline - kyutai/moshiko-pytorch-bf16");
    assertThat(run.checkpointPath()).isEqualTo("/data/checkpoint_9");
    assertThat(run.checkpointStep()).isZero();
    assertThat(run.tags()).startsWith("baseline");
    assertThat(run.trainingConfig())
        .hasToString(
            "{\"baseline\":true,\"model\":\"kyutai/moshiko-pytorch-bf16\","
                + "\"ttt\":{\"enable\":false},\"lora\":{\"enable\":false}}");
  }

  @Test
  void thePretrainedBaselineWithAConfig() {
    assertThat(pretrained("{\"model\":\"kyutai/moshika\"}").name())
        .isEqualTo("Baseline - kyutai/moshika");
    assertThat(pretrained("{\"x\":1}").name()).isEqualTo("Baseline - kyutai/moshiko-pytorch-bf16");
    assertThat(pretrained("{\"x\":1}").trainingConfig()).hasToString("{\"x\":1}");
  }

  private static LocalDateTime evaluated(long second, int nanos, ZoneId zone) {
    Instant modified = Instant.ofEpochSecond(second, nanos);
    return made(new RunMaker(List.of(), zone), loaded(trained(CHECKPOINT), "{}", modified))
        .evaluatedAt();
  }

  private static String evaluated(long second, int nanos) {
    return evaluated(second, nanos, ZoneOffset.UTC).toString();
  }

  /** The times are what {@code datetime.fromtimestamp(os.stat(file).st_mtime)} gives. */
  @Test
  void theEvaluationTimeIsThatOfPython() {
    assertThat(evaluated(1760781566, 0)).isEqualTo("2025-10-18T09:59:26");
    assertThat(evaluated(1760781566, 123_456_000)).isEqualTo("2025-10-18T09:59:26.123456");
    assertThat(evaluated(1760781566, 123_456_499)).isEqualTo("2025-10-18T09:59:26.123456");
    assertThat(evaluated(1760781566, 123_456_500)).isEqualTo("2025-10-18T09:59:26.123456");
    assertThat(evaluated(1760781566, 123_456_501)).isEqualTo("2025-10-18T09:59:26.123456");
    assertThat(evaluated(1760781566, 123_456_600)).isEqualTo("2025-10-18T09:59:26.123457");
    assertThat(evaluated(1760781566, 500)).isEqualTo("2025-10-18T09:59:26");
    assertThat(evaluated(1760781566, 999_999_499)).isEqualTo("2025-10-18T09:59:27");
    assertThat(evaluated(1760781566, 999_999_999)).isEqualTo("2025-10-18T09:59:27");
  }

  @Test
  void aTimeNearTheEpochIsThatOfPythonToo() {
    assertThat(evaluated(0, 500)).isEqualTo("1970-01-01T00:00:00.000001");
    assertThat(evaluated(0, 1_500)).isEqualTo("1970-01-01T00:00:00.000002");
    assertThat(evaluated(0, 2_500)).isEqualTo("1970-01-01T00:00:00.000002");
    assertThat(evaluated(1, 999_999_500)).isEqualTo("1970-01-01T00:00:01.999999");
    assertThat(evaluated(-1, 500)).isEqualTo("1969-12-31T23:59:59");
    assertThat(evaluated(-1, 501)).isEqualTo("1969-12-31T23:59:59.000001");
    assertThat(evaluated(-2, 999_999_501)).isEqualTo("1969-12-31T23:59:59");
  }

  @Test
  void theEvaluationTimeIsLocal() {
    ZoneId jerusalem = ZoneId.of("Asia/Jerusalem");

    assertThat(evaluated(1760781566, 0, jerusalem)).hasToString("2025-10-18T12:59:26");
    // Summer time ended on 2025-10-26 at 02:00: the hour from one to two came twice.
    assertThat(evaluated(1761431400, 0, jerusalem)).hasToString("2025-10-26T01:30");
    assertThat(evaluated(1761435000, 0, jerusalem)).hasToString("2025-10-26T01:30");
  }
}

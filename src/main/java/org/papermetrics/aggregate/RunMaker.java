package org.papermetrics.aggregate;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.papermetrics.model.JsonObject;
import org.papermetrics.model.JsonText;
import org.papermetrics.model.Reading;
import org.papermetrics.model.Run;
import org.papermetrics.model.TagRule;

/** Makes a run of what was read of it. */
public final class RunMaker {
  /** The id of the pretrained model. */
  public static final String PRETRAINED_ID = "baseline_pretrained";

  private static final String PRETRAINED_MODEL = "kyutai/moshiko-pytorch-bf16";
  private static final JsonObject PRETRAINED_CONFIG =
      new JsonObject(
          new JsonText(
              ("{\"baseline\":true,\"model\":\""
                      + PRETRAINED_MODEL
                      + "\",\"ttt\":{\"enable\":false},\"lora\":{\"enable\":false}}")
                  .getBytes(StandardCharsets.UTF_8)),
          Map.of(
              "baseline",
              true,
              "model",
              PRETRAINED_MODEL,
              "ttt",
              Map.of("enable", false),
              "lora",
              Map.of("enable", false)));

  private final List<TagRule> rules;
  private final ZoneId zone;

  /**
   * Makes runs by these rules.
   *
   * @param rules the user's own tags
   * @param zone the time zone that evaluation times are shown in
   */
  public RunMaker(List<TagRule> rules, ZoneId zone) {
    this.rules = List.copyOf(rules);
    this.zone = zone;
  }

  /**
   * The run, under an id that other runs may claim too, with the curves of its results file if
   * there are any.
   *
   * @param checkpointPath where the checkpoint is
   */
  public Run make(Reading.Loaded loaded, String checkpointPath) {
    TrainingConfig config =
        new TrainingConfig(loaded.config().map(Reading.Config::object).orElse(PRETRAINED_CONFIG));
    boolean pretrained = loaded.files().pretrained();
    CheckpointPath checkpoint = CheckpointPath.of(checkpointPath);
    return new Run(
        loaded.files().key(),
        idOf(pretrained, checkpointPath),
        pretrained ? pretrainedName(config) : name(checkpoint, config),
        checkpointPath,
        pretrained ? 0 : checkpoint.step(),
        local(loaded.resultsStamp().modified()),
        config.object().text(),
        loaded.metrics().text(),
        Tags.of(config, rules),
        Notes.of(config),
        loaded.progression());
  }

  /** The id that a run claims, which others may claim too. */
  public static String idOf(boolean pretrained, String checkpointPath) {
    return pretrained ? PRETRAINED_ID : CheckpointPath.of(checkpointPath).id();
  }

  private static String name(CheckpointPath checkpoint, TrainingConfig config) {
    return "CP" + checkpoint.stepOf(4) + " - " + config.runName().orElse(checkpoint.experiment());
  }

  private static String pretrainedName(TrainingConfig config) {
    return "Baseline - " + config.object().string("model").orElse(PRETRAINED_MODEL);
  }

  /**
   * Local time to the microsecond as Python makes it of a modification time: the seconds go through
   * a double, whose fraction is rounded half to even.
   */
  private LocalDateTime local(Instant modified) {
    double seconds = modified.getEpochSecond() + 1e-9 * modified.getNano();
    // Towards zero, as C's modf splits it.
    long whole = (long) seconds;
    long micros = (long) Math.rint((seconds - whole) * 1e6);
    return LocalDateTime.ofInstant(Instant.ofEpochSecond(whole, micros * 1000), zone);
  }
}

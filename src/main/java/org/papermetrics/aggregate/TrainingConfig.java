package org.papermetrics.aggregate;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.papermetrics.model.JsonObject;

/**
 * The parts of a training config that tags, names and notes are made of. Any of them may be
 * missing.
 */
record TrainingConfig(JsonObject object) {

  TrainingKind kind() {
    return TrainingKind.of(object);
  }

  /**
   * The layers with test-time training, such as {@code 29,30,31}, whether written as a string or as
   * a list.
   */
  Optional<String> tttLayers() {
    Object layers = object.at("ttt.layers").orElse(null);
    if (layers instanceof List<?> list) {
      return Optional.of(list.stream().map(TrainingConfig::text).collect(Collectors.joining(",")))
          .filter(s -> !s.isEmpty());
    }
    if (layers instanceof Number number) {
      return Optional.of(PythonNumber.text(number));
    }
    return object.string("ttt.layers").map(String::strip);
  }

  private static String text(Object value) {
    return value instanceof Number number ? PythonNumber.text(number) : String.valueOf(value);
  }

  Optional<Number> baseLearningRate() {
    return object.number("ttt.base_lr");
  }

  Number gatingAlpha() {
    return object.number("ttt.initial_gating_alpha").orElse(0L);
  }

  Optional<Number> loraRank() {
    return object.number("lora.rank");
  }

  /** Training steps, 0 when the config does not say. */
  Number maxSteps() {
    return object.number("max_steps").orElse(0L);
  }

  Optional<String> trainData() {
    return object.string("data.train_data");
  }

  Optional<String> runName() {
    return object.string("wandb.run_name");
  }
}

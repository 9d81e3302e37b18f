package org.papermetrics.aggregate;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.papermetrics.model.ConfigKind;
import org.papermetrics.model.JsonObject;

/**
 * The parts of a training config that tags, names and notes are made of. Any of them may be
 * missing.
 */
record TrainingConfig(JsonObject object) {

  /** How the model was trained; empty when the config says nothing usable. */
  Optional<TrainingKind> kind() {
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
    return number("ttt.base_lr");
  }

  /** 0 when the config does not say; empty when it says no number. */
  Optional<Number> gatingAlpha() {
    return numberOrZero("ttt.initial_gating_alpha");
  }

  Optional<Number> loraRank() {
    return number("lora.rank");
  }

  /** Training steps, 0 when the config does not say; empty when it says no number of steps. */
  Optional<Number> maxSteps() {
    return numberOrZero("max_steps");
  }

  private Optional<Number> numberOrZero(String path) {
    boolean missing = object.at(path).isEmpty() && !object.notFinite().contains(path);
    return missing ? Optional.of(0L) : number(path);
  }

  private Optional<Number> number(String path) {
    ConfigKind kind = ConfigKind.keys().getOrDefault(path, ConfigKind.NUMBER);
    return object.at(path).flatMap(kind::read).map(Number.class::cast);
  }

  Optional<String> trainData() {
    return object.string("data.train_data");
  }

  Optional<String> runName() {
    return object.string("wandb.run_name");
  }
}

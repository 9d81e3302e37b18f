package org.papermetrics.aggregate;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.papermetrics.model.ConfigKind;
import org.papermetrics.model.JsonObject;

/** How a model was trained. */
enum TrainingKind {
  /** Test-time training layers; these may be combined with LoRA. */
  TTT,
  /** Low-rank adapters. */
  LORA,
  /** All weights. */
  FULL,
  /** Not at all. */
  BASELINE;

  /** Empty when the config says something that is neither true nor false. */
  static Optional<TrainingKind> of(JsonObject config) {
    Map<String, TrainingKind> switches = new LinkedHashMap<>();
    switches.put("ttt.enable", TTT);
    switches.put("lora.enable", LORA);
    switches.put("full_finetuning", FULL);
    for (Map.Entry<String, TrainingKind> each : switches.entrySet()) {
      String path = each.getKey();
      Object value = config.at(path).orElse(false);
      Optional<Object> on = ConfigKind.SWITCH.read(value);
      if (on.isEmpty() || !isSection(config, path)) {
        return Optional.empty();
      }
      if (on.get().equals(true)) {
        return Optional.of(each.getValue());
      }
    }
    return Optional.of(BASELINE);
  }

  /** Whether what a switch stands in is an object, or missing. */
  private static boolean isSection(JsonObject config, String path) {
    int dot = path.indexOf('.');
    return dot < 0
        || config
            .at(path.substring(0, dot))
            .filter(section -> ConfigKind.SECTION.read(section).isEmpty())
            .isEmpty();
  }

  String tag() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}

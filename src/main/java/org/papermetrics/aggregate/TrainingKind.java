package org.papermetrics.aggregate;

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

  static TrainingKind of(JsonObject config) {
    if (config.isTrue("ttt.enable")) {
      return TTT;
    }
    if (config.isTrue("lora.enable")) {
      return LORA;
    }
    return config.isTrue("full_finetuning") ? FULL : BASELINE;
  }

  String tag() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}

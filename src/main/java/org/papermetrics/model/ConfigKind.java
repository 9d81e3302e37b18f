package org.papermetrics.model;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the value at a key of a training config can be, where tags and notes depend on it. */
public enum ConfigKind {
  /** A part of the config with keys of its own. */
  SECTION("an object"),
  /** Something that is done or not. */
  SWITCH("true or false"),
  /** Steps, or a rank. */
  COUNT("a whole number of 0 or more"),
  /** A learning rate. */
  RATE("a number of 0 or more"),
  /** Of which nothing more is known. */
  NUMBER("a number");

  private static final Map<String, ConfigKind> KEYS = new LinkedHashMap<>();

  static {
    KEYS.put("ttt", SECTION);
    KEYS.put("ttt.enable", SWITCH);
    KEYS.put("ttt.base_lr", RATE);
    KEYS.put("ttt.initial_gating_alpha", NUMBER);
    KEYS.put("lora", SECTION);
    KEYS.put("lora.enable", SWITCH);
    KEYS.put("lora.rank", COUNT);
    KEYS.put("full_finetuning", SWITCH);
    KEYS.put("data", SECTION);
    KEYS.put("max_steps", COUNT);
    KEYS.put("wandb", SECTION);
  }

  private final String words;

  ConfigKind(String words) {
    this.words = words;
  }

  /** The keys that have a kind, by their dotted paths; not to be changed. */
  public static Map<String, ConfigKind> keys() {
    return KEYS;
  }

  /** What is expected, in words. */
  public String words() {
    return words;
  }

  /** The value as one of this kind, also when it is written as text; empty when it is none. */
  public Optional<Object> read(@Nullable Object value) {
    return switch (this) {
      case SECTION -> value instanceof Map<?, ?> ? Optional.of(value) : Optional.empty();
      case SWITCH -> PlainText.truth(value).map(truth -> truth);
      case COUNT ->
          PlainText.number(value)
              .filter(n -> MetricKind.COUNT.accepts(n.doubleValue()))
              .map(n -> n);
      case RATE -> PlainText.number(value).filter(n -> n.doubleValue() >= 0).map(n -> n);
      case NUMBER -> PlainText.number(value).map(n -> n);
    };
  }
}

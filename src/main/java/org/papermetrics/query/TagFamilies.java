package org.papermetrics.query;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Tags that exclude each other, such as the data sources. The page's filters have the same
 * families; every other tag stands for itself.
 */
final class TagFamilies {
  /** What was trained. */
  static final List<String> TRAINING = List.of("ttt", "lora", "full", "baseline");

  /** What it was trained on. */
  static final List<String> DATA = List.of("daily-talk", "librilight", "librispeech");

  private static final Map<String, Predicate<String>> FAMILIES =
      Map.of(
          "training", TRAINING::contains,
          "data", DATA::contains,
          "layers", tag -> tag.startsWith("ttt-layers-"),
          "rate", Set.of("high-lr", "medium-lr", "low-lr")::contains,
          "duration", Set.of("long-training", "medium-training", "short-training")::contains);

  private TagFamilies() {}

  /** Lets tags through that have one of each family that is asked for. */
  static Predicate<Collection<String>> wanting(List<String> tags) {
    Collection<List<String>> families =
        tags.stream().collect(Collectors.groupingBy(TagFamilies::of)).values();
    return has -> families.stream().allMatch(family -> family.stream().anyMatch(has::contains));
  }

  private static String of(String tag) {
    return FAMILIES.entrySet().stream()
        .filter(family -> family.getValue().test(tag))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse("tag " + tag);
  }
}

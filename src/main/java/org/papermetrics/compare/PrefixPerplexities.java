package org.papermetrics.compare;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.papermetrics.model.Progression;
import org.papermetrics.statistics.LongContext;

/**
 * The prefix perplexities of a run.
 *
 * @param at by position, those positions that all of its audio files have
 * @param commonPosition the last such position; empty without a curve
 * @param common the prefix perplexity there
 */
public record PrefixPerplexities(
    Map<Integer, Double> at, OptionalInt commonPosition, OptionalDouble common) {
  /** The positions that are always asked for. */
  public static final List<Integer> POSITIONS = List.of(8000, 16000, 24000);

  static PrefixPerplexities of(Progression progression) {
    Map<Integer, Double> at = new TreeMap<>();
    for (int position : POSITIONS) {
      LongContext.prefixPerplexity(progression.files(), position)
          .ifPresent(value -> at.put(position, value));
    }
    OptionalInt last = LongContext.lastCommonPosition(progression.files());
    return new PrefixPerplexities(
        at,
        last,
        last.isPresent()
            ? LongContext.prefixPerplexity(progression.files(), last.getAsInt())
            : OptionalDouble.empty());
  }
}

package org.papermetrics.query;

import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.papermetrics.model.PrefixPerplexities;

/** Fields of the prefix perplexities: at fixed positions, and where the curves of a run end. */
public final class PrefixFields {
  /** How all their names begin. */
  public static final String PREFIX = "prefix_perplexity.";

  /** The one at the last position that all audio files of a run have. */
  public static final String END = at("end");

  private PrefixFields() {}

  /** The name of the one at a position. */
  public static String at(int position) {
    return at(Integer.toString(position));
  }

  private static String at(String place) {
    return PREFIX + place;
  }

  /** All of them. */
  static Stream<Field> all() {
    return Stream.concat(
        PrefixPerplexities.POSITIONS.stream()
            .map(
                position ->
                    Field.ofRun(
                        at(position),
                        run -> {
                          Double value = prefix(run).byPosition().get(position);
                          return value == null ? Value.missing() : Value.of(value);
                        })),
        Stream.of(
            Field.ofRun(
                END,
                run -> {
                  OptionalDouble last = prefix(run).atLast();
                  return last.isEmpty() ? Value.missing() : Value.of(last.getAsDouble());
                })));
  }

  private static PrefixPerplexities prefix(RunValues values) {
    return values.run().progression().prefix();
  }
}

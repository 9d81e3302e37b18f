package org.papermetrics.cli.bench;

import java.util.Locale;
import java.util.OptionalDouble;

/**
 * One measured number.
 *
 * @param item what was measured
 * @param value in the unit of the item
 * @param floor the least that any program needs for it on this machine, in the same unit, where
 *     that can be told
 */
record Figure(Item item, double value, OptionalDouble floor) {
  /** A number with its floor. */
  static Figure of(Item item, double value, double floor) {
    return new Figure(item, value, OptionalDouble.of(floor));
  }

  /** A number without a floor. */
  static Figure of(Item item, double value) {
    return new Figure(item, value, OptionalDouble.empty());
  }

  /** How many times the floor it is. */
  OptionalDouble ratio() {
    return floor.isPresent() && floor.getAsDouble() > 0
        ? OptionalDouble.of(value / floor.getAsDouble())
        : OptionalDouble.empty();
  }

  /** The number in words. */
  String valueText() {
    return item.unit().text(value);
  }

  /** The floor in words, empty without one. */
  String floorText() {
    return floor.isPresent() ? item.unit().text(floor.getAsDouble()) : "";
  }

  /** The ratio in words, empty without one. */
  String ratioText() {
    OptionalDouble ratio = ratio();
    if (ratio.isEmpty()) {
      return "";
    }
    String format = ratio.getAsDouble() < 10 ? "× %.1f" : "× %,.0f";
    return String.format(Locale.ROOT, format, ratio.getAsDouble());
  }
}

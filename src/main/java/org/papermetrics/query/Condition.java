package org.papermetrics.query;

import java.util.List;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * A bound on a field, such as {@code metrics.sblimp_accuracy>=0.6}. Numbers are compared as
 * numbers, text by its characters; a missing value meets no bound, not even {@code !=}.
 */
final class Condition {
  private static final List<String> OPERATORS = List.of(">=", "<=", "!=", "=", ">", "<");

  private final Field field;
  private final String operand;
  private final IntPredicate holds;
  private final boolean equality;

  private Condition(Field field, String operator, String operand) {
    this.field = field;
    this.operand = operand;
    this.equality = operator.equals("=") || operator.equals("!=");
    this.holds =
        switch (operator) {
          case ">=" -> order -> order >= 0;
          case "<=" -> order -> order <= 0;
          case "!=" -> order -> order != 0;
          case "=" -> order -> order == 0;
          case ">" -> order -> order > 0;
          default -> order -> order < 0;
        };
  }

  /** The bound that a text says. */
  static Condition parse(String parameter, String text, Fields fields) throws QueryException {
    for (int i = 1; i < text.length(); i++) {
      for (String operator : OPERATORS) {
        if (text.startsWith(operator, i)) {
          Field field = fields.named(parameter, text.substring(0, i).strip());
          return new Condition(field, operator, text.substring(i + operator.length()).strip());
        }
      }
    }
    throw new QueryException(
        "`"
            + parameter
            + "` is '"
            + text
            + "', which is no bound; write a field, one of >= <= > < = !=, and a value, such as"
            + " metrics.sblimp_accuracy>=0.6 (percent-encoded in an address).");
  }

  Field field() {
    return field;
  }

  boolean holds(RunValues run) {
    Value value = field.rank(run);
    if (value.isMissing()) {
      return false;
    }
    Double number = numberOf(operand);
    if (value instanceof Value.Digits digits) {
      return number != null && holds.test(Double.compare(digits.number(), number));
    }
    if (number != null && !equality) {
      return false;
    }
    return holds.test(value.text().compareTo(operand));
  }

  private static @Nullable Double numberOf(String text) {
    try {
      double number = Double.parseDouble(text);
      return Double.isNaN(number) ? null : number;
    } catch (NumberFormatException e) {
      return null;
    }
  }
}

package org.papermetrics.model;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON values as numbers and booleans, also those that were written as text, such as {@code
 * "1e-2"} or {@code "True"}. The page has the same rules.
 */
public final class PlainText {
  private static final Pattern WHOLE = Pattern.compile("[+-]?\\d{1,18}");
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?");
  private static final Pattern SPACE_AROUND = Pattern.compile("^[ \\t\\r\\n]+|[ \\t\\r\\n]+$");
  private static final int LONGEST = 100;

  private PlainText() {}

  /** The finite number that a value is, or that its text plainly says. */
  public static Optional<Number> number(@Nullable Object value) {
    Number number = null;
    if (value instanceof Number itself) {
      number = itself;
    } else if (value instanceof String text && text.length() <= LONGEST) {
      String digits = stripped(text);
      if (WHOLE.matcher(digits).matches()) {
        number = Long.valueOf(digits);
      } else if (NUMBER.matcher(digits).matches()) {
        number = Double.valueOf(digits);
      }
    }
    return Optional.ofNullable(number).filter(n -> Double.isFinite(n.doubleValue()));
  }

  /** The boolean that a value is, or that its text plainly says, in capitals or not. */
  public static Optional<Boolean> truth(@Nullable Object value) {
    if (value instanceof Boolean itself) {
      return Optional.of(itself);
    }
    if (value instanceof String text && text.length() <= LONGEST) {
      return switch (stripped(text).toLowerCase(Locale.ROOT)) {
        case "true" -> Optional.of(true);
        case "false" -> Optional.of(false);
        default -> Optional.empty();
      };
    }
    return Optional.empty();
  }

  private static String stripped(String text) {
    return SPACE_AROUND.matcher(text).replaceAll("");
  }
}

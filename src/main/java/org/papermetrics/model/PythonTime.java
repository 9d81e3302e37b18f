package org.papermetrics.model;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Local times as text, as Python writes them. */
public final class PythonTime {
  private static final DateTimeFormatter TO_THE_SECOND =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss", Locale.ROOT);
  private static final DateTimeFormatter TO_THE_MICROSECOND =
      new DateTimeFormatterBuilder()
          .append(TO_THE_SECOND)
          .appendFraction(ChronoField.NANO_OF_SECOND, 6, 6, true)
          .toFormatter(Locale.ROOT);

  private PythonTime() {}

  /**
   * ISO 8601 as Python's {@code isoformat} writes it: with six digits of fraction, or with none.
   */
  public static String isoFormat(LocalDateTime time) {
    return (time.truncatedTo(ChronoUnit.SECONDS).equals(time) ? TO_THE_SECOND : TO_THE_MICROSECOND)
        .format(time);
  }
}

package org.papermetrics.evaluations;

import java.time.LocalDate;

/** The time that Python's logging writes at the start of a line: local, without a zone. */
final class LineTime {
  /** The line begins with no time. */
  static final long NONE = Long.MIN_VALUE;

  private static final String SHAPE = "dddd-dd-dd dd:dd:dd";
  private static final long DAY = 86_400_000;

  private LineTime() {}

  /** Milliseconds since 1970 as a clock in UTC would count them, or {@link #NONE}. */
  static long of(byte[] line, int from, int to) {
    if (to - from < SHAPE.length() || !hasShape(line, from)) {
      return NONE;
    }
    int year = number(line, from, 4);
    int month = number(line, from + 5, 2);
    int day = number(line, from + 8, 2);
    int hour = number(line, from + 11, 2);
    int minute = number(line, from + 14, 2);
    int second = number(line, from + 17, 2);
    boolean date = year >= 1970 && month >= 1 && month <= 12 && day >= 1 && day <= 28;
    if (hour > 23 || minute > 59 || second > 59 || !(date || isDate(year, month, day))) {
      return NONE;
    }
    long time =
        LocalDate.of(year, month, day).toEpochDay() * DAY
            + (hour * 3600L + minute * 60L + second) * 1000;
    return time + millis(line, from + SHAPE.length(), to);
  }

  private static boolean hasShape(byte[] line, int from) {
    for (int i = 0; i < SHAPE.length(); i++) {
      char expected = SHAPE.charAt(i);
      byte b = line[from + i];
      if (expected == 'd' ? b < '0' || b > '9' : b != expected && !(expected == ' ' && b == 'T')) {
        return false;
      }
    }
    return true;
  }

  private static boolean isDate(int year, int month, int day) {
    return year >= 1970
        && month >= 1
        && month <= 12
        && day >= 1
        && day <= LocalDate.of(year, month, 1).lengthOfMonth();
  }

  private static int millis(byte[] line, int at, int to) {
    if (at + 4 > to || (line[at] != ',' && line[at] != '.')) {
      return 0;
    }
    for (int i = at + 1; i < at + 4; i++) {
      if (line[i] < '0' || line[i] > '9') {
        return 0;
      }
    }
    return number(line, at + 1, 3);
  }

  private static int number(byte[] line, int from, int digits) {
    int number = 0;
    for (int i = from; i < from + digits; i++) {
      number = number * 10 + line[i] - '0';
    }
    return number;
  }
}

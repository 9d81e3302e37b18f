package org.papermetrics.evaluations;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The number of a batch job in the name of its logs. */
public final class JobNumber {
  private static final Pattern AT_THE_END = Pattern.compile("_(\\d{1,18})$");

  private JobNumber() {}

  /** The number at the end of a name without its ending; null when there is none. */
  public static @Nullable String inName(String name) {
    Matcher number = AT_THE_END.matcher(name);
    return number.find() ? number.group(1) : null;
  }
}

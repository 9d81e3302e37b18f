package org.papermetrics.config;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A host and perhaps a port, as they stand in a Host header or an Origin.
 *
 * @param name in lower case, an IPv6 address in its brackets
 * @param port digits, empty when there is none
 */
public record Authority(String name, String port) {
  private static final Pattern FORM =
      Pattern.compile("(\\[[0-9a-f:.]+]|[0-9a-z._-]+)(?::([0-9]{1,5}))?");

  /** The parts of an authority, or null when it is none. User names are not taken. */
  public static @Nullable Authority parse(String text) {
    Matcher matcher = FORM.matcher(text.toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      return null;
    }
    String port = matcher.group(2);
    return new Authority(matcher.group(1), port == null ? "" : port);
  }

  /** Whether a port is named. */
  boolean hasPort() {
    return !port.isEmpty();
  }
}

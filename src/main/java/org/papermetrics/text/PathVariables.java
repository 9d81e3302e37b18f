package org.papermetrics.text;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Paths as people write them: {@code ~} at the start is the home directory, {@code $NAME} and
 * {@code ${NAME}} are variables of the environment, {@code $$} is a dollar sign.
 */
public final class PathVariables {
  private static final Pattern VARIABLE = Pattern.compile("\\$(?:\\$|\\{(\\w+)\\}|(\\w+))");

  private PathVariables() {}

  /**
   * The path that is meant.
   *
   * @param environment as {@link System#getenv()}
   * @throws IllegalArgumentException when there is none, with the rest of a sentence about the text
   */
  public static String expand(String text, String home, Map<String, String> environment) {
    boolean atHome = text.equals("~") || text.startsWith("~/");
    Matcher variable = VARIABLE.matcher(atHome ? text.substring(1) : text);
    StringBuilder full = new StringBuilder(atHome ? home : "");
    while (variable.find()) {
      variable.appendReplacement(full, Matcher.quoteReplacement(value(variable, environment)));
    }
    String expanded = variable.appendTail(full).toString();
    if (expanded.isBlank()) {
      throw new IllegalArgumentException(
          (text.isBlank() ? "is empty" : "is " + text + ", which is empty")
              + "; name a path, or leave it out.");
    }
    return expanded;
  }

  private static String value(Matcher variable, Map<String, String> environment) {
    String name = variable.group(1) != null ? variable.group(1) : variable.group(2);
    if (name == null) {
      return "$";
    }
    String value = environment.get(name);
    if (value == null) {
      throw new IllegalArgumentException(
          "uses $" + name + ", which is not set in the environment.");
    }
    return value;
  }

  /** The text that is expanded to this absolute path. */
  public static String written(String path) {
    return path.replace("$", "$$");
  }
}

package org.papermetrics.cli.demo;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object in the order of its keys, laid out as Python's {@code json.dump(indent=2)} does.
 */
final class DemoJson {
  private static final String HEX = "0123456789abcdef";

  private record Member(String key, @Nullable Object value) {}

  private final List<Member> members = new ArrayList<>();

  /**
   * Adds a member, whose key must be a new one.
   *
   * @param value null, a string, a finite number, a boolean, an object or a list of these
   */
  DemoJson with(String key, @Nullable Object value) {
    members.add(new Member(key, value));
    return this;
  }

  /** The text with lines after the first indented by this many levels, without a last newline. */
  String text(int level) {
    StringBuilder out = new StringBuilder(256);
    object(out, this, level);
    return out.toString();
  }

  @Override
  public String toString() {
    return text(0);
  }

  private static void object(StringBuilder out, DemoJson object, int level) {
    out.append('{');
    String before = "";
    for (Member member : object.members) {
      out.append(before);
      newLine(out, level + 1);
      string(out, member.key());
      out.append(": ");
      value(out, member.value(), level + 1);
      before = ",";
    }
    close(out, object.members.isEmpty(), '}', level);
  }

  private static void list(StringBuilder out, List<?> list, int level) {
    out.append('[');
    String before = "";
    for (Object element : list) {
      out.append(before);
      newLine(out, level + 1);
      value(out, element, level + 1);
      before = ",";
    }
    close(out, list.isEmpty(), ']', level);
  }

  private static void close(StringBuilder out, boolean empty, char bracket, int level) {
    if (!empty) {
      newLine(out, level);
    }
    out.append(bracket);
  }

  private static void newLine(StringBuilder out, int level) {
    out.append('\n');
    for (int i = 0; i < level; i++) {
      out.append("  ");
    }
  }

  private static void value(StringBuilder out, @Nullable Object value, int level) {
    if (value instanceof DemoJson object) {
      object(out, object, level);
    } else if (value instanceof List<?> list) {
      list(out, list, level);
    } else if (value instanceof String text) {
      string(out, text);
    } else if (value instanceof Double number && !Double.isFinite(number)) {
      throw new IllegalArgumentException("JSON has no number " + number + ".");
    } else if (value == null || value instanceof Number || value instanceof Boolean) {
      out.append(value);
    } else {
      throw new IllegalArgumentException("JSON has no value of " + value.getClass() + ".");
    }
  }

  private static void string(StringBuilder out, String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ' || c > '~') {
        out.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
          out.append(HEX.charAt((c >> shift) & 0xf));
        }
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }
}

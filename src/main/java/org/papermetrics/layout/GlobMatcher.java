package org.papermetrics.layout;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Glob patterns below a root; {@code **}{@code /x} also matches {@code x} in the root. */
final class GlobMatcher {
  private static final String ANYWHERE = "**/";
  private static final Pattern SPECIAL = Pattern.compile("[*?\\[\\]{}\\\\]");

  /** Line breaks, which the JDK's {@code **} does not match; they do occur in file names. */
  private static final Pattern LINE_BREAKS = Pattern.compile("[\\n\\r\\u0085\\u2028\\u2029]");

  /** Stands for bytes of a file name that are no text; some locales have no such character. */
  private static final String NO_TEXT = "\ufffd";

  private final List<Glob> globs;

  /**
   * Compiles patterns.
   *
   * @throws IllegalArgumentException with a sentence when one is no pattern
   */
  GlobMatcher(List<String> patterns) {
    globs = patterns.stream().map(Glob::of).toList();
  }

  /**
   * Whether any pattern matches a file or directory below the root.
   *
   * @param name the last name of the path, which is nearly always enough to say no
   */
  boolean match(Path root, Path path, Path name) {
    for (Glob glob : globs) {
      if (glob.matches(root, path, name)) {
        return true;
      }
    }
    return false;
  }

  /**
   * One pattern.
   *
   * @param plainName the only name that can match, or empty
   * @param name what the last name must match
   * @param anywhere whether the name alone decides
   * @param path what the path relative to the root must match
   */
  private record Glob(String plainName, PathMatcher name, boolean anywhere, PathMatcher path) {

    static Glob of(String pattern) {
      if (pattern.isBlank() || pattern.startsWith("/")) {
        throw new IllegalArgumentException(
            "\"" + pattern + "\" is no pattern: write it relative to the checkpoint directory.");
      }
      String last = pattern.substring(pattern.lastIndexOf('/') + 1);
      // A group of alternatives may reach over a slash: then the last part alone says nothing.
      boolean separable = !last.contains("**") && !(pattern.contains("{") && last.contains("}"));
      boolean anywhere = separable && pattern.equals(ANYWHERE + last);
      try {
        return new Glob(
            separable && !SPECIAL.matcher(last).find() ? last : "",
            matcher(separable ? last : "*"),
            anywhere,
            matcher(withEmptyDirectories(pattern)));
      } catch (PatternSyntaxException e) {
        throw new IllegalArgumentException(
            "\"" + pattern + "\" is no pattern: " + e.getDescription() + ".", e);
      }
    }

    boolean matches(Path root, Path file, Path fileName) {
      boolean nameFits =
          plainName.isEmpty() ? fits(name, fileName) : plainName.equals(fileName.toString());
      return nameFits && (anywhere || fits(path, root.relativize(file)));
    }

    private static boolean fits(PathMatcher matcher, Path path) {
      String text = path.toString();
      var breaks = LINE_BREAKS.matcher(text);
      return matcher.matches(
          breaks.find() ? Path.of(breaks.replaceAll("_").replace(NO_TEXT, "_")) : path);
    }

    private static PathMatcher matcher(String glob) {
      return FileSystems.getDefault().getPathMatcher("glob:" + glob);
    }

    /** Writes each {@code **}{@code /} outside of alternatives as a choice of it and nothing. */
    private static String withEmptyDirectories(String pattern) {
      StringBuilder out = new StringBuilder();
      int depth = 0;
      for (int i = 0; i < pattern.length(); i++) {
        char c = pattern.charAt(i);
        boolean starts = i == 0 || pattern.charAt(i - 1) == '/';
        if (depth == 0 && starts && pattern.startsWith(ANYWHERE, i)) {
          out.append("{,**/}");
          i += ANYWHERE.length() - 1;
        } else if (c == '\\' && i + 1 < pattern.length()) {
          out.append(c).append(pattern.charAt(++i));
        } else {
          depth += c == '{' ? 1 : c == '}' ? -1 : 0;
          out.append(c);
        }
      }
      return out.toString();
    }
  }
}

package org.papermetrics.files;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The encoding of file names, which Java takes from the locale of the process and from nothing else
 * ({@code -Dsun.jnu.encoding} has no effect). Paths are written and read as UTF-8 everywhere, by
 * evaluations too, so under another encoding only those in ASCII mean the same file to everybody.
 */
public final class FileNameEncoding {
  private static final String NAME =
      System.getProperty("sun.jnu.encoding", Charset.defaultCharset().name());
  private static final boolean UTF_8 =
      NAME.equalsIgnoreCase(StandardCharsets.UTF_8.name()) || NAME.equalsIgnoreCase("UTF8");
  private static final String REMEDY =
      "Start it with LC_ALL=C.UTF-8 in its environment, or with another UTF-8 locale that locale -a"
          + " lists.";

  private FileNameEncoding() {}

  /**
   * What is wrong with the encoding and what to do; empty when every name can be spelled.
   *
   * @param program how the sentence begins, such as "This program"
   */
  public static Optional<String> fault(String program) {
    return UTF_8
        ? Optional.empty()
        : Optional.of(
            program
                + " runs under a locale without UTF-8 ("
                + NAME
                + "), so files whose paths have other characters than ASCII are left out. "
                + REMEDY);
  }

  /** Whether a path leads to the same file after it was written as text and read again. */
  public static boolean isText(Path path) {
    String text = path.toString();
    try {
      return canSpell(text) && path.getFileSystem().getPath(text).equals(path);
    } catch (InvalidPathException e) {
      return false;
    }
  }

  /**
   * The path that a text names.
   *
   * @throws InvalidPathException when it names none here; {@link #reason} says why
   */
  public static Path path(String text) {
    if (!canSpell(text)) {
      throw new InvalidPathException(text, "not ASCII");
    }
    return Path.of(text);
  }

  /** Why a text names no file here and what to do, as the rest of a sentence, which it ends. */
  public static String reason(InvalidPathException e) {
    return canSpell(e.getInput())
        ? "is no path: " + e.getReason() + "."
        : "has characters that the locale of this program (" + NAME + ") cannot spell. " + REMEDY;
  }

  /** A text that no other path has; it is a path only if this one is a text. */
  public static String key(Path path) {
    return isText(path) ? path.toString() : path.toUri().toString();
  }

  /** Whether the encoding has the characters of a text. */
  public static boolean canSpell(String text) {
    return UTF_8 || text.chars().allMatch(c -> c < 0x80);
  }
}

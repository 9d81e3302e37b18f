package org.papermetrics.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Reads files packed in the jar, or in a directory of classes. */
public final class Resources {
  private Resources() {}

  /** The text of one file. */
  public static String text(String name) {
    return new String(file(name), StandardCharsets.UTF_8);
  }

  /** The bytes of one file. */
  public static byte[] file(String name) {
    try (InputStream in = Resources.class.getClassLoader().getResourceAsStream(name)) {
      if (in == null) {
        throw missing(name);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + name + " from the program", e);
    }
  }

  private static IllegalStateException missing(String name) {
    return new IllegalStateException("the program is incomplete: " + name + " is missing");
  }
}

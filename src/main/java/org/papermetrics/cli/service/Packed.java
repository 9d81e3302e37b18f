package org.papermetrics.cli.service;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Files that are packed into the program. */
final class Packed {
  private Packed() {}

  /** The text of one. */
  static String text(String name) {
    try (InputStream in = Packed.class.getResourceAsStream("/" + name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("the program's own " + name, e);
    }
  }
}

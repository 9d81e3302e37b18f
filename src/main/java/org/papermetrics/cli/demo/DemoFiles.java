package org.papermetrics.cli.demo;

import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;

/** The ways in which training and evaluation write their files. */
final class DemoFiles {
  private DemoFiles() {}

  /** Writes a file in one go. */
  static void write(Path file, String content) throws IOException {
    Files.writeString(file, content);
  }

  /** Writes a file in place piece by piece: a reader can find the first half of it. */
  static void writeInPieces(Path file, String content) throws IOException {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    int half = bytes.length / 2;
    try (OutputStream out = Files.newOutputStream(file)) {
      out.write(bytes, 0, half);
      out.write(bytes, half, bytes.length - half);
    }
  }

  /** Writes a file beside its place and renames it: a reader finds nothing or all of it. */
  static void writeAtomically(Path file, String content) throws IOException {
    appear(writeBeside(file, content), file);
  }

  /** Writes a file beside its place, for {@link #appear}. */
  static Path writeBeside(Path file, String content) throws IOException {
    Path beside = file.resolveSibling(file.getFileName() + ".part");
    write(beside, content);
    return beside;
  }

  /** Renames a file that was written beside its place. */
  static void appear(Path beside, Path file) throws IOException {
    Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Makes a file that looks large and takes no space on disk. */
  static void writeSparse(Path file, long bytes) throws IOException {
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(bytes);
    }
  }

  /** Makes files look as if they had been written at a time. */
  static void date(Instant time, Path... files) throws IOException {
    for (Path file : files) {
      Files.setLastModifiedTime(file, FileTime.from(time));
    }
  }
}

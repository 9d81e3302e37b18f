package org.papermetrics.state;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.zip.DeflaterOutputStream;
import org.papermetrics.model.Curve;
import org.papermetrics.model.FileStamp;
import org.papermetrics.model.Progression;
import org.papermetrics.model.Reading;
import org.papermetrics.model.RunFiles;

/** Turns values into the bytes that {@link Unpacker} reads. */
final class Packer {
  /** How the characters of a text are written. */
  static final int UTF_8 = 0;

  /** For texts that are no proper Unicode. */
  static final int UTF_16 = 1;

  /** For paths in bytes that make no text. */
  static final int URI = 2;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final DataOutputStream out;

  private Packer(boolean deflated) {
    out = new DataOutputStream(deflated ? new DeflaterOutputStream(bytes) : bytes);
  }

  private interface Content {
    void write(Packer packer) throws IOException;
  }

  private static byte[] pack(boolean deflated, Content content) {
    Packer packer = new Packer(deflated);
    try {
      content.write(packer);
      packer.out.close();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    return packer.bytes.toByteArray();
  }

  static byte[] of(List<String> texts) {
    return pack(false, packer -> packer.texts(texts));
  }

  static byte[] of(RunFiles files) {
    return pack(false, packer -> packer.files(files));
  }

  static byte[] of(FileStamp stamp) {
    return pack(false, packer -> packer.stamp(stamp));
  }

  /** What was seen, but not of which files. */
  static byte[] of(Reading.Seen seen) {
    return pack(
        false,
        packer -> {
          packer.path(seen.resultsFile());
          packer.stamp(seen.results());
          Optional<FileStamp> config = seen.config();
          packer.out.writeBoolean(config.isPresent());
          if (config.isPresent()) {
            packer.stamp(config.get());
          }
        });
  }

  static byte[] of(Progression progression) {
    return pack(
        true,
        packer -> {
          packer.out.writeInt(progression.files().size());
          for (Curve curve : progression.files()) {
            curve.writeTo(packer.out);
          }
        });
  }

  private void texts(List<String> texts) throws IOException {
    out.writeInt(texts.size());
    for (String text : texts) {
      text(text);
    }
  }

  private void text(String text) throws IOException {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    if (new String(utf8, StandardCharsets.UTF_8).equals(text)) {
      write(UTF_8, utf8);
    } else {
      out.writeByte(UTF_16);
      out.writeInt(text.length() * 2);
      out.writeChars(text);
    }
  }

  private void write(int kind, byte[] text) throws IOException {
    out.writeByte(kind);
    out.writeInt(text.length);
    out.write(text);
  }

  private void path(Path path) throws IOException {
    String text = path.toString();
    if (isExact(path, text)) {
      text(text);
    } else {
      write(URI, path.toUri().toString().getBytes(StandardCharsets.UTF_8));
    }
  }

  private static boolean isExact(Path path, String text) {
    try {
      return Path.of(text).equals(path);
    } catch (InvalidPathException e) {
      return false;
    }
  }

  private void stamp(FileStamp stamp) throws IOException {
    text(stamp.inode());
    out.writeLong(stamp.size());
    instant(stamp.modified());
    instant(stamp.changed());
  }

  private void instant(Instant instant) throws IOException {
    out.writeLong(instant.getEpochSecond());
    out.writeInt(instant.getNano());
  }

  private void files(RunFiles files) throws IOException {
    text(files.key().value());
    text(files.checkpointPath());
    out.writeInt(files.results().size());
    for (Path results : files.results()) {
      path(results);
    }
    path(files.config());
    out.writeBoolean(files.pretrained());
  }
}

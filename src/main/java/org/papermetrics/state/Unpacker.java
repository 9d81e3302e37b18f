package org.papermetrics.state;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.InflaterInputStream;
import org.papermetrics.model.Curve;
import org.papermetrics.model.FileStamp;
import org.papermetrics.model.Progression;
import org.papermetrics.model.Reading;
import org.papermetrics.model.RunFiles;
import org.papermetrics.model.RunKey;

/**
 * Reads what {@link Packer} wrote; a {@link DamagedValueException} says that it did not write it.
 */
final class Unpacker {
  private final DataInputStream in;

  private Unpacker(InputStream in) {
    this.in = new DataInputStream(in);
  }

  private interface Content<T> {
    T read(Unpacker unpacker) throws IOException;
  }

  private static <T> T unpack(InputStream in, Content<T> content) throws SQLException {
    Unpacker unpacker = new Unpacker(in);
    try {
      T value = content.read(unpacker);
      if (unpacker.in.read() >= 0) {
        throw new IOException("something follows");
      }
      return value;
    } catch (InvalidPathException e) {
      throw e;
    } catch (IOException | IllegalArgumentException | DateTimeException e) {
      throw new DamagedValueException(e);
    }
  }

  private static <T> T unpack(byte[] bytes, Content<T> content) throws SQLException {
    return unpack(new ByteArrayInputStream(bytes), content);
  }

  static List<String> texts(byte[] bytes) throws SQLException {
    return unpack(
        bytes,
        unpacker -> {
          List<String> texts = new ArrayList<>();
          for (int n = unpacker.count(); n > 0; n--) {
            texts.add(unpacker.text());
          }
          return texts;
        });
  }

  /** The files of a run; empty when this Java, in its locale, has no such paths. */
  static Optional<RunFiles> files(byte[] bytes) throws SQLException {
    try {
      return Optional.of(unpack(bytes, Unpacker::files));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  static FileStamp stamp(byte[] bytes) throws SQLException {
    return unpack(bytes, Unpacker::stamp);
  }

  /** What was seen of these files; empty when this Java, in its locale, has no such paths. */
  static Optional<Reading.Seen> seen(byte[] bytes, RunFiles files) throws SQLException {
    try {
      return Optional.of(
          unpack(
              bytes,
              unpacker ->
                  new Reading.Seen(
                      files,
                      unpacker.path(),
                      unpacker.stamp(),
                      unpacker.in.readBoolean()
                          ? Optional.of(unpacker.stamp())
                          : Optional.empty())));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  static Progression progression(byte[] bytes) throws SQLException {
    return unpack(
        new InflaterInputStream(new ByteArrayInputStream(bytes)),
        unpacker -> {
          List<Curve> curves = new ArrayList<>();
          for (int n = unpacker.count(); n > 0; n--) {
            curves.add(Curve.readFrom(unpacker.in));
          }
          return new Progression(curves);
        });
  }

  private int count() throws IOException {
    int count = in.readInt();
    if (count < 0) {
      throw new IOException("a negative count");
    }
    return count;
  }

  private byte[] bytes() throws IOException {
    int length = count();
    byte[] bytes = in.readNBytes(length);
    if (bytes.length != length) {
      throw new IOException("an early end");
    }
    return bytes;
  }

  private String text() throws IOException {
    return text(in.readUnsignedByte());
  }

  private String text(int kind) throws IOException {
    byte[] bytes = bytes();
    return switch (kind) {
      case Packer.UTF_8, Packer.URI -> new String(bytes, StandardCharsets.UTF_8);
      case Packer.UTF_16 -> Database.text(bytes);
      default -> throw new IOException("an unknown kind of text");
    };
  }

  private Path path() throws IOException {
    int kind = in.readUnsignedByte();
    String text = text(kind);
    return kind == Packer.URI ? Path.of(URI.create(text)) : Path.of(text);
  }

  private FileStamp stamp() throws IOException {
    return new FileStamp(text(), in.readLong(), instant(), instant());
  }

  private Instant instant() throws IOException {
    return Instant.ofEpochSecond(in.readLong(), in.readInt());
  }

  private RunFiles files() throws IOException {
    RunKey key = new RunKey(text());
    String checkpointPath = text();
    List<Path> results = new ArrayList<>();
    for (int n = count(); n > 0; n--) {
      results.add(path());
    }
    return new RunFiles(key, checkpointPath, results, path(), in.readBoolean());
  }
}

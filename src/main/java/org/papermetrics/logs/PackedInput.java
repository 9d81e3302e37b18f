package org.papermetrics.logs;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.papermetrics.model.Curve;
import org.papermetrics.model.FileStamp;

/** Unpacks what {@link PackedOutput} packed. */
final class PackedInput {
  private final DataInputStream in;

  private PackedInput(byte[] content) {
    in = new DataInputStream(new ByteArrayInputStream(content));
  }

  /** Reads one item. */
  interface Item<T> {
    T read(PackedInput in) throws IOException;
  }

  /** The state of a log; empty when the bytes are damaged or in a form that is not known. */
  static Optional<LogTail> unpack(Path file, ByteBuffer packed) {
    ByteBuffer bytes = packed.duplicate();
    if (bytes.remaining() < 5 || bytes.get() != PackedOutput.VERSION) {
      return Optional.empty();
    }
    int checksum = bytes.getInt();
    byte[] content = new byte[bytes.remaining()];
    bytes.get(content);
    if (PackedOutput.checksum(content) != checksum) {
      return Optional.empty();
    }
    try {
      return Optional.of(LogTail.readFrom(file, new PackedInput(content)));
    } catch (IOException | IllegalArgumentException | DateTimeException e) {
      return Optional.empty();
    }
  }

  long number() throws IOException {
    return in.readLong();
  }

  boolean flag() throws IOException {
    return in.readBoolean();
  }

  String text() throws IOException {
    char[] text = new char[count()];
    for (int i = 0; i < text.length; i++) {
      int c = in.readUnsignedByte();
      text[i] = c < 0xff ? (char) c : in.readChar();
    }
    return new String(text);
  }

  private int count() throws IOException {
    int count = in.readInt();
    if (count < 0 || count > in.available()) {
      throw new IOException("more items than bytes");
    }
    return count;
  }

  @Nullable String textOrNull() throws IOException {
    return in.readBoolean() ? text() : null;
  }

  <T> List<T> list(Item<T> reader) throws IOException {
    List<T> items = new ArrayList<>();
    for (int n = count(); n > 0; n--) {
      items.add(reader.read(this));
    }
    return items;
  }

  @Nullable FileStamp stamp() throws IOException {
    return in.readBoolean() ? new FileStamp(text(), in.readLong(), instant(), instant()) : null;
  }

  private Instant instant() throws IOException {
    return Instant.ofEpochSecond(in.readLong(), in.readInt());
  }

  LogSection section() throws IOException {
    return new LogSection(textOrNull(), list(PackedInput::curve));
  }

  private Curve curve() throws IOException {
    return Curve.readFrom(in);
  }
}

package org.papermetrics.logs;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Collection;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.papermetrics.model.Curve;
import org.papermetrics.model.FileStamp;

/** Packs what is known of a log into bytes that {@link PackedInput} reads. */
final class PackedOutput {
  /** The first byte; another form of the rest has another one. */
  static final int VERSION = 1;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
  private final DataOutputStream out = new DataOutputStream(bytes);

  private PackedOutput() {}

  /** Writes one item. */
  interface Item<T> {
    void write(PackedOutput out, T item) throws IOException;
  }

  /** The state of a log: version, checksum, content. */
  static ByteBuffer pack(LogTail tail) {
    PackedOutput packed = new PackedOutput();
    try {
      tail.writeTo(packed);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    byte[] content = packed.bytes.toByteArray();
    return ByteBuffer.allocate(content.length + 5)
        .put((byte) VERSION)
        .putInt(checksum(content))
        .put(content)
        .flip();
  }

  static int checksum(byte[] content) {
    CRC32C checksum = new CRC32C();
    checksum.update(content);
    return (int) checksum.getValue();
  }

  void number(long number) throws IOException {
    out.writeLong(number);
  }

  void flag(boolean flag) throws IOException {
    out.writeBoolean(flag);
  }

  /** A text may have any characters, also such as make no Unicode. */
  void text(String text) throws IOException {
    out.writeInt(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0xff) {
        out.writeByte(c);
      } else {
        out.writeByte(0xff);
        out.writeChar(c);
      }
    }
  }

  void textOrNull(@Nullable String text) throws IOException {
    out.writeBoolean(text != null);
    if (text != null) {
      text(text);
    }
  }

  <T> void list(Collection<T> items, Item<T> writer) throws IOException {
    out.writeInt(items.size());
    for (T item : items) {
      writer.write(this, item);
    }
  }

  void stamp(@Nullable FileStamp stamp) throws IOException {
    out.writeBoolean(stamp != null);
    if (stamp != null) {
      text(stamp.inode());
      out.writeLong(stamp.size());
      instant(stamp.modified());
      instant(stamp.changed());
    }
  }

  private void instant(Instant instant) throws IOException {
    out.writeLong(instant.getEpochSecond());
    out.writeInt(instant.getNano());
  }

  void section(LogSection section) throws IOException {
    textOrNull(section.checkpoint());
    list(section.curves(), PackedOutput::curve);
  }

  private void curve(Curve curve) throws IOException {
    curve.writeTo(out);
  }
}

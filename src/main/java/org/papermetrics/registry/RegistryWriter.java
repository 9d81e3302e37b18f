package org.papermetrics.registry;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.papermetrics.files.ByteSource;
import org.papermetrics.files.ContentSums;
import org.papermetrics.registry.RegistryText.Slot;
import org.papermetrics.text.PythonJsonLayout;

/** Writes a changed registry, of pieces of the one that there is. */
final class RegistryWriter {
  private static final int BUFFER_BYTES = 1 << 16;

  private final RegistryText text;
  private final InputStream in;
  private final long size;
  private final SummedOutput out;
  private final PythonJsonLayout layout;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private final List<Slot> slots;
  private long read;

  private RegistryWriter(RegistryText text, ByteSource source, OutputStream to, int elements)
      throws IOException {
    this.text = text;
    this.size = source.size();
    this.in = new BufferedInputStream(source.part(0, size), BUFFER_BYTES);
    this.out = new SummedOutput(to);
    this.layout = new PythonJsonLayout(out);
    this.slots = new ArrayList<>(elements);
  }

  /**
   * Writes the registry with only some of its elements, followed by new ones.
   *
   * @param source what the text is the text of
   * @param kept elements of the text, in their order
   * @param added JSON objects in UTF-8
   * @return the text that was written
   * @throws EOFException when the source has become shorter
   */
  static RegistryText write(
      RegistryText text, ByteSource source, OutputStream to, List<Slot> kept, List<byte[]> added)
      throws IOException {
    return new RegistryWriter(text, source, to, kept.size() + added.size()).write(kept, added);
  }

  private RegistryText write(List<Slot> kept, List<byte[]> added) throws IOException {
    copy(text.start() + 1);
    int start = last();
    for (Slot slot : kept) {
      comma();
      in.skipNBytes(slot.start() - read);
      read = slot.start();
      copy(slot.start() + 1);
      int from = last();
      copy(slot.end());
      slots.add(slot.at(from, last() + 1));
    }
    for (byte[] entry : added) {
      comma();
      layout.write(entry, 0, 1);
      int from = last();
      layout.write(entry, 1, entry.length);
      slots.add(RegistryParser.slot(entry).at(from, last() + 1));
    }
    in.skipNBytes(text.end() - read);
    read = text.end();
    copy(text.end() + 1);
    int end = last();
    layout.flush();
    out.tail = new ContentSums.Summing();
    copy(size);
    layout.flush();
    return new RegistryText(slots, start, end, out.whole.sums(), out.tail.sums());
  }

  private void comma() throws IOException {
    if (!slots.isEmpty()) {
      layout.write(',');
    }
  }

  /** The place of the byte that was written last. */
  private int last() {
    return (int) layout.position() - 1;
  }

  /** Copies up to an offset of the source. */
  private void copy(long to) throws IOException {
    while (read < to) {
      int part = in.read(buffer, 0, (int) Math.min(buffer.length, to - read));
      if (part < 0) {
        throw new EOFException("The registry has become shorter");
      }
      layout.write(buffer, 0, part);
      read += part;
    }
  }

  /** Passes on what is written, and sums it up. */
  private static final class SummedOutput extends OutputStream {
    private final OutputStream to;
    private final ContentSums.Summing whole = new ContentSums.Summing();
    private ContentSums.Summing tail = new ContentSums.Summing();

    SummedOutput(OutputStream to) {
      this.to = to;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      to.write(bytes, from, length);
      whole.add(bytes, from, from + length);
      tail.add(bytes, from, from + length);
    }
  }
}

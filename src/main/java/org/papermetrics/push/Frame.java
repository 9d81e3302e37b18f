package org.papermetrics.push;

import java.nio.ByteBuffer;

/** A text frame for a page. The bytes are shared by all pages that get it. */
final class Frame {
  private final long position;
  private final byte[] text;

  /**
   * A frame.
   *
   * @param position how far a page is once it has the frame
   * @param text UTF-8, never written to afterwards
   */
  Frame(long position, byte[] text) {
    this.position = position;
    this.text = text;
  }

  /** How far a page is once it has the frame. */
  long position() {
    return position;
  }

  /** The text, as a buffer of its own over the shared bytes. */
  ByteBuffer buffer() {
    return ByteBuffer.wrap(text);
  }
}

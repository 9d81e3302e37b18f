package org.papermetrics.push;

import java.nio.ByteBuffer;

/** A text frame for a page. The bytes are shared by all pages that get it. */
final class Frame {
  private final long position;
  private final byte[] text;
  private final boolean reset;

  /**
   * A frame.
   *
   * @param position how far a page is once it has the frame
   * @param text UTF-8, never written to afterwards
   * @param reset whether it tells the page to fetch the board again
   */
  Frame(long position, byte[] text, boolean reset) {
    this.position = position;
    this.text = text;
    this.reset = reset;
  }

  /** Whether it tells the page to fetch the board again. */
  boolean isReset() {
    return reset;
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

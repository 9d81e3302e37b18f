package org.papermetrics.files;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Bytes that can be read more than once and from anywhere, like those of a file. */
public interface ByteSource {
  /** How many there are. */
  long size();

  /**
   * Some of them.
   *
   * @param from offset of the first
   * @param to offset after the last
   * @return a stream that need not be closed; reading it throws {@link java.io.EOFException} when
   *     the source has become shorter
   */
  InputStream part(long from, long to) throws IOException;

  /** Bytes in memory. */
  static ByteSource of(byte[] bytes) {
    return new ByteSource() {
      @Override
      public long size() {
        return bytes.length;
      }

      @Override
      public InputStream part(long from, long to) {
        return new ByteArrayInputStream(bytes, (int) from, (int) (to - from));
      }
    };
  }
}

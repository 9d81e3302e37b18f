package org.papermetrics.files;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;

/** Tells text from bytes that only look like it. */
public final class Utf8 {
  private static final int PART_BYTES = 8192;

  private Utf8() {}

  /** Refuses what is no UTF-8, and zero bytes, which no text has but UTF-16 and binary files do. */
  public static void check(byte[] content) throws UnreadableFileException {
    try {
      check(new ByteArrayInputStream(content));
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail to be read", e);
    }
  }

  /** The same for all that a stream has. */
  public static void check(InputStream content) throws IOException, UnreadableFileException {
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer in = ByteBuffer.allocate(PART_BYTES);
    CharBuffer out = CharBuffer.allocate(PART_BYTES);
    long before = 0;
    boolean ended = false;
    while (!ended) {
      int kept = in.position();
      int read = content.read(in.array(), kept, in.remaining());
      ended = read < 0;
      in.limit(ended ? kept : kept + read).position(0);
      for (int i = kept; i < in.limit(); i++) {
        if (in.get(i) == 0) {
          throw new UnreadableFileException("is binary, not text in UTF-8");
        }
      }
      if (decoder.decode(in, out.clear(), ended).isError()) {
        throw new UnreadableFileException(
            "is no text in UTF-8 at byte " + (before + in.position()));
      }
      before += in.position();
      in.compact();
    }
  }
}

package org.papermetrics.files;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/** Tells text from bytes that only look like it. */
public final class Utf8 {
  private Utf8() {}

  /** Refuses what is no UTF-8, and zero bytes, which no text has but UTF-16 and binary files do. */
  public static void check(byte[] content) throws UnreadableFileException {
    for (byte b : content) {
      if (b == 0) {
        throw new UnreadableFileException("is binary, not text in UTF-8");
      }
    }
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer in = ByteBuffer.wrap(content);
    CharBuffer out = CharBuffer.allocate(8192);
    CoderResult result;
    do {
      out.clear();
      result = decoder.decode(in, out, true);
    } while (result.isOverflow());
    if (result.isError()) {
      throw new UnreadableFileException("is no text in UTF-8 at byte " + in.position());
    }
  }
}

package org.papermetrics.write;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.GZIPInputStream;

/** Takes the data file out of a page that is one file. */
public final class StandaloneData {
  private StandaloneData() {}

  /** Whether something is such a page. */
  public static boolean isIn(byte[] file) {
    return new String(file, StandardCharsets.ISO_8859_1).contains(StandaloneDocument.DATA_START);
  }

  /**
   * The data file that a page shows.
   *
   * @throws IOException when it is no such page
   */
  public static byte[] of(byte[] page) throws IOException {
    String text = new String(page, StandardCharsets.ISO_8859_1);
    int start = text.lastIndexOf(StandaloneDocument.DATA_START);
    int end = start < 0 ? -1 : text.indexOf('<', start + StandaloneDocument.DATA_START.length());
    if (end < 0) {
      throw new IOException("it is no single-file page");
    }
    String packed = text.substring(start + StandaloneDocument.DATA_START.length(), end);
    try (GZIPInputStream data =
        new GZIPInputStream(new ByteArrayInputStream(Base64.getMimeDecoder().decode(packed)))) {
      return data.readAllBytes();
    } catch (IllegalArgumentException e) {
      throw new IOException("its data is damaged", e);
    }
  }
}

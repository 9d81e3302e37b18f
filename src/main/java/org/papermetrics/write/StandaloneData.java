package org.papermetrics.write;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.papermetrics.page.Packing;

/** Takes the data file out of a page that is one file. */
public final class StandaloneData {
  private StandaloneData() {}

  /**
   * The data file that a page shows.
   *
   * @return empty when it is no such page
   * @throws IOException when its data is damaged
   */
  public static Optional<byte[]> of(byte[] page) throws IOException {
    String text = new String(page, StandardCharsets.ISO_8859_1);
    int start = text.lastIndexOf(StandaloneDocument.DATA_START);
    int end = start < 0 ? -1 : text.indexOf('<', start + StandaloneDocument.DATA_START.length());
    if (end < 0) {
      return Optional.empty();
    }
    String packed = text.substring(start + StandaloneDocument.DATA_START.length(), end);
    return Optional.of(Packing.unpacked(packed));
  }
}

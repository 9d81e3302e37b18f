package org.papermetrics.write;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.papermetrics.files.AtomicFile;
import org.papermetrics.page.Packing;
import org.papermetrics.page.PageParts;

/**
 * The page as one file that asks nobody for anything: styles, modules and data inside, modules and
 * data compressed. The same data gives the same bytes.
 */
public final class StandalonePage {
  private final PageParts parts;
  private @Nullable StandaloneDocument made;

  /** A page of these parts, which are put together with the first use. */
  public StandalonePage(PageParts parts) {
    this.parts = parts;
  }

  private synchronized StandaloneDocument document() {
    if (made == null) {
      made = new StandaloneDocument(parts);
    }
    return made;
  }

  /**
   * Replaces {@code target} with a page that shows a data file.
   *
   * @param data the data file, no symbolic link: somebody else might put one in its place
   * @return the size of the page
   * @throws IOException when the data cannot be read or the page cannot be written; an old page is
   *     then untouched
   */
  public long write(Path data, Path target) throws IOException {
    AtomicLong size = new AtomicLong();
    AtomicFile.replace(
        target,
        channel -> {
          write(data, Channels.newOutputStream(channel));
          size.set(channel.size());
        });
    return size.get();
  }

  /**
   * Writes a page that shows a data file. The data is not looked into, and never held as a whole.
   *
   * @param out is left open
   * @throws IOException when the data cannot be read or the page cannot be written
   */
  public void write(Path data, OutputStream out) throws IOException {
    // One open file, read twice: what is renamed over it meanwhile changes nothing.
    try (FileChannel channel =
            FileChannel.open(data, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
        InputStream in = Channels.newInputStream(channel)) {
      StandaloneDocument document = document();
      String nonce = document.nonce(in);
      channel.position(0);
      out.write(utf8(document.beforeData(nonce)));
      Packing.pack(in, out);
      out.write(utf8(document.afterData(nonce)));
      out.flush();
    }
  }

  /** The page as one file that shows the {@code dashboard_data.json} beside it, on any server. */
  public byte[] besideData() {
    return utf8(document().withoutData());
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}

package org.papermetrics.api;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The files of the page. They hold no data, so everybody may have them. */
public interface Assets {

  /** Where the page itself is. */
  String PAGE = "/dashboard.html";

  /**
   * The file at an absolute path such as {@code /assets/page.js}; {@link #PAGE} is the page. The
   * path comes from a request, so only known paths are ever answered.
   */
  Optional<Asset> find(String path);

  /** One file, in memory. */
  final class Asset {
    private final String contentType;
    private final byte[] bytes;
    private final String tag;
    private final boolean immutable;
    private final Map<String, String> headers;
    private @Nullable ByteBuffer compressed;

    /**
     * A file.
     *
     * @param contentType as in the header
     * @param bytes the content, never written to afterwards
     * @param tag differs whenever the content does; letters, digits and hyphens
     * @param immutable whether what is at its address never changes
     * @param headers further ones, such as the policy of a page
     */
    public Asset(
        String contentType,
        byte[] bytes,
        String tag,
        boolean immutable,
        Map<String, String> headers) {
      if (!tag.matches("[A-Za-z0-9-]+")) {
        throw new IllegalArgumentException("an asset's tag is a word: " + tag);
      }
      this.contentType = contentType;
      this.bytes = bytes;
      this.tag = tag;
      this.immutable = immutable;
      this.headers = Map.copyOf(headers);
    }

    /** As in the header. */
    public String contentType() {
      return contentType;
    }

    /** The content, read only. */
    public ByteBuffer bytes() {
      return ByteBuffer.wrap(bytes).asReadOnlyBuffer();
    }

    /** Differs whenever the content does. */
    public String tag() {
      return tag;
    }

    /** Whether what is at its address never changes. */
    public boolean immutable() {
      return immutable;
    }

    /** Further headers. */
    public Map<String, String> headers() {
      return headers;
    }

    /** The content compressed with gzip, once, when it is first asked for; read only. */
    synchronized ByteBuffer compressed() {
      if (compressed == null) {
        compressed = ByteBuffer.wrap(Gzip.compress(bytes)).asReadOnlyBuffer();
      }
      return compressed.duplicate();
    }
  }
}

package org.papermetrics.api;

import org.jspecify.annotations.Nullable;

/** Supplies the Prometheus exposition text. */
public interface MetricsSource {
  /**
   * Reads everything.
   *
   * @param accept the header of that name, null when there is none
   */
  Text read(@Nullable String accept);

  /**
   * A text.
   *
   * @param contentType of the body
   */
  record Text(String contentType, String body) {}
}

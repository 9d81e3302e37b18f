package org.papermetrics.state;

import java.nio.ByteBuffer;

/**
 * How far a log was read and what was found in it.
 *
 * @param path of the log
 * @param content as the reader of logs packs it
 */
public record SavedLog(String path, ByteBuffer content) {
  /** Makes the content safe from changes. */
  public SavedLog {
    content = content.asReadOnlyBuffer();
  }

  /** The content from its start, however often it was read before. */
  @Override
  public ByteBuffer content() {
    return content.duplicate();
  }
}

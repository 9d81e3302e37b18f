package org.papermetrics.model;

import java.time.Duration;
import java.time.Instant;

/**
 * What tells one state of a file from another without opening it.
 *
 * @param inode device and inode, empty where the file system has none
 * @param size bytes
 * @param modified modification time
 * @param changed change time of the inode, which also moves when the modification time is set back
 */
public record FileStamp(String inode, long size, Instant modified, Instant changed) {
  /** A file younger than this may change again and keep its stamp. */
  private static final Duration YOUNG = Duration.ofSeconds(2);

  /**
   * Whether the file was modified so short a time ago that its next change may leave the same
   * stamp. A clock that differs from the file server's by more than this makes files look old.
   *
   * @param now the time on this machine
   */
  public boolean isYoung(Instant now) {
    return !Periods.isOver(YOUNG, modified, now);
  }
}

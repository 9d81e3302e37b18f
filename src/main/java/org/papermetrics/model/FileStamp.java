package org.papermetrics.model;

import java.time.Instant;

/**
 * What tells one state of a file from another without opening it.
 *
 * @param inode device and inode, empty where the file system has none
 * @param size bytes
 * @param modified modification time
 * @param changed change time of the inode, which also moves when the modification time is set back
 */
public record FileStamp(String inode, long size, Instant modified, Instant changed) {}

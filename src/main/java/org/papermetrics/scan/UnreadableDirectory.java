package org.papermetrics.scan;

/**
 * Why a directory could not be read. Files that are missing in it do not count as deleted.
 *
 * @param reason the words after "because" in a message
 * @param isDetached whether the file system that held the directory seems to be unmounted; else the
 *     directory exists and cannot be read
 */
public record UnreadableDirectory(String reason, boolean isDetached) {}

package org.papermetrics.scan;

/**
 * Why a directory could not be looked into. What is missing in it does not count as deleted.
 *
 * @param reason to stand after "because"
 * @param isDetached whether the directory seems to have gone together with the file system that
 *     held it; else it is there and cannot be read
 */
public record UnreadableDirectory(String reason, boolean isDetached) {}

package org.papermetrics.state;

import java.nio.file.Path;
import org.papermetrics.logs.LogState;

/**
 * Saved read position and curves of one log.
 *
 * @param path of the log
 * @param state how far it was read and what was found in it
 */
public record SavedLog(Path path, LogState state) {}

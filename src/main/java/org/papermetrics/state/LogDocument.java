package org.papermetrics.state;

import java.nio.file.Path;
import org.papermetrics.logs.LogState;

/**
 * The document of a saved log.
 *
 * @param madeWith what the log was read with
 */
record LogDocument(String madeWith, Path path, LogState state) {}

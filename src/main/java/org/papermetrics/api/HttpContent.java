package org.papermetrics.api;

import io.undertow.server.HttpHandler;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.papermetrics.model.Snapshot;
import org.papermetrics.model.Status;

/**
 * What the server shows.
 *
 * @param snapshot the board as it is now
 * @param status how the daemon is doing now
 * @param outputs the directory of the output files
 * @param assets the files of the page
 * @param live takes the connections of {@code /api/v1/live}
 */
public record HttpContent(
    Supplier<Snapshot> snapshot,
    Supplier<Status> status,
    Path outputs,
    Assets assets,
    HttpHandler live) {}

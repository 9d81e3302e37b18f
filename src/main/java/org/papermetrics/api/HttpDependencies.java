package org.papermetrics.api;

import io.undertow.server.HttpHandler;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.function.Function;
import java.util.function.Supplier;
import org.papermetrics.export.ResultsFiles;
import org.papermetrics.model.Explanation;
import org.papermetrics.model.Snapshot;
import org.papermetrics.model.Status;

/**
 * What the HTTP handlers need from the daemon (snapshot, status, explain, metrics). Everything but
 * the assets is asked for only once the gate is open.
 *
 * @param gate opens when the board is there
 * @param snapshot the board as it is now
 * @param zone of the times on the board that are local
 * @param status how the daemon is doing now
 * @param explain why a path, or the run with an id, is on the board or is not; may read files
 * @param results the results files of runs; may read files
 * @param notes keeps what people note on runs; writes a file
 * @param metrics what is measured, for Prometheus; may read files
 * @param outputs the directory of the output files
 * @param assets the files of the page
 * @param live takes the connections of {@code /api/v1/live}
 * @param changes answers {@code /api/v1/runs?since=EPOCH:REVISION}
 */
public record HttpDependencies(
    StartGate gate,
    Supplier<Snapshot> snapshot,
    ZoneId zone,
    Supplier<Status> status,
    Function<String, Explanation> explain,
    ResultsFiles results,
    NoteStore notes,
    MetricsSource metrics,
    Path outputs,
    Assets assets,
    HttpHandler live,
    HttpHandler changes) {}

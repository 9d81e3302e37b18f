package org.papermetrics.state;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.papermetrics.model.Problem;
import org.papermetrics.model.Reading;
import org.papermetrics.model.Run;
import org.papermetrics.model.RunFiles;

/**
 * Saved last good state of one run.
 *
 * @param files where its files are
 * @param run as it was made, without the curves that come from logs
 * @param seen the state its files had, the same files; null when they must be read again whatever
 *     they look like
 * @param ownCurves whether its results file has curves, so that logs do not count
 * @param problems values of its files that do not count, or not as they are written
 */
public record SavedRun(
    RunFiles files,
    Run run,
    Reading.@Nullable Seen seen,
    boolean ownCurves,
    List<Problem> problems) {}

package org.papermetrics.state;

import org.jspecify.annotations.Nullable;
import org.papermetrics.model.Reading;
import org.papermetrics.model.Run;

/**
 * The last good state of one run.
 *
 * @param run as it was made, without the curves that come from logs
 * @param seen the state its files had; null when they must be read again whatever they look like
 * @param ownCurves whether its results file has curves, so that logs do not count
 */
public record KeptRun(Run run, Reading.@Nullable Seen seen, boolean ownCurves) {}

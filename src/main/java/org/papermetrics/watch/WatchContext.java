package org.papermetrics.watch;

import java.time.Clock;
import java.util.function.LongSupplier;
import org.papermetrics.config.WatchSettings;
import org.papermetrics.layout.Links;

/**
 * What all watched directories share.
 *
 * @param settings how changes are noticed
 * @param links where links lead
 * @param hints where changed paths go
 * @param clock the time of this machine
 * @param nanos a clock in nanoseconds that never goes back
 */
record WatchContext(
    WatchSettings settings, Links links, Hints hints, Clock clock, LongSupplier nanos) {}

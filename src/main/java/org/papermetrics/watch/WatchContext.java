package org.papermetrics.watch;

import java.time.Clock;
import java.util.function.LongSupplier;
import org.papermetrics.config.WatchSettings;
import org.papermetrics.layout.SymlinkPolicy;

/**
 * What the watchers of all roots share.
 *
 * @param settings how changes are noticed
 * @param symlinks which links are followed
 * @param dirty receives the changed paths
 * @param clock the time of this machine
 * @param nanos a clock in nanoseconds that never goes back
 */
record WatchContext(
    WatchSettings settings,
    SymlinkPolicy symlinks,
    DirtyPaths dirty,
    Clock clock,
    LongSupplier nanos) {}

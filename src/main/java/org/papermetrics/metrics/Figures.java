package org.papermetrics.metrics;

import java.nio.file.Path;
import java.util.Map;
import org.papermetrics.model.Snapshot;
import org.papermetrics.model.Status;
import org.papermetrics.model.Timing;

/**
 * What all parts have counted by now.
 *
 * @param board as it is shown
 * @param status how the daemon is doing
 * @param sweeps by the directory that was swept
 * @param hints paths that wait to be checked
 * @param hintsLost events that were not kept, because too many paths waited
 * @param looks the reads of files of runs
 * @param writing by the output file that was written
 * @param commits of what a restart must know
 * @param registryWrites how often the registry was written
 * @param framesSent to all pages together
 * @param resets how often a page was told to fetch the board again
 */
public record Figures(
    Snapshot board,
    Status status,
    Map<Path, Timing> sweeps,
    int hints,
    long hintsLost,
    Timing looks,
    Map<Path, Timing> writing,
    Timing commits,
    long registryWrites,
    long framesSent,
    long resets) {

  /** Copies the maps. */
  public Figures {
    sweeps = Map.copyOf(sweeps);
    writing = Map.copyOf(writing);
  }
}

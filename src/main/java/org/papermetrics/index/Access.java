package org.papermetrics.index;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.papermetrics.concurrent.Aside;
import org.papermetrics.concurrent.Lanes;
import org.papermetrics.layout.Territory;

/**
 * How files are reached so that none of them holds up all.
 *
 * @param lanes for looks at files of runs
 * @param patience how long the writer waits for the registry or for logs
 * @param late called when something ends that the writer no longer waited for
 */
public record Access(Lanes lanes, Duration patience, Runnable late) {

  /**
   * For a program that has other things to do.
   *
   * @param nanos a clock in nanoseconds that never goes back
   */
  public static Access of(
      Territory territory, Duration patience, Runnable late, LongSupplier nanos) {
    return new Access(new Lanes(territory::laneOf, patience, nanos), patience, late);
  }

  /** Something that is done on a thread of its own, one piece of work at a time. */
  Aside aside(String name) {
    return new Aside(name, patience, late);
  }
}

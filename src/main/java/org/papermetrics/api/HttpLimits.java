package org.papermetrics.api;

import java.time.Duration;

/**
 * What clients may cost.
 *
 * @param connections open at once; more have to wait
 * @param headerBytes of one request; browsers send the cookies of every port of a host
 * @param parse how long a request may take to arrive
 * @param idle how long a connection without a request is kept
 * @param stall how often answers are checked; one that got nowhere in between is given up
 * @param shutdown how long stopping may wait for answers under way
 */
record HttpLimits(
    int connections,
    int headerBytes,
    Duration parse,
    Duration idle,
    Duration stall,
    Duration shutdown) {

  /** What the daemon uses. */
  static final HttpLimits DEFAULT =
      new HttpLimits(
          2048,
          32 * 1024,
          Duration.ofSeconds(10),
          Duration.ofSeconds(60),
          Duration.ofSeconds(30),
          Duration.ofSeconds(2));
}

package org.papermetrics.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

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

  private static final int CONNECTIONS = 2048;
  private static final Pattern OPEN_FILES = Pattern.compile("^Max open files +(\\d{1,9}) ");

  /** What the daemon uses. */
  static final HttpLimits DEFAULT =
      new HttpLimits(
          affordableConnections(),
          32 * 1024,
          Duration.ofSeconds(10),
          Duration.ofSeconds(60),
          Duration.ofSeconds(30),
          Duration.ofSeconds(2));

  /**
   * No more than half of the descriptors that this process may have: files need the others. The
   * platform's management bean would know their number too, but its start fails in some control
   * groups.
   */
  private static int affordableConnections() {
    try (Stream<String> limits = Files.lines(Path.of("/proc/self/limits"))) {
      return limits
          .map(OPEN_FILES::matcher)
          .filter(Matcher::find)
          .mapToInt(limit -> Math.min(CONNECTIONS, Integer.parseInt(limit.group(1)) / 2))
          .findFirst()
          .orElse(CONNECTIONS);
    } catch (IOException | UncheckedIOException e) {
      return CONNECTIONS;
    }
  }
}

package org.papermetrics.registry;

import java.time.Duration;
import java.time.Instant;
import org.papermetrics.model.Periods;

/**
 * How long changes of a registry wait, so that those of a large one, or those that are refused, do
 * not take all the time. Used by one thread.
 */
final class RegistryRest {
  /** With fewer entries or runs nothing waits. */
  private static final int MANY = 1000;

  /** To write a registry of 10,000 takes 0.15 s, and may take a tenth of the time. */
  private static final Duration FOR_ENTRY = Duration.ofNanos(150_000);

  /** To try in vain to add 10,000 takes as long, and may take a hundredth of the time. */
  private static final Duration FOR_REFUSED = FOR_ENTRY.multipliedBy(10);

  private int entries;
  private int refused;
  private Instant writtenAt = Instant.EPOCH;
  private Instant refusedAt = Instant.EPOCH;

  /** The registry has so many entries. */
  void has(int count) {
    entries = count;
  }

  /** A change of so many runs begins, which is taken to be refused until it is accepted. */
  void begins(int runs, Instant now) {
    refused = runs;
    refusedAt = now;
  }

  /** The change has come to something, or is worth trying again at once. */
  void accepted() {
    refused = 0;
  }

  /** The registry was written. */
  void written(Instant now) {
    writtenAt = now;
  }

  /** How long the next change shall wait. */
  Duration after(Instant now) {
    return refused < MANY
        ? after(FOR_ENTRY, entries, writtenAt, now)
        : after(FOR_REFUSED, refused, refusedAt, now);
  }

  private static Duration after(Duration forEach, int count, Instant since, Instant now) {
    Duration rest = forEach.multipliedBy(count);
    return count < MANY || Periods.isOver(rest, since, now) ? Duration.ZERO : rest;
  }
}

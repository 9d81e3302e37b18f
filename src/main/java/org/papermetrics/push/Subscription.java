package org.papermetrics.push;

import org.jspecify.annotations.Nullable;

/**
 * One page: how far it is in the log, and the one frame that may be under way to it. Says what to
 * do next and does nothing itself. Times are readings of a monotonic clock in nanoseconds. Not safe
 * for several threads.
 *
 * <p>Frames are numbered because a transport may report one frame twice, or an old one late: only
 * the report of the frame that is under way counts.
 */
final class Subscription {
  private final ChangeLog log;
  private final Limits limits;
  private @Nullable Frame hello;
  private long position;
  private long lastNumber;
  private boolean underWay;
  private long sentAt;
  private long pingedAt;
  private long heardAt;

  /** A page that has just connected and is to get {@code hello} first. */
  Subscription(ChangeLog log, Limits limits, Frame hello, long now) {
    this.log = log;
    this.limits = limits;
    this.hello = hello;
    this.position = hello.position();
    this.pingedAt = now;
    this.heardAt = now;
  }

  /** What to do next for the page. */
  sealed interface Step {}

  /** Send a text frame, then report {@link #sent}. */
  record Send(long number, Frame frame) implements Step {}

  /** Send a ping frame, then report {@link #sent}. */
  record Ping(long number) implements Step {}

  /** Give the page up: it does not read, or it is not there. */
  record Drop(String why) implements Step {}

  /** Nothing until a frame was sent, a change came, or time passed. */
  record Rest() implements Step {}

  /** The next step; a frame that it names counts as under way from now on. */
  Step next(long now) {
    if (underWay) {
      return now - sentAt > limits.stall().toNanos() ? new Drop("it does not read") : new Rest();
    }
    if (now - heardAt > limits.silence().toNanos()) {
      return new Drop("it does not answer");
    }
    if (hello != null) {
      Frame first = hello;
      hello = null;
      return new Send(start(now), first);
    }
    if (now - pingedAt >= limits.ping().toNanos()) {
      pingedAt = now;
      return new Ping(start(now));
    }
    Frame frame = log.after(position);
    if (frame == null) {
      return new Rest();
    }
    position = frame.position();
    return new Send(start(now), frame);
  }

  /** The frame with this number has left; any other number is ignored. */
  void sent(long number) {
    if (number == lastNumber) {
      underWay = false;
    }
  }

  /** Something came from the page, so it is there. */
  void heard(long now) {
    heardAt = now;
  }

  /** Whether a frame is under way. */
  boolean underWay() {
    return underWay;
  }

  private long start(long now) {
    underWay = true;
    sentAt = now;
    return ++lastNumber;
  }
}

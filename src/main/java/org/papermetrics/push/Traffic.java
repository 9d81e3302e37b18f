package org.papermetrics.push;

import java.util.concurrent.atomic.LongAdder;

/** Counts what is sent to pages. Safe for any number of threads. */
final class Traffic {
  private final LongAdder frames = new LongAdder();
  private final LongAdder resets = new LongAdder();

  /** A frame is on its way. */
  void sent(Frame frame) {
    frames.increment();
    if (frame.isReset()) {
      resets.increment();
    }
  }

  /** Text frames so far. */
  long frames() {
    return frames.sum();
  }

  /** Those of them that told a page to fetch the board again. */
  long resets() {
    return resets.sum();
  }
}

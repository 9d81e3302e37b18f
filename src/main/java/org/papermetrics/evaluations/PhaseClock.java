package org.papermetrics.evaluations;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Adds up the time between the lines of a log, by the part of the evaluation they are of. */
final class PhaseClock {
  private @Nullable Long first;
  private @Nullable Long last;

  /** Most logs have no times, so that is kept small. */
  private Map<Phase, PhaseTime> times = Map.of();

  /** Has seen no line. */
  PhaseClock() {}

  /** Resumes. */
  PhaseClock(@Nullable Long first, @Nullable Long last, List<PhaseTime> times) {
    this.first = first;
    this.last = last;
    times.forEach(this::put);
  }

  /** The time of the first line. */
  @Nullable Long first() {
    return first;
  }

  /** The time of the last line. */
  @Nullable Long last() {
    return last;
  }

  /** The times so far. */
  List<PhaseTime> times() {
    return List.copyOf(times.values());
  }

  /** Forgets all. */
  void restart() {
    first = null;
    last = null;
    times = Map.of();
  }

  /**
   * A line has a time. A clock that goes back adds nothing.
   *
   * @param phase that the time since the line before was spent in; null when it counts for none
   */
  void tick(long time, @Nullable Phase phase) {
    first = first == null ? Long.valueOf(time) : first;
    if (last != null && phase != null && time > last) {
      long silence = time - last;
      PhaseTime was = of(phase);
      put(
          new PhaseTime(
              phase, was.spent() + silence, Math.max(was.longestSilence(), silence), was.units()));
    }
    last = time;
  }

  /** So much work of a part is done. */
  void units(Phase phase, int done) {
    PhaseTime was = of(phase);
    put(new PhaseTime(phase, was.spent(), was.longestSilence(), done));
  }

  private PhaseTime of(Phase phase) {
    return times.getOrDefault(phase, new PhaseTime(phase, 0, 0, 0));
  }

  private void put(PhaseTime time) {
    if (times.isEmpty()) {
      times = new EnumMap<>(Phase.class);
    }
    times.put(time.phase(), time);
  }
}

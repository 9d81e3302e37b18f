package org.papermetrics.state;

import java.nio.file.Path;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.papermetrics.model.Problem;
import org.papermetrics.model.Removal;
import org.papermetrics.model.RunKey;

/** Saves everything in memory, for machines where there is no database. */
public final class MemoryStateStore implements StateStore {
  private @Nullable BoardVersion version;
  private final NavigableMap<Long, byte[]> frames = new TreeMap<>();
  private final Map<RunKey, SavedRun> runs = new TreeMap<>();
  private final Map<RunKey, SavedRegistryEntry> entries = new HashMap<>();
  private final Map<Path, SavedLog> logs = new TreeMap<>();
  private List<Removal> removals = List.of();
  private List<Problem> problems = List.of();

  @Override
  public SavedState load() {
    return new SavedState(
        Optional.ofNullable(version),
        version == null ? Collections.emptyNavigableMap() : Frames.continuous(frames, version),
        List.copyOf(runs.values()),
        entries.values().stream()
            .sorted(Comparator.comparingInt(SavedRegistryEntry::position))
            .toList(),
        removals,
        List.copyOf(logs.values()),
        problems);
  }

  @Override
  public void save(StateUpdate update) {
    if (update.whole()) {
      runs.clear();
      entries.clear();
      logs.clear();
    }
    if (update.whole() || version == null || !version.epoch().equals(update.version().epoch())) {
      frames.clear();
    }
    version = update.version();
    frames.putAll(update.frames());
    Frames.tooOld(frames, frame -> frame.length)
        .ifPresent(last -> frames.headMap(last, true).clear());
    runs.keySet().removeAll(update.runsGone());
    update.runs().forEach(run -> runs.put(run.run().key(), run));
    entries.keySet().removeAll(update.entriesGone());
    update.entries().forEach(entry -> entries.put(entry.files().key(), entry));
    logs.keySet().removeAll(update.logsGone());
    update.logs().forEach(log -> logs.put(log.path(), log));
    removals = update.removals().orElse(removals);
    problems = update.problems().orElse(problems);
  }

  @Override
  public void close() {}
}

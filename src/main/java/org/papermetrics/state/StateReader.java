package org.papermetrics.state;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.papermetrics.model.FileStamp;
import org.papermetrics.model.JsonText;
import org.papermetrics.model.Problem;
import org.papermetrics.model.Removal;
import org.papermetrics.model.RunKey;

/** Decodes the documents of a state file and puts them together. */
final class StateReader implements Documents.Reader {
  private final String madeWith;
  private Optional<StateValidity.Use> use = Optional.empty();
  private Optional<BoardVersion> version = Optional.empty();
  private final NavigableMap<Long, byte[]> frames = new TreeMap<>();
  private final Map<String, JsonText> configs = new HashMap<>();
  private final Map<String, JsonText> metrics = new HashMap<>();
  private final Map<String, RunDocument> runs = new HashMap<>();
  private final List<SavedRegistryEntry> entries = new ArrayList<>();
  private final List<SavedLog> logs = new ArrayList<>();
  private List<Removal> removals = List.of();
  private List<Problem> problems = List.of();
  private final List<Obsolete> obsolete = new ArrayList<>();
  private boolean incomplete;

  /** Has read nothing; what was made with something else is to be read again from disk. */
  StateReader(String madeWith) {
    this.madeWith = madeWith;
  }

  /** A document that nothing needs any longer. */
  record Obsolete(String kind, String key) {}

  @Override
  public void read(String kind, String key, byte[] json) throws IOException {
    switch (kind) {
      case StateDocuments.USE ->
          use = Optional.of(StateCodec.decode(json, StateValidity.Use.class));
      case StateDocuments.VERSION ->
          version = Optional.of(StateCodec.decode(json, BoardVersion.class));
      case StateDocuments.FRAME -> frames.put(Long.valueOf(key), json);
      case StateDocuments.CONFIG -> configs.put(key, new JsonText(json));
      case StateDocuments.METRICS -> metrics.put(key, new JsonText(json));
      case StateDocuments.RUN -> runs.put(key, StateCodec.decode(json, RunDocument.class));
      case StateDocuments.ENTRY -> entries.add(StateCodec.decode(json, SavedRegistryEntry.class));
      case StateDocuments.LOG -> {
        LogDocument log = StateCodec.decode(json, LogDocument.class);
        if (log.madeWith().equals(madeWith)) {
          logs.add(new SavedLog(log.path(), log.state()));
        } else {
          obsolete.add(new Obsolete(kind, key));
        }
      }
      case StateDocuments.REMOVALS -> removals = removals(json);
      case StateDocuments.PROBLEMS -> problems = List.of(StateCodec.decode(json, Problem[].class));
      default -> throw new IOException("an unknown kind of document: " + kind);
    }
  }

  /** A removal as it is saved without the place of its results. */
  private record PlainRemoval(RunKey key, @Nullable FileStamp results) {}

  private static List<Removal> removals(byte[] json) throws IOException {
    try {
      return List.of(StateCodec.decode(json, Removal[].class));
    } catch (IOException e) {
      return Stream.of(StateCodec.decode(json, PlainRemoval[].class))
          .map(removal -> Removal.of(removal.key(), removal.results()))
          .toList();
    }
  }

  /** What was saved; a run without its config or metrics was not. */
  SavedState state() {
    Set<String> unused = new HashSet<>(configs.keySet());
    List<SavedRun> savedRuns = new ArrayList<>();
    runs.forEach(
        (key, run) -> {
          JsonText config = configs.get(run.config());
          JsonText itsMetrics = metrics.get(key);
          if (config == null || itsMetrics == null) {
            incomplete = true;
          } else {
            savedRuns.add(run.toSavedRun(config, itsMetrics, madeWith));
          }
          unused.remove(run.config());
        });
    unused.forEach(key -> obsolete.add(new Obsolete(StateDocuments.CONFIG, key)));
    savedRuns.sort(Comparator.comparing(saved -> saved.run().key()));
    entries.sort(Comparator.comparingInt(SavedRegistryEntry::position));
    logs.sort(Comparator.comparing(SavedLog::path));
    return new SavedState(
        version,
        version.map(known -> Frames.continuous(frames, known)).orElseGet(TreeMap::new),
        savedRuns,
        entries,
        removals,
        logs,
        problems);
  }

  /** The sizes of the frames by revision. */
  NavigableMap<Long, Integer> frameSizes() {
    NavigableMap<Long, Integer> sizes = new TreeMap<>();
    frames.forEach((revision, frame) -> sizes.put(revision, frame.length));
    return sizes;
  }

  /** Whether a part of a run is missing. */
  boolean isIncomplete() {
    return incomplete;
  }

  /** Who used the file last. */
  Optional<StateValidity.Use> use() {
    return use;
  }

  /** The documents that nothing needs any longer. */
  List<Obsolete> obsolete() {
    return obsolete;
  }
}

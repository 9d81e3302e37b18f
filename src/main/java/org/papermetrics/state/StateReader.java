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
import org.papermetrics.model.Annotation;
import org.papermetrics.model.FileStamp;
import org.papermetrics.model.JsonText;
import org.papermetrics.model.Problem;
import org.papermetrics.model.Removal;
import org.papermetrics.model.RunFiles;
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
  private final Map<String, Annotation> annotations = new HashMap<>();
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
  public Runnable decode(String kind, String key, byte[] json) throws IOException {
    return switch (kind) {
      case StateDocuments.USE -> {
        StateValidity.Use decoded = StateCodec.decode(json, StateValidity.Use.class);
        yield () -> use = Optional.of(decoded);
      }
      case StateDocuments.VERSION -> {
        BoardVersion decoded = StateCodec.decode(json, BoardVersion.class);
        yield () -> version = Optional.of(decoded);
      }
      case StateDocuments.FRAME -> {
        Long revision = Long.valueOf(key);
        yield () -> frames.put(revision, json);
      }
      case StateDocuments.CONFIG -> () -> configs.put(key, new JsonText(json));
      case StateDocuments.METRICS -> () -> metrics.put(key, new JsonText(json));
      case StateDocuments.RUN -> {
        RunDocument run = StateCodec.decode(json, RunDocument.class);
        yield () -> runs.put(key, run);
      }
      case StateDocuments.ANNOTATION -> {
        Annotation annotation = StateCodec.decode(json, Annotation.class);
        yield () -> annotations.put(key, annotation);
      }
      case StateDocuments.ENTRY -> {
        SavedRegistryEntry entry = StateCodec.decode(json, SavedRegistryEntry.class);
        yield () -> entries.add(entry);
      }
      case StateDocuments.LOG -> {
        LogDocument log = StateCodec.decode(json, LogDocument.class);
        yield log.madeWith().equals(madeWith)
            ? () -> logs.add(new SavedLog(log.path(), log.state()))
            : () -> obsolete.add(new Obsolete(kind, key));
      }
      case StateDocuments.REMOVALS -> {
        List<Removal> decoded = removals(json);
        yield () -> removals = decoded;
      }
      case StateDocuments.PROBLEMS -> {
        List<Problem> decoded = List.of(StateCodec.decode(json, Problem[].class));
        yield () -> problems = decoded;
      }
      default -> throw new IOException("an unknown kind of document: " + kind);
    };
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
    Map<RunKey, RunFiles> registered = new HashMap<>();
    entries.forEach(entry -> registered.put(entry.files().key(), entry.files()));
    List<SavedRun> savedRuns = new ArrayList<>();
    runs.forEach(
        (key, run) -> {
          JsonText config = configs.get(run.config());
          JsonText itsMetrics = metrics.get(key);
          if (config == null || itsMetrics == null) {
            incomplete = true;
          } else {
            RunFiles known = registered.getOrDefault(run.files().key(), run.files());
            RunFiles shared = known.equals(run.files()) ? known : run.files();
            savedRuns.add(
                run.toSavedRun(
                    shared,
                    config,
                    itsMetrics,
                    annotations.getOrDefault(key, Annotation.NONE),
                    madeWith));
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

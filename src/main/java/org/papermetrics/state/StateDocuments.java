package org.papermetrics.state;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.UUID;
import org.papermetrics.model.RunKey;

/** The saved state as documents in a database. */
final class StateDocuments {
  static final String USE = "use";
  static final String VERSION = "version";
  static final String FRAME = "frame";
  static final String CONFIG = "config";
  static final String METRICS = "metrics";
  static final String RUN = "run";
  static final String ANNOTATION = "annotation";
  static final String ENTRY = "entry";
  static final String REMOVALS = "removals";
  static final String LOG = "log";
  static final String PROBLEMS = "problems";

  /** The key of a document that is the only one of its kind. */
  static final String ONLY = "";

  private final Database database;
  private final Documents documents;
  private final StateValidity validity;
  private List<StateReader.Obsolete> obsolete = List.of();
  private NavigableMap<Long, Integer> frameSizes = new TreeMap<>();
  private String epoch = "";
  private boolean complete;
  private boolean sound;
  private boolean inUse;

  StateDocuments(Database database, StateValidity validity) {
    this.database = database;
    this.documents = new Documents(database);
    this.validity = validity;
  }

  /**
   * Reads everything that still holds. When something is damaged or may be missing, revisions
   * cannot go on, because pages may have seen more than is saved.
   */
  SavedState load() throws SQLException {
    StateReader reader = new StateReader(validity.madeWith());
    Documents.Count read = documents.read(reader);
    SavedState all = reader.state();
    obsolete = reader.obsolete();
    Optional<StateValidity.Use> last = reader.use();
    boolean allUsable = read.unusable() == 0;
    boolean closedWithThese =
        last.filter(use -> use.closed() && use.documents() == read.all()).isPresent();
    boolean noneMissing =
        inUse || last.filter(use -> validity.isComplete(use, read.all())).isPresent();
    sound = allUsable && closedWithThese && documents.count() == read.all();
    complete = allUsable && noneMissing && !reader.isIncomplete();
    frameSizes = reader.frameSizes();
    epoch = all.version().map(BoardVersion::epoch).orElse("");
    return complete ? all : all.withoutVersion();
  }

  /**
   * Whether every document that the file had when it was closed was read, as it was written; then
   * there is no need to look for damage.
   */
  boolean isSound() {
    return sound;
  }

  /** The last transaction has failed, so the frames are not those that are remembered here. */
  void transactionFailed() {
    epoch = "";
  }

  /** Saves an update whole or not at all. */
  void save(StateUpdate update) throws SQLException {
    if (inUse) {
      database.transaction(() -> write(update));
      return;
    }
    // That the file is in use must be on the device before anything that depends on it.
    database.synchronous("FULL");
    database.transaction(
        () -> {
          removeWhatNoLongerHolds();
          put(USE, ONLY, validity.begun());
          write(update);
        });
    inUse = true;
    database.synchronous("NORMAL");
  }

  /** Writes that everything is on the device. */
  void close() throws SQLException {
    if (inUse) {
      database.synchronous("FULL");
      put(USE, ONLY, validity.ended(documents.count()));
    }
  }

  private void removeWhatNoLongerHolds() throws SQLException {
    for (StateReader.Obsolete each : obsolete) {
      documents.remove(each.kind(), each.key());
    }
    if (!complete) {
      removeFrames();
    }
  }

  private void removeFrames() throws SQLException {
    documents.removeAll(FRAME);
    frameSizes.clear();
  }

  private void write(StateUpdate update) throws SQLException {
    if (update.whole()) {
      for (String kind :
          List.of(CONFIG, METRICS, RUN, ANNOTATION, ENTRY, REMOVALS, LOG, PROBLEMS)) {
        documents.removeAll(kind);
      }
      removeFrames();
    }
    writeFrames(update);
    for (RunKey run : update.runsGone()) {
      documents.remove(RUN, StateCodec.key(run));
      documents.remove(METRICS, StateCodec.key(run));
      documents.remove(ANNOTATION, StateCodec.key(run));
    }
    for (SavedRun run : update.runs()) {
      put(run);
    }
    for (RunKey entry : update.entriesGone()) {
      documents.remove(ENTRY, StateCodec.key(entry));
    }
    for (SavedRegistryEntry entry : update.entries()) {
      put(ENTRY, StateCodec.key(entry.files().key()), entry);
    }
    for (Path log : update.logsGone()) {
      documents.remove(LOG, StateCodec.key(log));
    }
    for (SavedLog log : update.logs()) {
      put(
          LOG,
          StateCodec.key(log.path()),
          new LogDocument(validity.madeWith(), log.path(), log.state()));
    }
    if (update.removals().isPresent()) {
      put(REMOVALS, ONLY, update.removals().get());
    }
    if (update.problems().isPresent()) {
      put(PROBLEMS, ONLY, update.problems().get());
    }
  }

  private void put(SavedRun saved) throws SQLException {
    byte[] config = saved.run().trainingConfig().utf8();
    String configKey = UUID.nameUUIDFromBytes(config).toString();
    String key = StateCodec.key(saved.run().key());
    documents.put(CONFIG, configKey, config);
    documents.put(METRICS, key, saved.run().metrics().utf8());
    put(RUN, key, RunDocument.of(saved, configKey, validity.madeWith()));
    if (saved.run().annotation().isEmpty()) {
      documents.remove(ANNOTATION, key);
    } else {
      put(ANNOTATION, key, saved.run().annotation());
    }
  }

  private void put(String kind, String key, Object value) throws SQLException {
    documents.put(kind, key, StateCodec.encode(value));
  }

  private void writeFrames(StateUpdate update) throws SQLException {
    if (!update.version().epoch().equals(epoch)) {
      removeFrames();
      epoch = update.version().epoch();
    }
    put(VERSION, ONLY, update.version());
    update.frames().forEach((revision, frame) -> frameSizes.put(revision, frame.length));
    OptionalLong old = Frames.tooOld(frameSizes, size -> size);
    if (old.isPresent()) {
      NavigableMap<Long, Integer> tooOld = frameSizes.headMap(old.getAsLong(), true);
      for (long revision : tooOld.keySet()) {
        documents.remove(FRAME, String.valueOf(revision));
      }
      tooOld.clear();
    }
    for (Map.Entry<Long, byte[]> frame : update.frames().entrySet()) {
      // The first change of all has every run, which is far too much.
      if (frameSizes.containsKey(frame.getKey())) {
        documents.put(FRAME, String.valueOf(frame.getKey()), frame.getValue());
      }
    }
  }
}

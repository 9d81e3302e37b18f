package org.papermetrics.state;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.papermetrics.model.RunKey;

/**
 * Keeps everything in one SQLite file, for the owner's eyes only.
 *
 * <p>Opening changes nothing in a file that is sound: what no longer holds (readings by another
 * version of the program, a lineage whose last steps a power cut may have taken) is left out when
 * it is recalled, and deleted with the first update. A file that is not sound is set aside.
 */
public final class SqliteStateStore implements StateStore {
  private final StateFile file;
  private final Schema schema;
  private final StateValidity validity;
  private final Clock clock;

  /** Null while there is no sound file; then only a whole update can be kept. */
  private @Nullable Session session;

  /** What is wrong with the file that has the name now. */
  private @Nullable BrokenStateException broken;

  private @Nullable SavedState unreadYet;

  private SqliteStateStore(StateFile file, Schema schema, StateValidity validity, Clock clock) {
    this.file = file;
    this.schema = schema;
    this.validity = validity;
    this.clock = clock;
  }

  /** Everything that hangs on one connection. */
  private static final class Session {
    final Database database;
    final Tables tables;
    final StateValidity.Standing standing;
    NavigableMap<Long, Integer> frames;
    boolean marked;

    Session(Database database, Tables tables, StateValidity.Standing standing) throws SQLException {
      this.database = database;
      this.tables = tables;
      this.standing = standing;
      this.frames = tables.frameSizes();
    }
  }

  /**
   * Opens the file, or makes it; when there can be none, what is kept is kept in memory.
   *
   * @param file where it is; its directory is made when it is missing
   * @param madeWith tells the program version and the settings that runs are made with: when it
   *     differs from before, all files are to be read again
   * @param clock for the name of a file that is set aside
   */
  public static OpenedStore open(Path file, String madeWith, Clock clock) {
    return open(file, Schema.CURRENT, new StateValidity(madeWith, BootId.ofThisMachine()), clock);
  }

  static OpenedStore open(Path file, Schema schema, StateValidity validity, Clock clock) {
    StateFile stateFile = new StateFile(file.toAbsolutePath());
    SqliteStateStore store = new SqliteStateStore(stateFile, schema, validity, clock);
    List<String> notes = new ArrayList<>();
    try {
      stateFile.prepareDirectory();
      NativeLibrary.load(
          List.of(stateFile.directory(), Path.of(System.getProperty("java.io.tmpdir"))));
      store.start(notes);
      return new OpenedStore(store, notes);
    } catch (IOException e) {
      if (StateFile.isFull(e)) {
        notes.add(sentence(e) + "; until then a restart reads all files.");
        return new OpenedStore(store, notes);
      }
      notes.add(
          "What a restart should know is kept in memory only, because "
              + e.getMessage()
              + ". Until that is put right and the program started again, a restart reads all files"
              + " and shows runs again that were removed.");
      return new OpenedStore(new MemoryStateStore(), notes);
    }
  }

  private static String sentence(IOException e) {
    String message = String.valueOf(e.getMessage());
    return Character.toUpperCase(message.charAt(0)) + message.substring(1);
  }

  private void start(List<String> notes) throws IOException {
    if (broken == null) {
      try {
        attach();
        return;
      } catch (BrokenStateException e) {
        broken = e;
      }
    }
    notes.add(
        file.path()
            + " "
            + broken.getMessage()
            + ". It was set aside as "
            + file.setAside(clock).getFileName()
            + " and a new one is made from the files; removed runs may come back.");
    attach();
    broken = null;
  }

  /** Opens the file and reads all of it, so that damage shows before anybody relies on it. */
  private void attach() throws IOException {
    file.prepare();
    Database database = null;
    try {
      database = Database.open(file.path());
      Tables tables = new Tables(database);
      schema.prepare(database);
      Session opened = new Session(database, tables, validity.standing(database));
      file.check(database);
      unreadYet = opened.standing.stillTrue(tables.recall());
      file.remember();
      session = opened;
      database = null;
    } catch (SQLException e) {
      throw file.explain(e);
    } finally {
      if (database != null) {
        database.close();
      }
    }
  }

  @Override
  public SavedState recall() throws IOException {
    Session here = session;
    if (here == null) {
      return SavedState.NOTHING;
    }
    if (unreadYet == null) {
      try {
        return here.marked ? here.tables.recall() : here.standing.stillTrue(here.tables.recall());
      } catch (SQLException e) {
        throw failed(here, e);
      }
    }
    SavedState read = unreadYet;
    unreadYet = null;
    return read;
  }

  @Override
  public void keep(StateUpdate update) throws IOException {
    if (session != null && !file.isThere()) {
      detach();
    }
    if (session == null) {
      if (!update.whole()) {
        throw new IOException(file.path() + " is gone or damaged and must be written anew");
      }
      start(new ArrayList<>());
    }
    unreadYet = null;
    if (session != null) {
      keep(session, update);
    }
  }

  private void keep(Session here, StateUpdate update) throws IOException {
    try {
      if (here.marked) {
        here.database.transaction(() -> write(here, update));
        return;
      }
      // That the file is in use must be on the device before anything that depends on it.
      here.database.synchronous("FULL");
      here.database.transaction(
          () -> {
            here.standing.settle(here.tables);
            validity.mark(here.database, false);
            here.frames = here.tables.frameSizes();
            write(here, update);
          });
      here.marked = true;
      here.database.synchronous("NORMAL");
    } catch (SQLException e) {
      throw failed(here, e);
    }
  }

  private IOException failed(Session here, SQLException e) {
    IOException explained = file.explain(e);
    if (explained instanceof BrokenStateException damage) {
      broken = damage;
      detach();
      return new IOException(
          file.path() + " " + damage.getMessage() + " and must be written anew", e);
    }
    try {
      here.frames = here.tables.frameSizes();
    } catch (SQLException unreadable) {
      detach();
    }
    return explained;
  }

  private void detach() {
    if (session != null) {
      session.database.close();
      session = null;
    }
  }

  @Override
  public void close() {
    if (session != null && session.marked) {
      Database database = session.database;
      Tables tables = session.tables;
      try {
        database.synchronous("FULL");
        database.transaction(
            () -> {
              tables.removeUnusedConfigs();
              validity.mark(database, true);
            });
      } catch (SQLException e) {
        // Then the next start takes it for what it is: not closed.
      }
    }
    detach();
  }

  private static void write(Session here, StateUpdate update) throws SQLException {
    Tables tables = here.tables;
    if (update.whole()) {
      tables.clear();
      here.frames.clear();
    }
    writeFrames(here, update);
    for (RunKey key : update.runsGone()) {
      tables.removeRun(key);
    }
    for (SavedRun run : update.runs()) {
      tables.put(run);
    }
    for (RunKey key : update.entriesGone()) {
      tables.removeEntry(key);
    }
    for (SavedRegistryEntry entry : update.entries()) {
      tables.put(entry);
    }
    for (String path : update.logsGone()) {
      tables.removeLog(path);
    }
    for (SavedLog log : update.logs()) {
      tables.put(log);
    }
    if (update.removals().isPresent()) {
      tables.putRemovals(update.removals().get());
    }
    if (update.problems().isPresent()) {
      tables.putProblems(update.problems().get());
    }
  }

  private static void writeFrames(Session here, StateUpdate update) throws SQLException {
    Optional<BoardVersion> before = here.tables.version();
    if (before.isEmpty() || !before.get().epoch().equals(update.version().epoch())) {
      here.tables.forgetLineage();
      here.frames.clear();
    }
    here.tables.put(update.version());
    update.frames().forEach((revision, frame) -> here.frames.put(revision, frame.length));
    OptionalLong old = Frames.tooOld(here.frames, size -> size);
    if (old.isPresent()) {
      here.tables.removeFramesUpTo(old.getAsLong());
      here.frames.headMap(old.getAsLong(), true).clear();
    }
    for (Map.Entry<Long, byte[]> frame : update.frames().entrySet()) {
      // The first change of all has every run, which is far too much.
      if (here.frames.containsKey(frame.getKey())) {
        here.tables.put(frame.getKey(), frame.getValue());
      }
    }
  }
}

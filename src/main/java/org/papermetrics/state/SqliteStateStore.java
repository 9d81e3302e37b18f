package org.papermetrics.state;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Saves everything in one SQLite file that only its owner may read.
 *
 * <p>Opening changes nothing in a sound file: what no longer holds (readings by another version of
 * the program, a version of the board whose last steps a power cut may have taken) is left out when
 * it is loaded, and deleted with the first update. A single damaged value counts as not saved; a
 * file that is damaged as a whole is moved out of the way.
 */
public final class SqliteStateStore implements StateStore {
  private final StateFile file;
  private final StateValidity validity;
  private final Clock clock;

  /** Null while there is no sound file; then only a whole update can be saved. */
  private @Nullable Session session;

  /** What is wrong with the file that has the name now. */
  private @Nullable BrokenStateException broken;

  private @Nullable SavedState unreadYet;

  private SqliteStateStore(StateFile file, StateValidity validity, Clock clock) {
    this.file = file;
    this.validity = validity;
    this.clock = clock;
  }

  /** Everything that hangs on one connection. */
  private record Session(Database database, StateDocuments documents) {}

  /**
   * Opens the file, or makes it; where there can be none, state is saved in memory.
   *
   * @param file where it is; its directory is made when it is missing
   * @param madeWith tells the program version and the settings that runs are made with: when it
   *     differs from before, all files are to be read again
   * @param clock for the name of a file that is moved aside
   */
  public static OpenedStore open(Path file, String madeWith, Clock clock) {
    return open(file, new StateValidity(madeWith, BootId.ofThisMachine()), clock);
  }

  static OpenedStore open(Path file, StateValidity validity, Clock clock) {
    StateFile stateFile = new StateFile(file.toAbsolutePath());
    SqliteStateStore store = new SqliteStateStore(stateFile, validity, clock);
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
          "The state is in memory only and is lost at a restart, because "
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
            + ". It was moved aside as "
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
      Schema.prepare(database);
      StateDocuments documents = new StateDocuments(database, validity);
      unreadYet = documents.load();
      if (!documents.isSound()) {
        file.check(database);
      }
      file.remember();
      session = new Session(database, documents);
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
  public SavedState load() throws IOException {
    Session here = session;
    if (here == null) {
      return SavedState.NOTHING;
    }
    if (unreadYet == null) {
      try {
        return here.documents().load();
      } catch (SQLException e) {
        throw failed(here, e);
      }
    }
    SavedState read = unreadYet;
    unreadYet = null;
    return read;
  }

  @Override
  public void save(StateUpdate update) throws IOException {
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
    Session here = session;
    if (here != null) {
      try {
        here.documents().save(update);
      } catch (SQLException e) {
        throw failed(here, e);
      }
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
    here.documents().transactionFailed();
    return explained;
  }

  private void detach() {
    if (session != null) {
      session.database().close();
      session = null;
    }
  }

  @Override
  public void close() {
    Session here = session;
    if (here != null) {
      try {
        here.documents().close();
      } catch (SQLException e) {
        // Then the next start takes it for what it is: not closed.
      }
    }
    detach();
  }
}

package org.papermetrics.state;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** The file under the database: its permissions, whether it is still there, and what ails it. */
final class StateFile {
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");
  private static final Set<PosixFilePermission> OWNERS_DIRECTORY =
      PosixFilePermissions.fromString("rwx------");

  private final Path path;
  private @Nullable Object key;

  /** Takes an absolute path. */
  StateFile(Path path) {
    this.path = path;
  }

  Path path() {
    return path;
  }

  Path directory() {
    return path.resolveSibling("").toAbsolutePath().normalize();
  }

  /** Makes the directory when it is missing. */
  void prepareDirectory() throws IOException {
    try {
      if (!Files.isDirectory(directory())) {
        Files.createDirectories(
            directory(), PosixFilePermissions.asFileAttribute(OWNERS_DIRECTORY));
      }
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  /**
   * Makes the file when it is missing, so that it is never readable for others.
   *
   * @throws BrokenStateException when something else has its name
   */
  void prepare() throws IOException {
    try {
      Files.createFile(path, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
    } catch (FileAlreadyExistsException e) {
      if (!Files.isRegularFile(path)) {
        throw new BrokenStateException("is not a regular file");
      }
      if (!Files.getPosixFilePermissions(path).equals(OWNER_ONLY)) {
        restrict();
      }
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  private void restrict() throws IOException {
    try {
      Files.setPosixFilePermissions(path, OWNER_ONLY);
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  /** Takes the file as it is now for the one that is in use. */
  void remember() throws IOException {
    key = keyNow();
  }

  /** Whether the file in use still has its name. */
  boolean isThere() {
    try {
      return keyNow().equals(key);
    } catch (IOException e) {
      return false;
    }
  }

  private Object keyNow() throws IOException {
    Object now =
        Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS).fileKey();
    return now == null ? path : now;
  }

  /** Looks for damage. */
  void check(Database database) throws SQLException, BrokenStateException {
    String found = database.one("PRAGMA quick_check(1)", Database.Row::text);
    if (!found.equals("ok")) {
      throw new BrokenStateException("is damaged (" + found + ")");
    }
  }

  /** Puts the file out of the way. */
  Path setAside(Clock clock) throws IOException {
    try {
      return CorruptFileQuarantine.move(path, LocalDateTime.now(clock));
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  private IOException unwritable(IOException e) {
    return new IOException(
        directory()
            + " cannot be written ("
            + e
            + "): give the user of this program write access, or set state-dir to another"
            + " directory",
        e);
  }

  /** Whether this is for want of space, which may come back. */
  static boolean isFull(Throwable e) {
    return e.getCause() instanceof SQLiteException sqlite
        && sqlite.getResultCode() == SQLiteErrorCode.SQLITE_FULL;
  }

  /** What has happened, as a sentence without its end that says what to do. */
  IOException explain(SQLException e) {
    SQLiteErrorCode code =
        e instanceof SQLiteException sqlite
            ? sqlite.getResultCode()
            : SQLiteErrorCode.UNKNOWN_ERROR;
    return switch (code) {
      case SQLITE_NOTADB -> new BrokenStateException("is no SQLite database", e);
      case SQLITE_IOERR_READ,
          SQLITE_IOERR_SHORT_READ,
          SQLITE_IOERR_CORRUPTFS,
          SQLITE_IOERR_DATA,
          SQLITE_ERROR,
          SQLITE_FORMAT,
          SQLITE_SCHEMA,
          SQLITE_CORRUPT,
          SQLITE_CORRUPT_INDEX,
          SQLITE_CORRUPT_SEQUENCE,
          SQLITE_CORRUPT_VTAB ->
          new BrokenStateException("is damaged (" + e.getMessage() + ")", e);
      case SQLITE_FULL ->
          new IOException("there is no space left for " + path + ": free some space", e);
      case SQLITE_BUSY, SQLITE_BUSY_RECOVERY, SQLITE_BUSY_SNAPSHOT, SQLITE_LOCKED ->
          new IOException(
              path
                  + " is in use by another program: end that, or set state-dir to another directory",
              e);
      default ->
          new IOException(
              path
                  + " cannot be written ("
                  + e.getMessage()
                  + "): give the user of this program write access, or set state-dir to another"
                  + " directory",
              e);
    };
  }
}

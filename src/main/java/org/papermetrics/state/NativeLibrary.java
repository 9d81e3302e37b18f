package org.papermetrics.state;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.util.LibraryLoaderUtil;

/**
 * The part of the database that is no Java. It is unpacked to a file for the moment of loading
 * only, because whoever is killed cannot clean up, and the driver itself would leave a megabyte in
 * the temporary directory each time.
 */
final class NativeLibrary {
  private static final String PREFIX = "paper-metrics-sqlite-";
  private static boolean loaded;

  private NativeLibrary() {}

  /**
   * Loads the library unless that is done.
   *
   * @param places directories to unpack to, in the order to try: one may be full, or its file
   *     system may not allow programs to be run from it
   * @throws IOException with half a sentence about the last place, when none will do
   */
  static synchronized void load(List<Path> places) throws IOException {
    IOException refused = null;
    for (Path place : places) {
      if (loaded) {
        return;
      }
      try {
        loadFrom(place);
        loaded = true;
      } catch (IOException e) {
        refused = e;
      }
    }
    if (!loaded && refused != null) {
      throw refused;
    }
  }

  private static void loadFrom(Path place) throws IOException {
    Files.createDirectories(place);
    removeLeftovers(place);
    String name = LibraryLoaderUtil.getNativeLibName();
    String resource = LibraryLoaderUtil.getNativeLibResourcePath() + "/" + name;
    Path directory = Files.createTempDirectory(place, PREFIX);
    Path file = directory.resolve(name);
    try (InputStream library = SQLiteJDBCLoader.class.getResourceAsStream(resource)) {
      if (library == null) {
        throw new IOException("the program has no SQLite for this kind of machine");
      }
      Files.copy(library, file);
      System.load(file.toAbsolutePath().toString());
      System.setProperty("org.sqlite.lib.path", directory.toAbsolutePath().toString());
      System.setProperty("org.sqlite.lib.name", name);
      SQLiteJDBCLoader.initialize();
    } catch (UnsatisfiedLinkError e) {
      throw new IOException("SQLite cannot be loaded from " + place + ": " + e.getMessage(), e);
    } catch (IOException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException("SQLite cannot be loaded: " + e.getMessage(), e);
    } finally {
      remove(directory);
    }
  }

  private static void removeLeftovers(Path place) throws IOException {
    try (DirectoryStream<Path> old = Files.newDirectoryStream(place, PREFIX + "*")) {
      for (Path directory : old) {
        remove(directory);
      }
    }
  }

  private static void remove(Path directory) {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
      for (Path file : files) {
        Files.delete(file);
      }
      Files.delete(directory);
    } catch (IOException e) {
      // A network file system keeps a file that is in use; the next start removes it.
    }
  }
}

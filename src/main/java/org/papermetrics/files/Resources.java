package org.papermetrics.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.stream.Stream;

/** Reads files packed in the jar, or in a directory of classes. */
public final class Resources {
  private Resources() {}

  /** The text of one file. */
  public static String text(String name) {
    return new String(file(name), StandardCharsets.UTF_8);
  }

  /** The bytes of one file. */
  public static byte[] file(String name) {
    try (InputStream in = Resources.class.getClassLoader().getResourceAsStream(name)) {
      if (in == null) {
        throw missing(name);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + name + " from the program", e);
    }
  }

  /**
   * Every file beside a file and below, by its path from there; hidden files are left out.
   *
   * @param name of a file that is known to be there
   */
  public static SortedMap<String, byte[]> filesBeside(String name) {
    URL url = Resources.class.getClassLoader().getResource(name);
    if (url == null) {
      throw missing(name);
    }
    String directory = name.substring(0, name.lastIndexOf('/') + 1);
    SortedMap<String, byte[]> files = new TreeMap<>();
    try {
      List<String> paths =
          url.openConnection() instanceof JarURLConnection jar
              ? inJar(jar, directory)
              : inDirectory(Path.of(url.toURI()));
      for (String path : paths) {
        files.put(path, file(directory + path));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + directory + " from the program", e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException("the class path has an address that is none: " + url, e);
    }
    return files;
  }

  // The jar stays open: it is the one that the class loader itself reads from.
  private static List<String> inJar(JarURLConnection jar, String directory) throws IOException {
    List<String> paths = new ArrayList<>();
    jar.getJarFile().stream()
        .filter(entry -> !entry.isDirectory())
        .map(JarEntry::getName)
        .filter(entry -> entry.startsWith(directory))
        .map(entry -> entry.substring(directory.length()))
        .filter(Resources::visible)
        .forEach(paths::add);
    return paths;
  }

  private static List<String> inDirectory(Path known) throws IOException {
    Path root = known.resolveSibling("");
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> root.relativize(file).toString().replace('\\', '/'))
          .filter(Resources::visible)
          .toList();
    }
  }

  private static boolean visible(String path) {
    return !path.startsWith(".") && !path.contains("/.");
  }

  private static IllegalStateException missing(String name) {
    return new IllegalStateException("the program is incomplete: " + name + " is missing");
  }
}

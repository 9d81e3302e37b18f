package org.papermetrics.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.papermetrics.files.FileNode;

/** A temporary directory in memory where there is one, and what tests do in it. */
public final class Disk implements AutoCloseable {
  public static final String RESULTS = "paper_metrics_results.json";

  private final Path top;

  public Disk() {
    try {
      Path memory = Path.of("/dev/shm");
      top =
          Files.isWritable(memory)
              ? Files.createTempDirectory(memory, "watch-test")
              : Files.createTempDirectory("watch-test");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Path path(String name) {
    return top.resolve(name);
  }

  /** Makes a directory, with those above it. */
  public Path directory(String name) {
    return directory(path(name));
  }

  public static Path directory(Path path) {
    try {
      return Files.createDirectories(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes a file in place, making its directory. */
  public Path file(String name, String content) {
    return file(path(name), content);
  }

  public static Path file(Path file, String content) {
    try {
      directory(parent(file));
      return Files.writeString(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Replaces a file by renaming another one over it. */
  public static void replace(Path file, String content) {
    try {
      Path temporary = Files.writeString(file.resolveSibling(".tmp-x"), content);
      Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static void move(Path from, Path to) {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static Path link(Path link, Path target) {
    try {
      return Files.createSymbolicLink(link, target);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Deletes whatever is there, with all below it, without following links. */
  public static void delete(Path path) {
    try {
      if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
        try (Stream<Path> children = Files.list(path)) {
          children.toList().forEach(Disk::delete);
        }
      }
      Files.deleteIfExists(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The wanted files really below a directory, found without any code under test. */
  public static Set<Path> wantedFilesBelow(Path root) {
    return filesBelow(root, p -> p.endsWith(RESULTS) || p.endsWith("training_config.json"));
  }

  /** The files really below a directory that have such names. */
  public static Set<Path> filesBelow(Path root, Predicate<Path> names) {
    try {
      Path real = root.toRealPath();
      try (Stream<Path> all = Files.walk(real)) {
        return all.filter(names)
            .filter(Files::isRegularFile)
            .map(p -> root.resolve(real.relativize(p)))
            .collect(Collectors.toCollection(TreeSet::new));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until the file system's clock has moved on since a directory changed. */
  public static void awaitTick(Path directory) throws IOException {
    long before = FileNode.of(directory).changed();
    Path probe = Files.createTempFile(parent(parent(directory)), "probe", "");
    try {
      while (FileNode.of(probe).changed() <= before) {
        Files.writeString(probe, "tick");
      }
    } finally {
      Files.delete(probe);
    }
  }

  /** Runs a shell command in a directory, for what Java cannot name; skips the test if it fails. */
  public static void shell(Path directory, String command)
      throws IOException, InterruptedException {
    Process process = new ProcessBuilder("sh", "-c", command).directory(directory.toFile()).start();
    Assumptions.assumeTrue(process.waitFor() == 0, "this does not work here: " + command);
  }

  public static Path parent(Path path) {
    Path parent = path.getParent();
    if (parent == null) {
      throw new IllegalArgumentException(path + " has no parent");
    }
    return parent;
  }

  @Override
  public void close() {
    delete(top);
  }
}

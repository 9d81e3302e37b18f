package org.papermetrics.cli.service;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import org.papermetrics.files.TempDirectory;

/**
 * The Java that comes with the program in one archive, a directory as jlink makes it.
 *
 * @param directory the directory
 */
public record JavaRuntime(Path directory) {
  private static final String NAME = "runtime";

  /** The one that belongs to a jar, if this process runs with it: beside the jar or above it. */
  static Optional<JavaRuntime> broughtBy(Path jar) {
    Path directory = Path.of(System.getProperty("java.home"));
    Path beside = jar.toAbsolutePath().normalize().resolveSibling(NAME);
    Path above = beside.resolve("../../" + NAME).normalize();
    return directory.equals(beside) || directory.equals(above)
        ? Optional.of(new JavaRuntime(directory))
        : Optional.empty();
  }

  /** Where it is installed, beside the jar. */
  static JavaRuntime beside(Path jar) {
    return new JavaRuntime(jar.resolveSibling(NAME));
  }

  /** The command that runs programs. */
  Path java() {
    return directory.resolve("bin/java");
  }

  /** Whether both hold the same Java. */
  boolean isSameAs(JavaRuntime other) throws IOException {
    for (String part : new String[] {"release", "lib/modules", "lib/server/libjvm.so"}) {
      Path file = directory.resolve(part);
      if (!Files.exists(file) || Files.mismatch(file, other.directory.resolve(part)) != -1) {
        return false;
      }
    }
    return true;
  }

  /**
   * Copies it. What runs from the other directory goes on until it ends.
   *
   * @throws IOException when it cannot be copied, or could not be run there; then the other is as
   *     it was
   */
  void copyTo(JavaRuntime other) throws IOException {
    Path place = Files.createDirectories(other.directory.resolve("..").normalize());
    Path copy = Files.createTempDirectory(place, "." + NAME);
    try {
      Path fresh = copy.resolve("new");
      Files.walkFileTree(directory, new Copying(directory, fresh));
      if (!Files.isExecutable(new JavaRuntime(fresh).java())) {
        throw new IOException(
            "no program can be run in "
                + place
                + " (it may be mounted noexec). Install the jar with a Java 17 of this machine:"
                + " java -jar paper-metrics.jar install");
      }
      if (Files.exists(other.directory, LinkOption.NOFOLLOW_LINKS)) {
        Files.move(other.directory, copy.resolve("old"), StandardCopyOption.ATOMIC_MOVE);
      }
      Files.move(fresh, other.directory, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      TempDirectory.delete(copy);
    }
  }

  private static final class Copying extends SimpleFileVisitor<Path> {
    private final Path from;
    private final Path to;

    Copying(Path from, Path to) {
      this.from = from;
      this.to = to;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes)
        throws IOException {
      Files.createDirectory(to.resolve(from.relativize(dir)));
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.copy(
          file,
          to.resolve(from.relativize(file)),
          StandardCopyOption.COPY_ATTRIBUTES,
          LinkOption.NOFOLLOW_LINKS);
      return FileVisitResult.CONTINUE;
    }
  }
}

package org.papermetrics.watch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.papermetrics.testing.Disk;

/** Does to a root what people, jobs and scripts do, in an order that a seed decides. */
final class RandomScript {
  private static final String[] NAMES = {
    "run1", "run1-x", "checkpoints", "a b", "l\nb", "\uD83D\uDE80", "Run1"
  };
  private static final String[] FILES = {
    Disk.RESULTS, Disk.RESULTS, "training_config.json", "notes.txt", "model.safetensors"
  };

  private final Path root;
  private final Path outside;
  private final Random random;
  private int unique;

  RandomScript(Path root, Path outside, long seed) {
    this.root = root;
    this.outside = outside;
    this.random = new Random(seed);
  }

  /** Does so many steps as fast as it can, with a few short rests. */
  void run(int steps) {
    for (int i = 0; i < steps; i++) {
      step(16);
    }
  }

  /** Does so many steps as fast as it can. */
  void runWithoutRest(int steps) {
    for (int i = 0; i < steps; i++) {
      step(15);
    }
  }

  private void step(int kinds) {
    try {
      switch (random.nextInt(kinds)) {
        case 0, 1, 2 -> Disk.file(file(newDirectory(root)), content());
        case 3 -> Disk.file(file(someDirectory(root)), content());
        case 4 -> Disk.replace(file(someDirectory(root)), content());
        case 5 -> Files.deleteIfExists(file(someDirectory(root)));
        case 6 -> rename(someDirectory(root), newDirectory(root));
        case 7 -> rename(someDirectory(root), outside.resolve("out" + unique++));
        case 8 -> rename(someDirectory(outside), newDirectory(root));
        case 9 -> Disk.file(file(someDirectory(outside)), content());
        case 10 -> deleteBelow(someDirectory(root));
        case 11 -> Disk.link(someDirectory(root).resolve("link" + unique++), someDirectory(root));
        case 12 -> touch(file(someDirectory(root)));
        case 13 -> rename(someDirectory(root).resolve("notes.txt"), file(someDirectory(root)));
        case 14 -> swap(someDirectory(root), someDirectory(root));
        default -> rest();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** More events in one directory than wait for the watcher. */
  void overflow() {
    Path directory = Disk.directory(newDirectory(root));
    for (int i = 0; i < 3_000; i++) {
      Disk.delete(Disk.file(directory.resolve("noise" + i), ""));
    }
  }

  private void rest() {
    if (random.nextInt(3) == 0) {
      try {
        Thread.sleep(random.nextInt(25));
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private String content() {
    return "{\"n\":" + random.nextInt(1_000_000) + "}";
  }

  private Path file(Path directory) {
    return directory.resolve(FILES[random.nextInt(FILES.length)]);
  }

  private Path newDirectory(Path top) {
    Path path = random.nextBoolean() ? top : someDirectory(top);
    for (int depth = random.nextInt(3); depth >= 0; depth--) {
      path = path.resolve(NAMES[random.nextInt(NAMES.length)]);
    }
    return path;
  }

  private Path someDirectory(Path top) {
    try (Stream<Path> all = Files.walk(top, 5)) {
      List<Path> directories =
          all.filter(p -> Files.isDirectory(p, LinkOption.NOFOLLOW_LINKS)).sorted().toList();
      return directories.get(random.nextInt(directories.size()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void rename(Path from, Path to) throws IOException {
    if (from.equals(root)
        || from.equals(outside)
        || to.startsWith(from)
        || from.startsWith(to)
        || !Files.exists(from, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    Disk.directory(Disk.parent(to));
    if (Files.isDirectory(to, LinkOption.NOFOLLOW_LINKS)) {
      deleteBelow(to);
      Files.deleteIfExists(to);
    }
    if (Files.isDirectory(from, LinkOption.NOFOLLOW_LINKS) || !Files.isDirectory(to)) {
      Disk.move(from, to);
    }
  }

  private void swap(Path a, Path b) throws IOException {
    if (a.startsWith(b) || b.startsWith(a)) {
      return;
    }
    Path aside = outside.resolve("aside" + unique++);
    Disk.move(a, aside);
    Disk.move(b, a);
    Disk.move(aside, b);
  }

  private void deleteBelow(Path directory) throws IOException {
    try (Stream<Path> children = Files.list(directory)) {
      children.toList().forEach(Disk::delete);
    }
    if (!directory.equals(root) && !directory.equals(outside) && random.nextBoolean()) {
      Files.delete(directory);
    }
  }

  private void touch(Path file) throws IOException {
    if (Files.isRegularFile(file)) {
      if (random.nextBoolean()) {
        Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(random.nextInt())));
      } else {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
      }
    }
  }
}

package org.papermetrics.cli.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What the files of a daemon cost a program that does nothing with them. */
final class FileFloor {
  private static final int TIMES = 3;
  private static final int EVENTS = 200;
  private static final int PATIENCE_SECONDS = 60;
  private static final int BUFFER = 1 << 16;

  private FileFloor() {}

  /** Something to be timed. */
  private interface Work {
    void run() throws IOException;
  }

  /** Visiting all files below some directories. */
  static Timings walk(List<Path> roots) throws IOException {
    return timed(() -> visit(roots, new SimpleFileVisitor<>() {}));
  }

  /** Visiting and reading them. */
  static Timings walkAndRead(List<Path> roots) throws IOException {
    byte[] buffer = new byte[BUFFER];
    return timed(
        () ->
            visit(
                roots,
                new SimpleFileVisitor<>() {
                  @Override
                  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                      throws IOException {
                    readWhole(file, buffer);
                    return FileVisitResult.CONTINUE;
                  }
                }));
  }

  /** Reading some files. */
  static Timings read(List<Path> files) throws IOException {
    byte[] buffer = new byte[BUFFER];
    return timed(
        () -> {
          for (Path file : files) {
            readWhole(file, buffer);
          }
        });
  }

  private static void visit(List<Path> roots, SimpleFileVisitor<Path> visitor) throws IOException {
    for (Path root : roots) {
      Files.walkFileTree(root, visitor);
    }
  }

  private static void readWhole(Path file, byte[] buffer) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      while (in.read(buffer) >= 0) {
        // Only the reading counts.
      }
    }
  }

  private static Timings timed(Work work) throws IOException {
    List<Long> nanos = new ArrayList<>();
    for (int i = 0; i < TIMES; i++) {
      long began = System.nanoTime();
      work.run();
      nanos.add(System.nanoTime() - began);
    }
    return new Timings(nanos);
  }

  /** The event of a rename in a directory. */
  static Timings renameToEvent(Path directory) throws IOException, InterruptedException {
    List<Long> nanos = new ArrayList<>();
    Path beside = directory.resolve("beside");
    Path place = directory.resolve("place");
    try (WatchService watch = directory.getFileSystem().newWatchService()) {
      for (int i = 0; i < EVENTS; i++) {
        Files.writeString(beside, Integer.toString(i));
        WatchKey key = directory.register(watch, StandardWatchEventKinds.ENTRY_CREATE);
        long began = System.nanoTime();
        Files.move(beside, place, StandardCopyOption.ATOMIC_MOVE);
        if (watch.poll(PATIENCE_SECONDS, TimeUnit.SECONDS) == null) {
          throw new IOException("the system does not report changes in " + directory);
        }
        nanos.add(System.nanoTime() - began);
        key.cancel();
        Files.delete(place);
      }
    }
    return new Timings(nanos);
  }

  /** Replacing a file by a copy that a power cut cannot lose. */
  static Timings replace(Path file, Path directory) throws IOException {
    Path beside = directory.resolve("copy");
    Path place = directory.resolve("copied");
    try (FileChannel from = FileChannel.open(file, StandardOpenOption.READ)) {
      return timed(
          () -> {
            try (FileChannel to =
                FileChannel.open(beside, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
              copy(from, to);
              to.force(true);
            }
            Files.move(beside, place, StandardCopyOption.ATOMIC_MOVE);
            try (FileChannel entry = FileChannel.open(directory, StandardOpenOption.READ)) {
              entry.force(true);
            }
          });
    } finally {
      Files.deleteIfExists(place);
    }
  }

  private static void copy(FileChannel from, FileChannel to) throws IOException {
    long size = from.size();
    for (long at = 0; at < size; ) {
      at += from.transferTo(at, size - at, to);
    }
  }
}

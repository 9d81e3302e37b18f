package org.papermetrics.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.papermetrics.cli.service.ClassArchive;

/**
 * The program in a Java of its own: the jar that the build has made, where it says so, or else the
 * classes of these tests, which may be newer.
 */
public final class Program {
  /** Java starts sooner than with its defaults. */
  private static final List<String> QUICK_START =
      List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

  private Program() {}

  /** The jar that the build has made, in a lane of it that comes after. */
  public static Optional<Path> jar() {
    return Optional.ofNullable(System.getProperty("program.jar")).map(Path::of);
  }

  private static Path executable() {
    return Path.of(System.getProperty("java.home"), "bin", "java");
  }

  /** The Java that runs these tests, and options with which it starts soon. */
  public static List<String> java() {
    List<String> command = new ArrayList<>();
    command.add(executable().toString());
    command.addAll(QUICK_START);
    return command;
  }

  /** The command that runs a main class of these tests. */
  public static List<String> command(Class<?> main, String... arguments) {
    List<String> command = java();
    command.add("-Xmx128m");
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(arguments));
    return command;
  }

  /** The command that runs the program, to which more can be added. */
  public static List<String> command(String... arguments) {
    List<String> command = java();
    // Half of what the service has, so that what keeps too much is noticed.
    command.add("-Xmx256m");
    Optional<Path> jar = jar();
    if (jar.isPresent()) {
      classArchive(jar.get()).ifPresent(archive -> command.add(archive.option()));
      command.addAll(List.of("-jar", jar.get().toString()));
    } else {
      command.addAll(
          List.of("-cp", System.getProperty("java.class.path"), "org.papermetrics.cli.Main"));
    }
    command.addAll(List.of(arguments));
    return command;
  }

  /**
   * The class archive of the jar, with which a daemon needs a third less processor time to start.
   * The first process to ask makes it; others that ask meanwhile start without.
   */
  private static synchronized Optional<ClassArchive> classArchive(Path jar) {
    ClassArchive archive = ClassArchive.beside(executable(), jar);
    Path inUse = jar.resolveSibling("class-archive.lock");
    try {
      if (!isNewer(archive.file(), jar)) {
        try (FileChannel channel =
                FileChannel.open(inUse, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock()) {
          if (lock != null && !isNewer(archive.file(), jar)) {
            archive.make();
          }
        }
      }
      return isNewer(archive.file(), jar) ? Optional.of(archive) : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static boolean isNewer(Path file, Path than) throws IOException {
    return Files.exists(file)
        && Files.getLastModifiedTime(file).compareTo(Files.getLastModifiedTime(than)) > 0;
  }
}

package org.papermetrics.endtoend;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.papermetrics.testing.Program;

/**
 * The program as jars of several versions, which install copies. Each names the jar that the build
 * has made, or the classes and libraries of this test; they are put where every user can read them.
 */
final class PackedProgram {
  private static final List<String> ONLY_TESTS =
      List.of("test-classes", "playwright", "driver", "archunit", "jqwik", "junit", "assertj");

  private final Path directory;
  private final StringBuilder classPath = new StringBuilder();

  private PackedProgram(Path directory) {
    this.directory = directory;
  }

  /** Puts what it consists of into a new directory. */
  static PackedProgram in(Path directory) throws IOException {
    PackedProgram program = new PackedProgram(Files.createDirectories(directory));
    List<Path> parts = Program.jar().map(List::of).orElseGet(PackedProgram::classPathOfTests);
    for (Path path : parts) {
      String name = path.getFileName().toString();
      if (Files.exists(path) && ONLY_TESTS.stream().noneMatch(name::contains)) {
        program.add(path, directory.resolve(name));
      }
    }
    return program;
  }

  private static List<Path> classPathOfTests() {
    return Stream.of(System.getProperty("java.class.path").split(":", -1))
        .map(entry -> Path.of(entry).toAbsolutePath())
        .toList();
  }

  private void add(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path path : (Iterable<Path>) all::iterator) {
        Path copy = to.resolve(from.relativize(path).toString());
        if (Files.isDirectory(path)) {
          Files.createDirectories(copy);
        } else {
          Files.copy(path, copy);
        }
      }
    }
    classPath.append(classPath.isEmpty() ? "" : " ").append(to.toUri());
  }

  /** A jar of this version. */
  Path jar(String version) throws IOException {
    Manifest manifest = new Manifest();
    Attributes attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.put(Attributes.Name.MAIN_CLASS, "org.papermetrics.cli.Main");
    attributes.put(Attributes.Name.IMPLEMENTATION_VERSION, version);
    attributes.put(Attributes.Name.CLASS_PATH, classPath.toString());
    Path jar = directory.resolve("paper-metrics-" + version + ".jar");
    try (OutputStream out = Files.newOutputStream(jar)) {
      new JarOutputStream(out, manifest).close();
    }
    return jar;
  }

  /** The command that runs such a jar. */
  static List<String> command(Path jar, String... arguments) {
    List<String> command = Program.java();
    command.addAll(List.of("-jar", jar.toString()));
    command.addAll(List.of(arguments));
    return command;
  }
}

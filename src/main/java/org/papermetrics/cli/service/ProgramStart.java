package org.papermetrics.cli.service;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How the installed program is started.
 *
 * @param java the Java to run with
 * @param jar the program
 * @param archive the class archive; empty when there is none
 */
public record ProgramStart(Path java, Path jar, Optional<Path> archive) {
  /**
   * For a start in little time: one thread that compiles, quickly, the collector that needs no
   * threads, and a class archive that stays at the address it was made for.
   */
  private static final List<String> QUICK =
      List.of(
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-XX:CICompilerCount=1",
          "-XX:-UsePerfData",
          "-XX:+IgnoreUnrecognizedVMOptions",
          "-XX:+UnlockDiagnosticVMOptions",
          "-XX:ArchiveRelocationMode=0");

  /** Java warns on standard output, where a command's own output goes. */
  private static final List<String> WARNINGS = List.of("-Xlog:disable", "-Xlog:all=warning:stderr");

  /** The option that names the archive. */
  List<String> archiveOption() {
    return archive
        .map(file -> List.of(new ClassArchive(java, jar, file).option()))
        .orElse(List.of());
  }

  /** The words of a command line, to which the command's own are added. */
  List<String> words() {
    List<String> words = new ArrayList<>(List.of(java.toString()));
    words.addAll(QUICK);
    words.addAll(WARNINGS);
    words.addAll(archiveOption());
    words.addAll(List.of("-jar", jar.toString()));
    return words;
  }
}

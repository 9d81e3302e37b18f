package org.papermetrics.cli.service;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.papermetrics.files.TempDirectory;

/**
 * The class-data archive of the program: its classes as the JVM holds them in memory, from which a
 * short command starts in about half the time. An archive fits the JVM that has made it, and one
 * jar at one path; where it does not fit, the JVM starts without.
 *
 * @param java the Java that runs the program
 * @param jar the program
 * @param file the archive
 */
public record ClassArchive(Path java, Path jar, Path file) {
  /** The hidden command that uses the classes worth having in the archive. */
  public static final String REHEARSAL = "rehearse";

  /** The option of Java that names an archive. */
  private static final String OPTION = "-XX:SharedArchiveFile=";

  private static final int LONGEST_SECONDS = 120;

  /** The archive that lies beside a jar. */
  public static ClassArchive beside(Path java, Path jar) {
    return new ClassArchive(java, jar, jar.resolveSibling("paper-metrics.jsa"));
  }

  /**
   * What to do when this process was told to take an archive and has not; empty when all is well.
   */
  public static Optional<String> refusal() {
    // The words that `java -version` ends with.
    boolean taken = System.getProperty("java.vm.info", "").contains("sharing");
    return options()
        .filter(option -> !taken)
        .map(
            option ->
                "The class archive "
                    + option.substring(OPTION.length())
                    + " does not fit this Java, so starts take longer; run install again.")
        .findFirst();
  }

  /** The option that names an archive, if this process was started with one. */
  public static Stream<String> options() {
    return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.startsWith(OPTION));
  }

  /** The option of Java that names this archive. */
  public String option() {
    return OPTION + file;
  }

  /** Whether the archive is there and the JVM takes it. */
  public boolean fits() throws IOException, InterruptedException {
    return Files.exists(file) && output(trial(file)).ok();
  }

  /**
   * Makes the archive anew, which takes some seconds; the one that was there stays until then.
   *
   * @throws IOException with half a sentence, when it cannot be made
   */
  public void make() throws IOException, InterruptedException {
    Path directory = Files.createTempDirectory(file.toAbsolutePath().getParent(), ".class-archive");
    try {
      Path classes = directory.resolve("classes");
      Path made = directory.resolve("archive");
      must("-XX:DumpLoadedClassList=" + classes, "-jar", jar.toString(), REHEARSAL);
      must(
          "-Xshare:dump",
          "-XX:SharedClassListFile=" + classes,
          OPTION + made,
          "-cp",
          jar.toString());
      // The JVM would crash on one that the disk has not taken whole.
      must(trial(made));
      Files.move(made, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      TempDirectory.delete(directory);
    }
  }

  /** A start that fails without the whole archive. */
  private String[] trial(Path archive) {
    return new String[] {
      "-Xshare:on", "-XX:+VerifySharedSpaces", OPTION + archive, "-jar", jar.toString(), "--version"
    };
  }

  private void must(String... arguments) throws IOException, InterruptedException {
    Output output = output(arguments);
    if (!output.ok()) {
      throw new IOException(
          output.text().lines().reduce((first, last) -> last).orElse("Java ended at once").strip());
    }
  }

  private record Output(boolean ok, String text) {}

  private Output output(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(java.toString(), "-XX:+UseSerialGC"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("LC_ALL", "C.UTF-8");
    // A rehearsal opens no window.
    builder.environment().keySet().removeAll(List.of("DISPLAY", "WAYLAND_DISPLAY"));
    Path said = Files.createTempFile("paper-metrics-", ".out");
    try {
      Process process = builder.redirectOutput(said.toFile()).start();
      process.getOutputStream().close();
      boolean ended = process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS);
      if (!ended) {
        process.destroyForcibly().waitFor();
      }
      String text =
          ended ? Files.readString(said, StandardCharsets.ISO_8859_1) : "it took too long";
      return new Output(ended && process.exitValue() == 0, text);
    } finally {
      Files.delete(said);
    }
  }
}

package org.papermetrics.cli.doctor;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.papermetrics.registry.RegistryFile;
import org.papermetrics.registry.RegistryReading;

/** Checks the registry. */
final class RegistryCheck {
  private static final String TOPIC = "registry";

  private final Path file;
  private final Clock clock;
  private final Findings findings;

  RegistryCheck(Path file, Clock clock, Findings findings) {
    this.file = file;
    this.clock = clock;
    this.findings = findings;
  }

  /** Whether it can be read and written. What is wrong in it is among the problems. */
  void check() {
    RegistryReading reading = new RegistryFile(file, clock).read();
    if (reading instanceof RegistryReading.Read read) {
      findings.ok(TOPIC, file + " can be read and names " + read.entries().size() + " runs.");
    } else if (reading instanceof RegistryReading.Missing) {
      findings.note(
          TOPIC,
          "There is no registry "
              + file
              + " yet; the daemon makes it. If evaluations write another one, name that with"
              + " --registry or registry.");
    }
    Path directory = WritableDirectoryChecks.nearest(file.resolveSibling("."));
    if (!Files.isWritable(directory)) {
      findings.wrong(
          TOPIC,
          "New runs cannot be registered: "
              + directory
              + " cannot be written by "
              + System.getProperty("user.name")
              + ", and the registry is replaced there. Give that user write permission, or choose"
              + " another registry.");
    } else if (Files.exists(file) && !Files.isWritable(file)) {
      findings.wrong(
          TOPIC,
          file
              + " cannot be written by "
              + System.getProperty("user.name")
              + ", so new runs cannot be registered. Give that user write permission.");
    }
  }
}

package org.papermetrics.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A Python that has pandas. */
public final class Python {
  private final String command;

  private Python(String command) {
    this.command = command;
  }

  /** The first of those on this machine. */
  public static Optional<Python> withPandas() {
    return Stream.of("python3", "/usr/bin/python3")
        .filter(command -> succeeds(command, "-c", "import pandas"))
        .map(Python::new)
        .findFirst();
  }

  private static boolean succeeds(String... command) {
    try {
      return new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /**
   * Runs a program; gives what it prints, and fails when it fails.
   *
   * @param directory that it runs in and imports from
   */
  public String run(Path directory, Map<String, String> environment, String program)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(List.of(command, "-B", "-W", "error", "-c", program))
            .directory(directory.toFile())
            .redirectErrorStream(true);
    builder.environment().putAll(environment);
    builder.environment().put("PYTHONIOENCODING", "utf-8");
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }
}

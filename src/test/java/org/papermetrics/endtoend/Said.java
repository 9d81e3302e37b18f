package org.papermetrics.endtoend;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** How a program of the system ended and what it said, on both ways out. */
record Said(int code, String text) {
  /**
   * Runs it to its end.
   *
   * @param environment all that it sees; the PATH in it is used to find what it starts, not itself
   */
  static Said by(Map<String, String> environment, List<String> command)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Said(process.waitFor(), text);
  }
}

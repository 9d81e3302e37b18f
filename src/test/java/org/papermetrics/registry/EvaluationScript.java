package org.papermetrics.registry;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A process that registers runs as evaluation scripts do: reads the registry, appends, and rewrites
 * it in place without a lock.
 */
final class EvaluationScript implements AutoCloseable {
  private static final String PYTHON =
      """
      import json, random, sys, time
      file, name, runs, think = sys.argv[1], sys.argv[2], int(sys.argv[3]), float(sys.argv[4])
      for i in range(runs):
          while True:
              try:
                  with open(file) as f:
                      registry = json.load(f)
                  break
              except (OSError, ValueError):
                  time.sleep(0.002)
          path = '/theirs/%s-%03d/consolidated' % (name, i)
          registry['runs'].append({'checkpoint_path': path,
              'results_file': path + '/paper_metrics_results.json',
              'added_at': '2025-01-01T00:00:00', 'by': name})
          time.sleep(random.random() * think)
          with open(file, 'w') as f:
              json.dump(registry, f, indent=2)
          time.sleep(random.random() * think)
      """;

  private final Process process;

  private EvaluationScript(Process process) {
    this.process = process;
  }

  /** Whether this machine can run it. */
  static boolean isPossible() {
    try {
      return new ProcessBuilder("python3", "--version").start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /**
   * Starts one.
   *
   * @param runs how many it registers, one after another, as {@code /theirs/NAME-000/consolidated}
   * @param think the longest time between reading and writing, in seconds
   */
  static EvaluationScript start(Path registry, String name, int runs, double think)
      throws IOException {
    Path log = registry.resolveSibling(name + ".out");
    return new EvaluationScript(
        new ProcessBuilder(
                "python3",
                "-c",
                PYTHON,
                registry.toString(),
                name,
                Integer.toString(runs),
                Double.toString(think))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start());
  }

  boolean isRunning() {
    return process.isAlive();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}

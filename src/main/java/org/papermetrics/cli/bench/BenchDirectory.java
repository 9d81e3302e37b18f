package org.papermetrics.cli.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.papermetrics.files.TempDirectory;

/**
 * The temporary directory of a benchmark. It is deleted at the end, and when the program is ended
 * by a signal; processes that work in it end before. Made and closed by one thread, which a signal
 * interrupts.
 */
final class BenchDirectory implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 60;

  private final Path path;
  private final Thread user = Thread.currentThread();
  private final Thread hook = new Thread(this::end, "stop");
  private final CountDownLatch left = new CountDownLatch(1);
  private final List<Process> processes = new ArrayList<>();
  private volatile boolean ending;

  private BenchDirectory(Path path) {
    this.path = path;
  }

  /** A new directory in another one. */
  static BenchDirectory in(Path parent) throws IOException {
    Path path = Files.createTempDirectory(parent, "paper-metrics-bench-").toRealPath();
    BenchDirectory directory = new BenchDirectory(path);
    Runtime.getRuntime().addShutdownHook(directory.hook);
    return directory;
  }

  /** Where it is. */
  Path path() {
    return path;
  }

  /** Starts a process that ends with the directory. */
  Process start(ProcessBuilder builder) throws IOException {
    synchronized (processes) {
      if (ending) {
        throw new IOException("the benchmark is being ended");
      }
      Process process = builder.start();
      processes.add(process);
      return process;
    }
  }

  /**
   * Returns unless the program is being ended by a signal: what fails then fails for that reason,
   * of which nothing need be said.
   */
  void whenNotEnding() {
    while (ending) {
      LockSupport.park(this);
      Thread.interrupted();
    }
  }

  private void end() {
    ending = true;
    user.interrupt();
    try {
      boolean given = left.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (!given) {
        clear();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void clear() {
    synchronized (processes) {
      processes.forEach(process -> process.destroyForcibly().onExit().join());
    }
    TempDirectory.delete(path);
  }

  @Override
  public void close() {
    clear();
    left.countDown();
    if (!ending) {
      Runtime.getRuntime().removeShutdownHook(hook);
    }
  }
}

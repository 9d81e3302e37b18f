package org.papermetrics.endtoend;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.papermetrics.testing.Eventually;

/** A notebook server of the test, with a home directory of its own. */
final class Jupyter implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Process process;
  private final Path directory;
  private final int port;

  private Jupyter(Process process, Path directory, int port) {
    this.process = process;
    this.directory = directory;
    this.port = port;
  }

  /** Whether there is one on this machine. */
  static boolean isPossible() throws InterruptedException {
    return Command.succeeds("jupyter-notebook", "--version");
  }

  /** Starts one that shows the notebooks of a directory. */
  static Jupyter start(Path directory) throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    Path home = Files.createDirectories(directory.resolve("home"));
    ProcessBuilder builder =
        new ProcessBuilder(
                "jupyter-notebook",
                "--no-browser",
                "--allow-root",
                "--ip=127.0.0.1",
                "--port=" + port,
                "--NotebookApp.port_retries=0",
                "--NotebookApp.token=",
                "--NotebookApp.password=",
                "--notebook-dir=" + directory)
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("jupyter.log").toFile());
    builder.environment().put("HOME", home.toString());
    builder.environment().keySet().removeIf(name -> name.startsWith("XDG_"));
    Jupyter jupyter = new Jupyter(builder.start(), directory, port);
    try {
      Eventually.holds(jupyter::answers, "the notebook server listens");
    } catch (AssertionError e) {
      jupyter.close();
      throw e;
    }
    return jupyter;
  }

  private boolean answers() throws IOException {
    if (!process.isAlive()) {
      throw new AssertionError(Files.readString(directory.resolve("jupyter.log")));
    }
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  private static Map<String, Object> cell(String source) {
    Map<String, Object> cell = new HashMap<>();
    cell.put("cell_type", "code");
    cell.put("execution_count", null);
    cell.put("metadata", Map.of());
    cell.put("source", source);
    cell.put("outputs", List.of());
    return cell;
  }

  /** Writes a notebook with these cells; gives its address. */
  String notebook(String name, String... cells) throws IOException {
    JSON.writeValue(
        directory.resolve(name).toFile(),
        Map.of(
            "nbformat",
            4,
            "nbformat_minor",
            4,
            "metadata",
            Map.of(
                "kernelspec",
                Map.of("name", "python3", "display_name", "Python 3", "language", "python")),
            "cells",
            Stream.of(cells).map(Jupyter::cell).toList()));
    return origin() + "/notebooks/" + name;
  }

  /** What its pages name as their origin. */
  String origin() {
    return "http://127.0.0.1:" + port;
  }

  @Override
  public void close() {
    // The kernels end with it when it is asked to end.
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly().onExit().join();
  }
}

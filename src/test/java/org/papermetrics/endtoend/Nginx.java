package org.papermetrics.endtoend;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.papermetrics.testing.Eventually;

/** An nginx of the test, on a port of its own. */
final class Nginx implements AutoCloseable {
  private static final Pattern BLOCK = Pattern.compile("(?s)```nginx\n(.*?)```");

  private final Process process;
  private final int port;

  private Nginx(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /**
   * Starts one.
   *
   * @param directory for its files
   * @param locations what stands in its {@code server} block
   */
  static Nginx start(Path directory, String locations) throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    Path configuration = directory.resolve("nginx.conf");
    Files.writeString(
        configuration,
        """
        daemon off; master_process off; pid nginx.pid; error_log stderr warn;
        events {}
        http {
          access_log off;
          client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path fastcgi;
          uwsgi_temp_path uwsgi; scgi_temp_path scgi;
          server {
            listen 127.0.0.1:%d;
        %s
          }
        }
        """
            .formatted(port, locations));
    Process process =
        new ProcessBuilder("nginx", "-p", directory + "/", "-c", configuration.toString())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("nginx.log").toFile())
            .start();
    Nginx nginx = new Nginx(process, port);
    Eventually.holds(nginx::answers, "nginx listens");
    return nginx;
  }

  /**
   * The block of the documentation, for a daemon under a path.
   *
   * @param port of the daemon
   */
  static String documented(int port, String path) throws IOException {
    Matcher block = BLOCK.matcher(Files.readString(Path.of("docs/proxies.md")));
    if (!block.find()) {
      throw new AssertionError("the documentation has no block for nginx");
    }
    return block.group(1).replace("/metrics/", path).replace("127.0.0.1:8765", "127.0.0.1:" + port);
  }

  private boolean answers() throws IOException {
    if (!process.isAlive()) {
      throw new AssertionError("nginx ended with " + process.exitValue());
    }
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  /** The address of a path. */
  String address(String path) {
    return "http://127.0.0.1:" + port + path;
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}

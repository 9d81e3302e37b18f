package org.papermetrics.endtoend;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.xnio.IoUtils;

/** Passes connections on to a port; those of WebSockets can be made to lose all that is said. */
final class Relay implements AutoCloseable {
  private static final int BUFFER = 16_384;

  private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final int target;
  private volatile boolean deaf;

  private Relay(int target) throws IOException {
    this.target = target;
  }

  /** Passes on to a port of this machine. */
  static Relay to(int port) throws IOException {
    Relay relay = new Relay(port);
    start(relay::accept);
    return relay;
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "relay");
    thread.setDaemon(true);
    thread.start();
  }

  /** From now on nothing gets through on WebSockets that are open, and nobody hears of it. */
  void forgetSockets() {
    deaf = true;
  }

  /** The address of the page behind it. */
  String address() {
    return "http://127.0.0.1:" + server.getLocalPort() + "/";
  }

  private void accept() {
    try {
      while (true) {
        Socket page = server.accept();
        start(() -> serve(page));
      }
    } catch (IOException e) {
      // It is closed.
    }
  }

  private void serve(Socket page) {
    try (Socket daemon = new Socket(InetAddress.getLoopbackAddress(), target)) {
      byte[] first = new byte[BUFFER];
      int length = page.getInputStream().read(first);
      boolean live =
          length > 0
              && new String(first, 0, length, StandardCharsets.ISO_8859_1)
                  .startsWith("GET /api/v1/live");
      if (length > 0) {
        daemon.getOutputStream().write(first, 0, length);
        start(() -> pass(daemon, page, live));
        pass(page, daemon, live);
      }
    } catch (IOException e) {
      // One of them is gone, and so is the other now.
    } finally {
      IoUtils.safeClose(page);
    }
  }

  private void pass(Socket from, Socket to, boolean live) {
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] buffer = new byte[BUFFER];
      for (int length; (length = in.read(buffer)) >= 0; ) {
        if (!live || !deaf) {
          out.write(buffer, 0, length);
        }
      }
      to.shutdownOutput();
    } catch (IOException e) {
      IoUtils.safeClose(from, to);
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}

package org.papermetrics.daemon;

import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.papermetrics.api.HttpDependencies;
import org.papermetrics.api.HttpServer;
import org.papermetrics.api.PortUnavailableException;
import org.papermetrics.concurrent.CloseStack;
import org.papermetrics.config.Settings;

/** The HTTP server of the daemon, whose address is noted for other programs of its user. */
final class DaemonServer implements AutoCloseable {
  private final HttpServer server;
  private final CloseStack closing = new CloseStack();

  /** Listens from now on. */
  private DaemonServer(Settings settings, Optional<String> token, HttpDependencies content)
      throws PortUnavailableException, DaemonException {
    server = closing.add(new HttpServer(settings.http(), token, content));
    try {
      server.start();
      closing.add(DaemonDirectories.note(settings, address(settings)));
    } catch (PortUnavailableException | DaemonException | RuntimeException e) {
      closing.close();
      throw e;
    }
  }

  /**
   * Starts one on another thread.
   *
   * @param content asked for on that thread
   */
  static CompletableFuture<DaemonServer> starting(
      Settings settings, Optional<String> token, Supplier<HttpDependencies> content) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return new DaemonServer(settings, token, content.get());
          } catch (PortUnavailableException | DaemonException e) {
            throw new CompletionException(e);
          }
        });
  }

  /**
   * Waits until one has started.
   *
   * @throws PortUnavailableException when the address is taken
   * @throws DaemonException when the address cannot be noted
   */
  static DaemonServer started(CompletableFuture<DaemonServer> starting)
      throws PortUnavailableException, DaemonException {
    try {
      return starting.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof PortUnavailableException taken) {
        throw taken;
      }
      if (e.getCause() instanceof DaemonException unusable) {
        throw unusable;
      }
      throw e;
    }
  }

  /** Closes one as soon as it has started; does nothing when it does not start. */
  static void closeWhenStarted(CompletableFuture<DaemonServer> starting) {
    CompletableFuture<Void> unused = starting.thenAccept(DaemonServer::close);
  }

  /** Answers requests for the hosts that these settings name, and for no others from now on. */
  void allow(Settings next) {
    server.allow(next.http());
  }

  /** Where it answers, as {@code http://HOST:PORT}. */
  String address(Settings settings) {
    InetSocketAddress address = server.address();
    return settings.http().address(address.getAddress(), address.getPort());
  }

  /** Forgets the address and cuts what is still connected. Can be called again. */
  @Override
  public void close() {
    closing.close();
  }
}

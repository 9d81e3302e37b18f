package org.papermetrics.api;

import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.papermetrics.config.HttpSettings;
import org.xnio.Options;
import org.xnio.XnioExecutor;

/** The HTTP server: a few threads, strict limits, and the guards before everything. */
public final class HttpServer implements AutoCloseable {
  private static final int IO_THREADS = 2;
  private static final int WORKER_THREADS = 8;
  private static final int MAX_HEADERS = 100;
  private static final int MAX_PARAMETERS = 64;
  private static final long MAX_ENTITY_BYTES = 64 * 1024;

  private final HttpSettings settings;
  private final HttpLimits limits;
  private final Guards guards;
  private final Routes routes;
  private final StalledResponseCloser answers;
  private @Nullable Undertow undertow;
  private XnioExecutor.@Nullable Key looking;

  /**
   * A server that does not listen yet.
   *
   * @param token what requests must bring, present when the settings ask for it
   */
  public HttpServer(HttpSettings settings, Optional<String> token, HttpDependencies content) {
    this(settings, token, content, HttpLimits.DEFAULT);
  }

  HttpServer(
      HttpSettings settings, Optional<String> token, HttpDependencies content, HttpLimits limits) {
    if (token.isPresent() != settings.token()) {
      throw new IllegalArgumentException("a token that is asked for must be known");
    }
    this.settings = settings;
    this.limits = limits;
    guards = new Guards(settings.names(), token);
    routes = new Routes(content, token);
    routes.allowFrames(settings.frameAncestors());
    RootHandler door = new RootHandler(guards, routes);
    this.answers = new StalledResponseCloser(Errors.shielding(door));
  }

  /**
   * Listens and answers from now on.
   *
   * @throws PortUnavailableException when the address is taken or is none of this machine
   */
  public synchronized void start() throws PortUnavailableException {
    if (undertow != null) {
      throw new IllegalStateException("the server listens already");
    }
    Undertow server = build();
    try {
      server.start();
    } catch (RuntimeException e) {
      throw new PortUnavailableException(why(e), e);
    }
    undertow = server;
    looking =
        server
            .getWorker()
            .getIoThread()
            .executeAtInterval(answers::check, limits.stall().toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Answers requests for the hosts that these settings name, and for no others from now on. */
  public void allow(HttpSettings next) {
    guards.allow(next.names());
    routes.allowFrames(next.frameAncestors());
  }

  /** Where the server really listens; the port is never 0. */
  public synchronized InetSocketAddress address() {
    if (undertow == null) {
      throw new IllegalStateException("the server does not listen");
    }
    return (InetSocketAddress) undertow.getListenerInfo().get(0).getAddress();
  }

  /** Stops listening and cuts what is still connected. Can be called again. */
  @Override
  public synchronized void close() {
    if (undertow == null) {
      return;
    }
    if (looking != null) {
      looking.remove();
    }
    undertow.stop();
    undertow = null;
  }

  private Undertow build() {
    return Undertow.builder()
        .addHttpListener(settings.port(), settings.host())
        .setIoThreads(IO_THREADS)
        .setWorkerThreads(WORKER_THREADS)
        .setWorkerOption(Options.WORKER_NAME, "http")
        .setWorkerOption(Options.THREAD_DAEMON, true)
        .setSocketOption(Options.CONNECTION_HIGH_WATER, limits.connections())
        .setSocketOption(Options.CONNECTION_LOW_WATER, limits.connections())
        .setServerOption(UndertowOptions.MAX_HEADER_SIZE, limits.headerBytes())
        .setServerOption(UndertowOptions.MAX_HEADERS, MAX_HEADERS)
        .setServerOption(UndertowOptions.MAX_PARAMETERS, MAX_PARAMETERS)
        .setServerOption(UndertowOptions.MAX_ENTITY_SIZE, MAX_ENTITY_BYTES)
        .setServerOption(UndertowOptions.REQUEST_PARSE_TIMEOUT, millis(limits.parse()))
        .setServerOption(UndertowOptions.NO_REQUEST_TIMEOUT, millis(limits.idle()))
        .setServerOption(UndertowOptions.SHUTDOWN_TIMEOUT, millis(limits.shutdown()))
        .setHandler(answers)
        .build();
  }

  private static int millis(Duration duration) {
    return Math.toIntExact(duration.toMillis());
  }

  private String why(Throwable failure) {
    String where = settings.endpoint();
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnknownHostException) {
        return "Cannot listen on "
            + where
            + ": the host is unknown; use 127.0.0.1 or an address of this machine.";
      }
      if (cause instanceof BindException && String.valueOf(cause.getMessage()).contains("in use")) {
        return "Cannot listen on "
            + where
            + ": the port is in use; stop the other program, or choose another port with --port"
            + " (0 takes any free one).";
      }
    }
    return "Cannot listen on "
        + where
        + ": "
        + rootMessage(failure)
        + "; check http.host and http.port in the configuration.";
  }

  private static String rootMessage(Throwable failure) {
    Throwable root = failure;
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      root = cause;
    }
    return String.valueOf(root.getMessage());
  }
}

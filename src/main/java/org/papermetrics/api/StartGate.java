package org.papermetrics.api;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.SameThreadExecutor;
import io.undertow.util.StatusCodes;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Lets requests wait until the board of the daemon is restored. Meanwhile pages get the runs as an
 * earlier daemon has answered, if that is known.
 */
public final class StartGate {
  /** Why nothing else can be said meanwhile. */
  static final String WHY = "The daemon has just started and reads what it knew before.";

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final CompletableFuture<Void> open = new CompletableFuture<>();

  /** As large as all runs are, and so let go when nobody needs it any more. */
  private volatile Optional<RunsAnswer> saved;

  private final Duration patience;

  /**
   * Closed at first.
   *
   * @param saved what pages get meanwhile
   */
  public StartGate(Optional<RunsAnswer> saved) {
    this(saved, PATIENCE);
  }

  /**
   * Closed at first.
   *
   * @param patience how long a request waits at most
   */
  StartGate(Optional<RunsAnswer> saved, Duration patience) {
    this.saved = saved;
    this.patience = patience;
  }

  /** One that is open, for a server whose board is there. */
  public static StartGate opened() {
    StartGate gate = new StartGate(Optional.empty());
    gate.open();
    return gate;
  }

  /** The board is there. */
  public void open() {
    open.complete(null);
    saved = Optional.empty();
  }

  /** Whether the board is there. */
  boolean isOpen() {
    return open.isDone();
  }

  /** What pages get until then; empty afterwards. */
  Optional<RunsAnswer> saved() {
    return saved;
  }

  /** Has a request handled once the board is there; one that waits too long is told so. */
  void pass(HttpServerExchange exchange, HttpHandler next) {
    Runnable waiting =
        () -> {
          CompletableFuture<Void> unused =
              open.copy()
                  .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                  .whenComplete(
                      (is, late) ->
                          exchange.dispatch(
                              Errors.shielding(late == null ? next : StartGate::later)));
        };
    exchange.dispatch(SameThreadExecutor.INSTANCE, waiting);
  }

  private static void later(HttpServerExchange exchange) {
    exchange.getResponseHeaders().put(Headers.RETRY_AFTER, "1");
    Errors.send(exchange, StatusCodes.SERVICE_UNAVAILABLE, "Starting", WHY);
  }
}

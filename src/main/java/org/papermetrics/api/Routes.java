package org.papermetrics.api;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import io.undertow.util.StatusCodes;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.papermetrics.api.Assets.Asset;
import org.papermetrics.files.Resources;

/** Which path is answered by whom. */
final class Routes {
  private static final String HEALTH = "/healthz";
  private static final String CHALLENGE = "/api/v1/challenge";
  private static final String RUNS = "/api/v1/runs";
  private static final String RUN = RUNS + "/";
  private static final String NOTE = "/api/v1/notes/";
  private static final String OPEN_API = "/api/v1/openapi.json";
  private static final String DOCUMENT = "api/openapi.json";

  /** Those whose answers do not depend on the board. */
  private static final Set<String> WITHOUT_BOARD = Set.of(CHALLENGE, OPEN_API);

  private static final Set<HttpString> READ = Set.of(Methods.GET, Methods.HEAD);

  private final Map<String, HttpHandler> exact;
  private final StartGate gate;
  private final BoardHandler board;
  private final NotesHandler notes;
  private final OutputFiles outputs;
  private final AssetHandler assets;

  /**
   * Answers from this content.
   *
   * @param token what requests must bring, empty when nothing is asked for
   */
  Routes(HttpDependencies content, Optional<String> token) {
    gate = content.gate();
    board =
        new BoardHandler(
            content.snapshot(),
            content.zone(),
            new TableAnswer(content.status(), content.results()));
    notes = new NotesHandler(content.snapshot(), content.notes());
    StatusHandler status = new StatusHandler(content.status(), content.explain());
    outputs = new OutputFiles(content.outputs());
    assets = new AssetHandler(content.assets());
    byte[] document = Resources.file(DOCUMENT);
    exact =
        Map.ofEntries(
            at(OPEN_API, exchange -> Responses.json(exchange, document)),
            at(RUNS, exchange -> runs(exchange, content.changes())),
            at("/api/v1/evaluations", board::evaluations),
            at("/api/v1/compare", new CompareHandler(content.snapshot())::compare),
            at("/api/v1/problems", board::problems),
            at("/api/v1/status", status::status),
            at("/api/v1/left-out", status::leftOut),
            at("/api/v1/live", content.live()),
            at(CHALLENGE, new ChallengeHandler(token)::handle),
            at("/metrics", exchange -> metrics(exchange, content.metrics())),
            at(HEALTH, status::health));
  }

  private static Map.Entry<String, HttpHandler> at(String path, HttpHandler handler) {
    return Map.entry(path, handler);
  }

  private void runs(HttpServerExchange exchange, HttpHandler changes) throws Exception {
    if (exchange.getQueryParameters().keySet().equals(Set.of("since"))) {
      changes.handleRequest(exchange);
    } else {
      board.runs(exchange);
    }
  }

  private static void metrics(HttpServerExchange exchange, MetricsSource metrics) {
    exchange.dispatch(
        Errors.shielding(
            e -> {
              MetricsSource.Text text =
                  metrics.read(e.getRequestHeaders().getFirst(Headers.ACCEPT));
              Responses.send(
                  e,
                  StatusCodes.OK,
                  text.contentType(),
                  StandardCharsets.UTF_8.encode(text.body()));
            }));
  }

  /** Lets pages of these origins show the page in a frame, and no others from now on. */
  void allowFrames(Set<String> origins) {
    assets.allowFrames(origins);
  }

  /** Every path that has an answer of its own, as the OpenAPI document names it. */
  Set<String> paths() {
    Set<String> paths = new TreeSet<>(exact.keySet());
    paths.add(RUN + "{id}");
    paths.add(NOTE + "{id}");
    paths.addAll(outputs.paths());
    paths.addAll(Set.of("/", Assets.PAGE));
    return paths;
  }

  /**
   * Who may ask for this path. The page itself holds no data and may be linked to from anywhere,
   * also from the file that {@code open} starts a browser with.
   */
  Guards.Access access(String path) {
    if (assets.find(path).isPresent()) {
      return Guards.Access.ANY_SITE;
    }
    return path.equals(HEALTH) || path.equals(CHALLENGE)
        ? Guards.Access.EVERYBODY
        : Guards.Access.TOKEN;
  }

  /** What may be asked of this path. */
  Set<HttpString> methods(String path) {
    return path.startsWith(NOTE) ? NotesHandler.METHODS : READ;
  }

  /** Answers a request that is let in. */
  void handle(HttpServerExchange exchange, String path) throws Exception {
    Optional<Asset> asset = assets.find(path);
    if (asset.isPresent()) {
      assets.handle(exchange, asset.get());
    } else if (gate.isOpen() || WITHOUT_BOARD.contains(path)) {
      answer(exchange, path);
    } else if (path.equals(HEALTH)) {
      StatusHandler.starting(exchange);
    } else if (!path.equals(RUNS) || !board.sendSaved(exchange, gate.saved())) {
      gate.pass(exchange, e -> answer(e, path));
    }
  }

  private void answer(HttpServerExchange exchange, String path) throws Exception {
    HttpHandler handler = exact.get(path);
    if (handler != null) {
      handler.handleRequest(exchange);
    } else if (path.startsWith(RUN)) {
      board.run(exchange, path.substring(RUN.length()));
    } else if (path.startsWith(NOTE)) {
      notes.handle(exchange, path.substring(NOTE.length()));
    } else {
      file(exchange, path);
    }
  }

  private void file(HttpServerExchange exchange, String path) {
    Optional<String> output = outputs.contentType(path);
    if (output.isPresent()) {
      exchange.dispatch(Errors.shielding(e -> outputs.handle(e, path, output.get())));
    } else {
      Errors.notFound(exchange, "There is nothing at this path; the page is at /.");
    }
  }
}

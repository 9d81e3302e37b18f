package org.papermetrics.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.papermetrics.config.Settings;
import org.papermetrics.model.Explanation;
import org.papermetrics.model.LeftOut;
import org.papermetrics.model.Problem;
import org.papermetrics.model.Removal;
import org.papermetrics.model.RunKey;

/**
 * HTTP client for a daemon in another process. Nothing is changed by asking. Before each request
 * that carries the token the server proves that it knows it.
 */
public final class DaemonClient {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String address;
  private final Optional<String> token;

  private DaemonClient(String address, Optional<String> token) {
    this.address = address;
    this.token = token;
  }

  /**
   * The daemon that uses the state directory of these settings.
   *
   * @return empty when none that lives has noted its address there, or it does not answer
   * @throws IOException when the address or the token cannot be read
   */
  public static Optional<DaemonClient> of(Settings settings) throws IOException {
    Optional<String> address =
        new DaemonAddressFile(settings.stateDir()).noted().filter(DaemonClient::isAt);
    return address.isEmpty()
        ? Optional.empty()
        : Optional.of(new DaemonClient(address.get(), new TokenFile(settings.stateDir()).peek()));
  }

  /** Whether a daemon of this program answers at an address. */
  public static boolean isAt(String address) {
    return new DaemonClient(address, Optional.empty()).answers();
  }

  /** Where it answers. */
  public String address() {
    return address;
  }

  private boolean answers() {
    try {
      return get("/healthz").has("status");
    } catch (IOException | IllegalArgumentException e) {
      return false;
    }
  }

  /**
   * How it is doing.
   *
   * @param failing what should run and does not, a sentence each
   * @param roots the checkpoint and log directories that it watches
   */
  public record About(
      String version, Duration uptime, int runs, List<String> failing, List<String> roots) {
    /** Copies the lists. */
    public About {
      failing = List.copyOf(failing);
      roots = List.copyOf(roots);
    }
  }

  /**
   * Asks how it is doing.
   *
   * @throws IOException when it does not answer, or does not let this program in
   */
  public About about() throws IOException {
    JsonNode health = get("/healthz");
    List<String> failing = new ArrayList<>();
    health
        .path("checks")
        .forEach(c -> failing.add(c.path("name").asText() + ": " + c.path("message").asText()));
    JsonNode status = get("/api/v1/status");
    List<String> roots = new ArrayList<>();
    status.path("roots").forEach(root -> roots.add(root.path("path").asText()));
    return new About(
        status.path("version").asText(),
        Duration.ofSeconds(status.path("uptime_seconds").asLong()),
        status.path("runs").asInt(),
        failing,
        roots);
  }

  /**
   * What it cannot use.
   *
   * @throws IOException when it does not answer, or does not let this program in
   */
  public List<Problem> problems() throws IOException {
    List<Problem> problems = new ArrayList<>();
    for (JsonNode problem : get("/api/v1/problems")) {
      kind(problem.path("kind").asText())
          .ifPresent(
              kind ->
                  problems.add(
                      new Problem(
                          kind,
                          problem.path("path").asText(),
                          problem.path("message").asText(),
                          Instant.parse(problem.path("since").asText()))));
    }
    return problems;
  }

  /**
   * The removed runs whose results are on disk.
   *
   * @return none when the daemon is of a version that does not answer this
   * @throws IOException when it does not answer, or does not let this program in
   */
  public LeftOut leftOut() throws IOException {
    JsonNode answer = get("/api/v1/left-out");
    List<Removal> runs = new ArrayList<>();
    for (JsonNode run : answer.path("runs")) {
      String results = run.path("results_file").asText();
      RunKey key =
          run.path("checkpoint_path").isTextual()
              ? RunKey.ofCheckpoint(run.path("checkpoint_path").asText())
              : RunKey.ofPretrained(results);
      runs.add(new Removal(key, null, results, true));
    }
    return new LeftOut(runs, answer.path("command").asText(LeftOut.COMMAND));
  }

  /**
   * The evaluations under way, as the daemon gives them in JSON.
   *
   * @throws IOException when it does not answer, or does not let this program in
   */
  public String evaluations() throws IOException {
    return get("/api/v1/evaluations").toPrettyString();
  }

  /**
   * The runs that a query asks for, in the form that it asks for.
   *
   * @param query the parameters of {@code /api/v1/runs} with their values
   * @throws RefusedException when the query cannot be answered
   * @throws IOException when it does not answer, or does not let this program in
   */
  public String runs(Map<String, List<String>> query) throws IOException {
    return queried("/api/v1/runs", query);
  }

  /**
   * The statistics of the runs that a query asks for.
   *
   * @param query the parameters of {@code /api/v1/compare} with their values
   * @throws RefusedException when the query cannot be answered
   * @throws IOException when it does not answer, or does not let this program in
   */
  public String comparison(Map<String, List<String>> query) throws IOException {
    return queried("/api/v1/compare", query);
  }

  private String queried(String path, Map<String, List<String>> query) throws IOException {
    String parameters =
        query.entrySet().stream()
            .flatMap(e -> e.getValue().stream().map(v -> e.getKey() + "=" + encoded(v)))
            .collect(Collectors.joining("&"));
    HttpAnswer response = answer(path + "?" + parameters);
    if (response.status() == 400) {
      throw new RefusedException(JSON.readTree(response.body()).path("detail").asText());
    }
    if (response.status() != 200) {
      throw new IOException(
          "the daemon at " + address + " answers " + response.status() + " to " + path);
    }
    return response.body();
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  private static Optional<Problem.Kind> kind(String wireName) {
    for (Problem.Kind kind : Problem.Kind.values()) {
      if (kind.wireName().equals(wireName)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }

  /**
   * Asks why a path is on the board or is not.
   *
   * @param subject an absolute path, or the id of a run
   * @return empty when the daemon is of a version that does not answer this
   * @throws IOException when it does not answer, or does not let this program in
   */
  public Optional<Explanation> explain(String subject) throws IOException {
    JsonNode path =
        get("/api/v1/status?path=" + URLEncoder.encode(subject, StandardCharsets.UTF_8))
            .path("path");
    if (!path.isObject()) {
      return Optional.empty();
    }
    List<Explanation.Step> steps = new ArrayList<>();
    for (JsonNode step : path.path("steps")) {
      steps.add(
          new Explanation.Step(
              Explanation.Outcome.valueOf(step.path("outcome").asText().toUpperCase(Locale.ROOT)),
              step.path("message").asText()));
    }
    @Nullable String id = path.path("run_id").isTextual() ? path.path("run_id").asText() : null;
    return Optional.of(
        new Explanation(
            subject, path.path("on_board").asBoolean(), id, path.path("message").asText(), steps));
  }

  private HttpAnswer answer(String path) throws IOException {
    boolean known = token.isPresent() && Challenge.isPassed(address, token.get());
    HttpAnswer response =
        HttpAnswer.to(URI.create(address + path), known ? token : Optional.empty());
    if (response.status() == 401) {
      throw new IOException(
          "the daemon at " + address + " does not take the token in the state directory");
    }
    return response;
  }

  private JsonNode get(String path) throws IOException {
    try {
      HttpAnswer response = answer(path);
      JsonNode answer = JSON.readTree(response.body());
      if (answer == null || (response.status() / 100 != 2 && !answer.path("status").isTextual())) {
        String why = answer == null ? "" : answer.path("detail").asText();
        throw new IOException(
            "the daemon at "
                + address
                + " answers "
                + response.status()
                + " to "
                + path
                + (why.isEmpty() ? "" : ": " + why));
      }
      return answer;
    } catch (JsonProcessingException e) {
      throw new IOException("what answers at " + address + " is no daemon of this program", e);
    }
  }
}

package org.papermetrics.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.papermetrics.testing.Eventually;

/**
 * A headless Firefox with one page, spoken to by WebDriver BiDi, which it understands without a
 * driver beside it. Errors that the page throws are collected.
 */
final class Firefox implements AutoCloseable {
  private static final Path PROGRAM = Path.of("/usr/bin/firefox-esr");
  private static final Pattern LISTENING = Pattern.compile("BiDi listening on (ws://\\S+)");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Process process;
  private final WebSocket socket;
  private final String context;
  private final AtomicInteger ids = new AtomicInteger();
  private final Map<Integer, CompletableFuture<JsonNode>> asked = new ConcurrentHashMap<>();
  private final List<String> errors = new CopyOnWriteArrayList<>();

  private Firefox(Process process, String address) throws Exception {
    this.process = process;
    socket =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .buildAsync(URI.create(address + "/session"), new Answers())
            .get(20, TimeUnit.SECONDS);
    ask("session.new", "{\"capabilities\":{}}");
    ask("session.subscribe", "{\"events\":[\"log.entryAdded\"]}");
    context =
        ask("browsingContext.getTree", "{}").path("contexts").path(0).path("context").textValue();
  }

  /** Whether it is installed. */
  static boolean isInstalled() {
    return Files.isExecutable(PROGRAM);
  }

  /** Starts it with a profile of its own in a directory. */
  static Firefox start(Path directory) throws Exception {
    Path profile = Files.createDirectories(directory.resolve("firefox"));
    Process process =
        new ProcessBuilder(
                PROGRAM.toString(),
                "--headless",
                "--no-remote",
                "--remote-debugging-port",
                "0",
                "--profile",
                profile.toString())
            .redirectErrorStream(true)
            .start();
    try {
      return new Firefox(process, addressOf(process));
    } catch (Exception e) {
      process.destroyForcibly();
      throw e;
    }
  }

  private static String addressOf(Process process) throws IOException {
    BufferedReader said =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    List<String> lines = new ArrayList<>();
    for (String line = said.readLine(); line != null; line = said.readLine()) {
      lines.add(line);
      Matcher listening = LISTENING.matcher(line);
      if (listening.find()) {
        drain(said);
        return listening.group(1);
      }
    }
    throw new IOException("it does not listen: " + lines);
  }

  // What nobody reads would hold it up.
  private static void drain(BufferedReader said) {
    Thread thread = new Thread(() -> said.lines().forEach(line -> {}), "output of Firefox");
    thread.setDaemon(true);
    thread.start();
  }

  /** Opens an address, and returns when it has loaded. */
  void open(String address) {
    ObjectNode parameters = inPage();
    parameters.put("url", address).put("wait", "complete");
    ask("browsingContext.navigate", parameters.toString());
  }

  /** What an expression of JavaScript is, as text. */
  String evaluate(String expression) {
    ObjectNode parameters = JSON.createObjectNode();
    parameters.put("expression", "String(" + expression + ")").put("awaitPromise", true);
    parameters.putObject("target").put("context", context);
    return ask("script.evaluate", parameters.toString()).path("result").path("value").asText();
  }

  /** Waits until an expression is this text. */
  void await(String expression, String text) throws Exception {
    Eventually.holds(() -> evaluate(expression).equals(text), expression + " is " + text);
  }

  /** The page as it is printed, a PDF. */
  byte[] print() {
    ObjectNode parameters = inPage();
    parameters.put("background", true);
    String data = ask("browsingContext.print", parameters.toString()).path("data").asText();
    return Base64.getDecoder().decode(data);
  }

  /** What the page has thrown. */
  List<String> errors() {
    return List.copyOf(errors);
  }

  private ObjectNode inPage() {
    return JSON.createObjectNode().put("context", context);
  }

  private JsonNode ask(String method, String parameters) {
    int id = ids.incrementAndGet();
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    asked.put(id, answer);
    String text = "{\"id\":%d,\"method\":\"%s\",\"params\":%s}".formatted(id, method, parameters);
    try {
      socket.sendText(text, true).get(20, TimeUnit.SECONDS);
      JsonNode message = answer.get(60, TimeUnit.SECONDS);
      if (message.path("type").asText().equals("error")) {
        throw new AssertionError(method + ": " + message);
      }
      return message.path("result");
    } catch (Exception e) {
      throw new AssertionError(method + " was not answered", e);
    }
  }

  @Override
  public void close() {
    socket.abort();
    process.destroyForcibly().onExit().join();
  }

  private final class Answers implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
      text.append(part);
      if (last) {
        take(text.toString());
        text.setLength(0);
      }
      from.request(1);
      return null;
    }

    private void take(String message) {
      JsonNode node;
      try {
        node = JSON.readTree(message);
      } catch (IOException e) {
        errors.add("not JSON: " + message);
        return;
      }
      CompletableFuture<JsonNode> answer = asked.remove(node.path("id").asInt(-1));
      if (answer != null) {
        answer.complete(node);
      } else if (node.at("/params/type").asText().equals("javascript")
          && node.at("/params/level").asText().equals("error")) {
        errors.add(node.at("/params/text").asText());
      }
    }
  }
}

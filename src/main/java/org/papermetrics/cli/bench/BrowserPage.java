package org.papermetrics.cli.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A page in a Chromium without windows, driven over the DevTools protocol
 * (https://chromedevtools.github.io/devtools-protocol). Used by one thread.
 */
final class BrowserPage implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int PATIENCE_SECONDS = 60;
  private static final long BETWEEN_MILLIS = 20;
  private static final Pattern LISTENING = Pattern.compile("DevTools listening on (ws://\\S+)");
  private static final List<String> PROGRAMS =
      List.of(
          "chromium-headless-shell",
          "chromium",
          "chromium-browser",
          "google-chrome",
          "google-chrome-stable");

  private final Process process;

  /** Answers to questions, and events that nobody asked for. */
  private final BlockingQueue<String> texts = new LinkedBlockingQueue<>();

  private final WebSocket socket;
  private final String session;
  private int asked;

  private BrowserPage(Process process, URI address, HttpClient client)
      throws IOException, InterruptedException {
    this.process = process;
    try {
      this.socket =
          client.newWebSocketBuilder().buildAsync(address, new WholeTexts(texts::add)).join();
    } catch (CompletionException e) {
      throw new IOException("the browser takes no WebSocket: " + e.getCause(), e);
    }
    String target = ask("Target.createTarget", "", "url", "about:blank").path("targetId").asText();
    ObjectNode attach = JSON.createObjectNode().put("targetId", target).put("flatten", true);
    this.session = ask("Target.attachToTarget", "", attach).path("sessionId").asText();
  }

  /**
   * The browser: {@code $CHROMIUM}, else the first of some names in the path; empty without one.
   */
  static Optional<Path> browser() {
    Stream<Path> named = Stream.ofNullable(System.getenv("CHROMIUM")).map(Path::of);
    List<String> directories =
        Stream.ofNullable(System.getenv("PATH"))
            .flatMap(path -> Stream.of(path.split(File.pathSeparator, -1)))
            .filter(directory -> !directory.isEmpty())
            .toList();
    Stream<Path> found =
        PROGRAMS.stream()
            .flatMap(name -> directories.stream().map(directory -> Path.of(directory, name)));
    return Stream.concat(named, found)
        .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
        .findFirst();
  }

  /**
   * Starts a browser with an empty page.
   *
   * @param browser the program
   * @param directory where it keeps its files
   */
  static BrowserPage open(BenchDirectory directory, Path browser, HttpClient client)
      throws IOException, InterruptedException {
    Path log = directory.path().resolve("browser.log");
    ProcessBuilder command =
        new ProcessBuilder(
                browser.toString(),
                "--headless",
                // Its sandbox needs rights that containers and root do not have.
                "--no-sandbox",
                "--disable-gpu",
                "--no-first-run",
                "--window-size=1440,900",
                "--remote-debugging-port=0",
                "--user-data-dir=" + directory.path().resolve("browser"))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    Process process = directory.start(command);
    try {
      return new BrowserPage(process, address(process, log), client);
    } catch (IOException | InterruptedException | RuntimeException e) {
      end(process);
      throw e;
    }
  }

  private static URI address(Process process, Path log) throws IOException, InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (true) {
      Matcher listening = LISTENING.matcher(Files.readString(log));
      if (listening.find()) {
        return URI.create(listening.group(1));
      }
      if (!process.isAlive() || System.nanoTime() > end) {
        throw new IOException("the browser does not start; it said: " + Files.readString(log));
      }
      TimeUnit.MILLISECONDS.sleep(BETWEEN_MILLIS);
    }
  }

  /** Opens an address and returns when its document has begun. */
  void open(URI address) throws IOException, InterruptedException {
    JsonNode said = ask("Page.navigate", session, "url", address.toString());
    if (said.has("errorText")) {
      throw new IOException("the browser cannot open the page: " + said.get("errorText").asText());
    }
  }

  /**
   * Waits for a number in the page.
   *
   * @param promise an expression in JavaScript
   */
  double number(String promise) throws IOException, InterruptedException {
    ObjectNode evaluate =
        JSON.createObjectNode()
            .put("expression", promise)
            .put("awaitPromise", true)
            .put("returnByValue", true);
    JsonNode value = ask("Runtime.evaluate", session, evaluate).path("result").path("value");
    if (!value.isNumber()) {
      throw new IOException("the page gives no number: " + value);
    }
    return value.asDouble();
  }

  private JsonNode ask(String method, String inSession, String key, String value)
      throws IOException, InterruptedException {
    return ask(method, inSession, JSON.createObjectNode().put(key, value));
  }

  private JsonNode ask(String method, String inSession, ObjectNode parameters)
      throws IOException, InterruptedException {
    asked++;
    ObjectNode question = JSON.createObjectNode().put("id", asked).put("method", method);
    if (!inSession.isEmpty()) {
      question.put("sessionId", inSession);
    }
    question.set("params", parameters);
    socket.sendText(question.toString(), true).join();
    while (true) {
      String text = texts.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (text == null) {
        throw new IOException(
            "the browser does not answer %s within %d s".formatted(method, PATIENCE_SECONDS));
      }
      JsonNode answer = JSON.readTree(text);
      if (answer.path("id").asInt() == asked) {
        if (answer.has("error")) {
          throw new IOException(
              "the browser refuses %s: %s".formatted(method, answer.get("error")));
        }
        return answer.path("result");
      }
    }
  }

  private static void end(Process process) {
    Stream<ProcessHandle> all = Stream.concat(process.descendants(), Stream.of(process.toHandle()));
    all.toList().forEach(ProcessHandle::destroyForcibly);
    process.onExit().join();
  }

  @Override
  public void close() {
    socket.abort();
    end(process);
  }
}

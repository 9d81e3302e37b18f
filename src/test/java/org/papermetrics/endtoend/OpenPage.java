package org.papermetrics.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.TreeMap;
import org.papermetrics.testing.Http;
import org.papermetrics.testing.LiveSocket;

/**
 * A page that follows the live protocol to the letter: it fetches the board when it is told to, and
 * else applies every update, whose revisions must have no gap and must never go back.
 */
final class OpenPage implements AutoCloseable {
  private final URI address;
  private final LiveSocket socket;
  private Map<String, JsonNode> runs = new TreeMap<>();
  private String epoch = "";
  private long revision;
  private String baseline = "";
  private int fetched;

  /** Opens a page on the board of a daemon that asks for no token. */
  OpenPage(String address) throws Exception {
    this.address = URI.create(address);
    fetch();
    socket = new LiveSocket(this.address, epoch, revision);
  }

  /** What the daemon answers to a request. */
  JsonNode get(String path) throws IOException, InterruptedException {
    return Http.json(address.resolve(path));
  }

  private void fetch() throws IOException, InterruptedException {
    JsonNode board = get("/api/v1/runs");
    long now = board.get("revision").asLong();
    if (board.get("epoch").asText().equals(epoch) && now < revision) {
      throw new AssertionError("revision " + revision + " went back to " + now);
    }
    epoch = board.get("epoch").asText();
    revision = now;
    baseline = board.get("baseline").asText();
    runs = runs(board);
    fetched++;
  }

  private static Map<String, JsonNode> runs(JsonNode board) {
    Map<String, JsonNode> runs = new TreeMap<>();
    board.get("runs").forEach(run -> runs.put(run.get("id").asText(), run));
    return runs;
  }

  /** Does what it was told since the last time. */
  private void follow() throws IOException, InterruptedException {
    for (JsonNode frame = socket.pollFrame(); frame != null; frame = socket.pollFrame()) {
      if (frame.get("type").asText().equals("hello")) {
        if (frame.get("reset").asBoolean()) {
          fetch();
        }
      } else {
        apply(frame);
      }
    }
  }

  private void apply(JsonNode update) {
    long next = update.get("revision").asLong();
    if (next <= revision) {
      // It was fetched meanwhile.
      return;
    }
    if (next != revision + 1) {
      throw new AssertionError("after revision " + revision + " came " + next);
    }
    revision = next;
    update.get("removed").forEach(id -> runs.remove(id.asText()));
    update.get("changed").forEach(run -> runs.put(run.get("id").asText(), run));
    if (update.has("baseline")) {
      baseline = update.get("baseline").asText();
    }
  }

  /** Whether it shows what the daemon does. */
  boolean isUpToDate() throws IOException, InterruptedException {
    follow();
    JsonNode board = get("/api/v1/runs");
    return runs.equals(runs(board))
        && baseline.equals(board.get("baseline").asText())
        && revision == board.get("revision").asLong()
        && epoch.equals(board.get("epoch").asText());
  }

  /** How often it has fetched the whole board. */
  int fetched() {
    return fetched;
  }

  @Override
  public void close() {
    socket.close();
  }
}

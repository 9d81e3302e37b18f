package org.papermetrics.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Evaluations that end one after another, without a rest: each writes its results, in place or by a
 * rename, and every second one registers them by rewriting the registry in place.
 */
final class Evaluations implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int STEPS = 60;

  private final Site site;
  private final Random random;
  private final Map<String, Set<Integer>> scores = new ConcurrentHashMap<>();
  private final Map<String, Integer> last = new ConcurrentHashMap<>();
  private final ReentrantLock working = new ReentrantLock();
  private final Thread thread = new Thread(this::run, "evaluations");
  private volatile boolean ended;
  private volatile Optional<Exception> failure = Optional.empty();

  private Evaluations(Site site, long seed) {
    this.site = site;
    this.random = new Random(seed);
  }

  /** Starts them. */
  static Evaluations start(Site site, long seed) {
    Evaluations evaluations = new Evaluations(site, seed);
    evaluations.thread.start();
    return evaluations;
  }

  /** Something that is done between two evaluations. */
  interface Check {
    /** Does it. */
    void run() throws Exception;
  }

  /** Does something while no evaluation is writing. */
  void between(Check check) throws Exception {
    working.lock();
    try {
      check.run();
    } finally {
      working.unlock();
    }
    if (failure.isPresent()) {
      throw failure.get();
    }
  }

  /** Every score that a checkpoint has ever had, in thousandths. */
  Set<Integer> scores(String checkpoint) {
    return scores.getOrDefault(checkpoint, Set.of());
  }

  /** The score that each checkpoint had last. */
  Map<String, Integer> lastScores() {
    return last;
  }

  private void run() {
    try {
      while (!ended) {
        working.lock();
        try {
          evaluate();
        } finally {
          working.unlock();
        }
        LockSupport.parkNanos(pause().toNanos());
      }
    } catch (IOException e) {
      failure = Optional.of(e);
    }
  }

  /** Short, and now and then long enough for a daemon to find that all has settled. */
  private Duration pause() {
    return Duration.ofMillis(random.nextInt(5) == 0 ? 250 : 5 + random.nextInt(20));
  }

  private void evaluate() throws IOException {
    Path checkpoint =
        Site.checkpoint(site.root(), "exp" + random.nextInt(3), 1 + random.nextInt(STEPS));
    String name = checkpoint.toString();
    int score = random.nextInt(1000);
    scores.computeIfAbsent(name, c -> new ConcurrentSkipListSet<>()).add(score);
    if (Files.exists(checkpoint) && random.nextInt(3) == 0) {
      Site.replace(checkpoint, score);
    } else {
      Site.drop(checkpoint, score);
    }
    last.put(name, score);
    if (random.nextBoolean()) {
      register(name);
    }
  }

  private void register(String checkpoint) throws IOException {
    JsonNode registry =
        Files.exists(site.registry())
            ? Site.json(site.registry())
            : JSON.createObjectNode().set("runs", JSON.createArrayNode());
    ArrayNode runs = (ArrayNode) registry.get("runs");
    for (JsonNode run : runs) {
      if (run.get("checkpoint_path").asText().equals(checkpoint)) {
        return;
      }
    }
    runs.addObject()
        .put("checkpoint_path", checkpoint)
        .put("results_file", checkpoint + "/" + Site.RESULTS)
        .put("added_at", "2025-01-01T00:00:00");
    byte[] text = JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(registry);
    try (OutputStream out = Files.newOutputStream(site.registry())) {
      out.write(text, 0, text.length / 2);
      out.write(text, text.length / 2, text.length - text.length / 2);
    }
  }

  /** Lets the last one end; there are no more. */
  void end() {
    ended = true;
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    end();
  }
}

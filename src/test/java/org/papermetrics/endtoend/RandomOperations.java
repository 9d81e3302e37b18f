package org.papermetrics.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.papermetrics.registry.NewRun;
import org.papermetrics.registry.RegistryFile;
import org.papermetrics.registry.RegistryUpdate;
import org.papermetrics.testing.LogLines;

/** Does to a site what jobs, scripts and people do, in an order that a seed decides. */
final class RandomOperations {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String[] EXPERIMENTS = {"ttt_a", "lora b", "full-c", "ttt_a-x"};
  private static final String BROKEN = "{\"sblimp_accuracy\": 0.";
  private static final int STEPS = 3;
  private static final int LOGS = 5;
  private static final boolean ROOT = "root".equals(System.getProperty("user.name"));

  private final Site site;
  private final Path outside;
  private final Random random;
  private final RegistryFile registry;
  private final List<String> done = new ArrayList<>();
  private final Set<Path> locked = new HashSet<>();
  private final Set<String> takenOff = new HashSet<>();
  private int unique;

  /** Does nothing yet. */
  RandomOperations(Site site, Path outside, long seed) {
    this.site = site;
    this.outside = outside;
    this.random = new Random(seed);
    this.registry = new RegistryFile(site.registry(), Clock.systemUTC());
  }

  /** What was done since the last round began. */
  List<String> done() {
    return done;
  }

  /**
   * Does so many things and then makes whole what is broken, so that nothing is kept from before.
   */
  void round(int operations) throws IOException {
    done.clear();
    for (int i = 0; i < operations; i++) {
      try {
        operation();
      } catch (FileSystemException e) {
        done.add("nothing: " + e);
      }
    }
    heal();
  }

  private void operation() throws IOException {
    Path run = run(site.root());
    switch (random.nextInt(24)) {
      case 0, 1, 2, 3 -> create(run);
      case 4 -> say("rewrite", Files.writeString(existing(run.resolve(Site.RESULTS)), results()));
      case 5 -> replace(run);
      case 6 -> say("rewrite", Files.writeString(existing(config(run)), configText()));
      case 7 -> say("delete " + Files.deleteIfExists(config(run)), config(run));
      case 8 -> {
        Path results = run.resolve(Site.RESULTS);
        say("delete " + Files.deleteIfExists(results), results);
      }
      case 9 -> move(some(run), some(run(site.root())));
      case 10 -> move(some(run), outside.resolve("out" + unique++));
      case 11 -> moveIn(some(run));
      case 12 -> remove(some(run));
      case 13 -> link(some(run(site.root())));
      case 14 -> lock(some(run));
      case 15 -> {
        Path results = existing(run.resolve(Site.RESULTS));
        say("break", Files.writeString(results, BROKEN));
      }
      case 16, 17, 18 -> log(run);
      case 19 -> {
        register(new NewRun(run.toString(), run.resolve(Site.RESULTS).toString()));
        say("register", run);
      }
      case 20 -> {
        takenOff.add(run.toString());
        registry.unregister(List.of(run.toString()));
        say("unregister", run);
      }
      case 21, 22 -> edit(run);
      default -> LockSupport.parkNanos(random.nextInt(40) * 1_000_000L);
    }
  }

  private Path say(String what, Path path) {
    done.add(what + " " + path);
    return path;
  }

  /** A file that is there; fails like an operation on one that is not. */
  private static Path existing(Path file) throws NoSuchFileException {
    if (!Files.exists(file)) {
      throw new NoSuchFileException(file.toString());
    }
    return file;
  }

  /** Like the command, patient while the daemon is writing. */
  private void register(NewRun run) {
    for (int i = 0; i < 100; i++) {
      if (registry.register(List.of(run)) instanceof RegistryUpdate.Done) {
        return;
      }
      LockSupport.parkNanos(5_000_000L);
    }
    throw new AssertionError("the registry cannot be written: " + run);
  }

  private static Path config(Path run) {
    return run.resolve("training_config.json");
  }

  private Path run(Path top) {
    return Site.checkpoint(
        top, EXPERIMENTS[random.nextInt(EXPERIMENTS.length)], 1 + random.nextInt(STEPS));
  }

  /** A directory of a run, or of its checkpoint, or of its experiment. */
  private Path some(Path run) {
    Path path = run;
    for (int up = new int[] {0, 1, 1, 3}[random.nextInt(4)]; up > 0; up--) {
      path = parent(path);
    }
    return path;
  }

  private static Path parent(Path path) {
    return Objects.requireNonNull(path.getParent());
  }

  private String results() {
    return Site.results(random.nextInt(1000));
  }

  private String configText() {
    return "{\"max_steps\": %d, \"lora\": {\"enable\": %s, \"rank\": 8}}"
        .formatted(random.nextInt(3000), random.nextBoolean());
  }

  private void create(Path run) throws IOException {
    Files.createDirectories(run);
    if (random.nextInt(5) > 0) {
      Files.writeString(config(run), configText());
    }
    say("create", Files.writeString(run.resolve(Site.RESULTS), results()));
  }

  private void replace(Path run) throws IOException {
    Path beside = Files.writeString(existing(run).resolve("beside"), results());
    say("replace", Files.move(beside, run.resolve(Site.RESULTS), StandardCopyOption.ATOMIC_MOVE));
  }

  private void move(Path from, Path to) throws IOException {
    if (to.startsWith(from) || from.startsWith(to)) {
      return;
    }
    existing(from);
    if (Files.exists(to, LinkOption.NOFOLLOW_LINKS)) {
      remove(to);
    }
    Files.createDirectories(parent(to));
    say("move " + from + " to", Files.move(from, to));
  }

  private void moveIn(Path to) throws IOException {
    List<Path> there = children(outside);
    if (!there.isEmpty()) {
      move(there.get(random.nextInt(there.size())), to);
    }
  }

  private void remove(Path directory) throws IOException {
    if (Files.isSymbolicLink(directory)) {
      Files.delete(directory);
    } else {
      try (Stream<Path> files = Files.walk(existing(directory))) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
    say("remove", directory);
  }

  private static List<Path> children(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.sorted().toList();
    }
  }

  /** Somebody keeps an experiment on another disk and links it. */
  private void link(Path link) throws IOException {
    if (Files.exists(link, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    Path target = outside.resolve("linked" + unique++);
    create(run(target));
    create(run(target));
    Files.createDirectories(parent(link));
    say("link to " + target + " from", Files.createSymbolicLink(link, target));
  }

  private void lock(Path directory) throws IOException {
    if (!ROOT && locked.isEmpty()) {
      permissions(existing(directory), "---------");
      locked.add(say("lock", directory));
    }
  }

  private static void permissions(Path path, String permissions) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
  }

  private void log(Path run) throws IOException {
    int number = random.nextInt(LOGS);
    String name = number == 0 ? "paper_metrics_x_cp000002" : "paper_metrics_" + number;
    Path log = site.logs().resolve(name + (random.nextBoolean() ? ".err" : ".log"));
    StringBuilder text = new StringBuilder();
    if (number > 0 && (!Files.exists(log) || random.nextInt(4) == 0)) {
      text.append("x - INFO - Checkpoint:   ").append(run).append("/\n");
    }
    for (int i = random.nextInt(4); i > 0; i--) {
      text.append("x - ").append(LogLines.point(9000 - i * 1000, i + 0.5));
    }
    switch (random.nextInt(8)) {
      case 0 -> say("truncate", Files.writeString(log, text));
      case 1 -> say("delete " + Files.deleteIfExists(log), log);
      case 2 ->
          say(
              "rotate",
              Files.move(
                  log, log.resolveSibling(name + ".old"), StandardCopyOption.REPLACE_EXISTING));
      default ->
          say(
              "append",
              Files.writeString(log, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
    }
  }

  /** A person or a script changes the registry without a lock, in place or by a rename. */
  private void edit(Path run) throws IOException {
    JsonNode text = Site.json(existing(site.registry()));
    List<JsonNode> entries = new ArrayList<>();
    text.get("runs").forEach(entries::add);
    int what = random.nextInt(4);
    if (what == 0 && !entries.isEmpty()) {
      JsonNode gone = entries.remove(random.nextInt(entries.size()));
      takenOff.add(gone.get("checkpoint_path").asText());
    } else if (what == 1) {
      Collections.shuffle(entries, random);
    } else if (what == 2 && !entries.isEmpty()) {
      ((ObjectNode) entries.get(0)).put("note", "by hand");
    } else {
      entries.add(JSON.createObjectNode().put("checkpoint_path", run + "/"));
    }
    ArrayNode runs = ((ObjectNode) text).putArray("runs");
    entries.forEach(runs::add);
    byte[] bytes = JSON.writeValueAsBytes(text);
    if (random.nextBoolean()) {
      Files.write(site.registry(), bytes);
    } else {
      Path beside = Files.write(site.registry().resolveSibling("edited"), bytes);
      Files.move(beside, site.registry(), StandardCopyOption.ATOMIC_MOVE);
    }
    say("edit " + what, site.registry());
  }

  private void heal() throws IOException {
    for (Path directory : locked) {
      permissions(say("unlock", directory), "rwxr-xr-x");
    }
    try (Stream<Path> files = Files.walk(site.root())) {
      // What a link leads to may be on a disk that is away, so what was known of it is kept.
      for (Path link : files.filter(Files::isSymbolicLink).toList()) {
        if (!Files.exists(link)) {
          Files.delete(say("delete the dangling", link));
        }
      }
    }
    for (Path top : List.of(site.root(), outside)) {
      try (Stream<Path> files = Files.walk(top)) {
        for (Path results : files.filter(f -> f.endsWith(Site.RESULTS)).toList()) {
          if (Files.readString(results).equals(BROKEN)) {
            say("mend", Files.writeString(results, results()));
          }
        }
      }
    }
    for (String checkpoint : takenOff) {
      Path results = Path.of(checkpoint, Site.RESULTS);
      if (Files.exists(results)) {
        say("register again", results);
        register(new NewRun(checkpoint, results.toString()));
      }
    }
    locked.clear();
    takenOff.clear();
  }
}

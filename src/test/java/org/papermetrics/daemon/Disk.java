package org.papermetrics.daemon;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.papermetrics.testing.LogLines;

/**
 * A small tree of runs that is changed at random, the way evaluations and people change it. Every
 * change says which paths it touched, so that a test can tell of them, or keep silent.
 */
final class Disk {
  private static final String[] EXPERIMENTS = {"ttt_a", "lora_b", "full_c"};
  private static final int STEPS = 3;
  private static final int LOGS = 4;
  private static final String BROKEN = "{\"sblimp_accuracy\": 0.";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

  final Path root;
  final Path logs;
  final Path registry;
  final Path annotations;
  private final Path link;

  public Disk(Path directory) throws IOException {
    root = Files.createDirectories(directory.resolve("ckpt"));
    logs = Files.createDirectories(directory.resolve("logs"));
    link = Files.createSymbolicLink(directory.resolve("link"), root);
    registry =
        Files.createDirectories(directory.resolve("dashboard")).resolve("runs_registry.json");
    annotations = registry.resolveSibling("annotations.json");
  }

  /** Makes one random change and gives the paths that it touched. */
  List<Path> change(int seed) {
    Random random = new Random(seed);
    Path run = run(random);
    Path results = run.resolve("paper_metrics_results.json");
    Path config = run.resolve("training_config.json");
    try {
      return switch (random.nextInt(16)) {
        case 0, 1, 2 -> {
          Files.createDirectories(run);
          write(config, config(random));
          write(results, results(random));
          yield List.of(config, results);
        }
        case 3 -> rewrite(results, results(random));
        case 4 -> replace(results, results(random));
        case 5 -> rewrite(config, config(random));
        case 6 -> delete(results);
        case 7 -> delete(config);
        case 8 -> deleteTree(parent(run));
        case 9 -> move(parent(run), random);
        case 10 -> rewrite(results, BROKEN);
        case 11, 12 -> log(random, run);
        case 13, 14 -> note(random, run);
        default -> register(random, run);
      };
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A person removes one entry from the registry, which is replaced as editors do. */
  List<Path> removeEntry(int seed) throws IOException {
    if (!Files.exists(registry)) {
      return List.of();
    }
    String text = Files.readString(registry);
    List<String> entries =
        Pattern.compile("\\{[^{}]*}").matcher(text).results().map(MatchResult::group).toList();
    if (entries.isEmpty()) {
      return List.of();
    }
    List<String> kept = new ArrayList<>(entries);
    kept.remove(seed % kept.size());
    Path temporary = registry.resolveSibling("tmp");
    write(temporary, "{\"runs\": [" + String.join(", ", kept) + "]}");
    Files.move(temporary, registry, StandardCopyOption.ATOMIC_MOVE);
    return List.of(registry);
  }

  /** Makes every broken file whole, wherever it was moved, so that nothing is kept from before. */
  List<Path> heal() throws IOException {
    List<Path> touched = new ArrayList<>();
    for (Path file : files(root)) {
      if (Files.readString(file).equals(BROKEN)) {
        write(file, results(new Random(1)));
        touched.add(file);
      }
    }
    if (Files.exists(annotations)) {
      touched.addAll(note(new Random(1), run(EXPERIMENTS[0], 1)));
    }
    return touched;
  }

  /** Everything that a sweep would mark. */
  Set<Path> everything() throws IOException {
    Set<Path> all = new HashSet<>(Set.of(registry, annotations));
    all.addAll(files(root));
    all.addAll(files(logs));
    return all;
  }

  private static List<Path> files(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  private Path run(String experiment, int step) {
    return root.resolve(
        experiment + "/checkpoints/checkpoint_%06d/consolidated".formatted(step * 100));
  }

  private Path run(Random random) {
    return run(EXPERIMENTS[random.nextInt(EXPERIMENTS.length)], 1 + random.nextInt(STEPS));
  }

  private static String config(Random random) {
    String enabled = List.of("true", "false", "\"true\"", "\"yes\"").get(random.nextInt(4));
    return "{\"max_steps\": %d, \"ttt\": {\"enable\": %s, \"layers\": \"30,31\", \"base_lr\": 0.0%d}}"
        .formatted(random.nextInt(3000), enabled, 1 + random.nextInt(9));
  }

  private static String results(Random random) {
    String samples = List.of("1000", "\"1000\"", "-1", "0").get(random.nextInt(4));
    return "{\"sblimp_accuracy\": 0.%03d, \"librilight_slope\": NaN, \"sblimp_samples\": %s}"
        .formatted(random.nextInt(1000), samples);
  }

  private static Path parent(Path path) {
    return Objects.requireNonNull(path.getParent());
  }

  private static void write(Path file, String text) throws IOException {
    Files.writeString(file, text);
  }

  private static List<Path> rewrite(Path file, String text) throws IOException {
    if (!Files.exists(file)) {
      return List.of();
    }
    write(file, text);
    return List.of(file);
  }

  private static List<Path> replace(Path file, String text) throws IOException {
    if (!Files.isDirectory(parent(file))) {
      return List.of();
    }
    Path temporary = file.resolveSibling("tmp");
    write(temporary, text);
    Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    return List.of(temporary, file);
  }

  private static List<Path> delete(Path file) throws IOException {
    return Files.deleteIfExists(file) ? List.of(file) : List.of();
  }

  /** Of what was in a directory that goes, nobody tells. */
  private static List<Path> deleteTree(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return List.of();
    }
    Files.walkFileTree(
        directory,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path dir, java.io.IOException failure)
              throws IOException {
            Files.delete(dir);
            return FileVisitResult.CONTINUE;
          }
        });
    return List.of(directory);
  }

  private List<Path> move(Path checkpoint, Random random) throws IOException {
    Path target = parent(run(random));
    if (!Files.exists(checkpoint) || Files.exists(target)) {
      return List.of();
    }
    Files.createDirectories(parent(target));
    Files.move(checkpoint, target);
    List<Path> touched = new ArrayList<>(List.of(checkpoint));
    touched.addAll(files(target));
    return touched;
  }

  private List<Path> log(Random random, Path run) throws IOException {
    boolean named = random.nextInt(4) > 0;
    String name = named ? "paper_metrics_" + random.nextInt(LOGS) : "paper_metrics_x_cp000200";
    Path log = logs.resolve(name + (random.nextBoolean() ? ".err" : ".log"));
    if (Files.exists(log) && random.nextInt(6) == 0) {
      return pack(log);
    }
    StringBuilder text = new StringBuilder();
    if (named && (!Files.exists(log) || random.nextInt(5) == 0)) {
      text.append("x - INFO - Checkpoint:   ").append(spelled(random, run)).append('\n');
    }
    for (int marks = random.nextInt(4); marks > 0; marks--) {
      text.append(evaluating(random));
    }
    int points = random.nextInt(5);
    for (int i = 1; i <= points; i++) {
      text.append("x - ").append(LogLines.point(i * 1000, i + random.nextInt(9) / 10.0));
    }
    if (random.nextInt(6) == 0) {
      Files.writeString(log, text);
    } else {
      Files.writeString(log, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
    return List.of(log);
  }

  /** A line of an evaluation, with a time around now or without. */
  private static String evaluating(Random random) {
    String time =
        LocalDateTime.now(Life.ZONE)
            .truncatedTo(ChronoUnit.SECONDS)
            .plusSeconds(random.nextInt(7) - 5)
            .format(TIME);
    String line =
        List.of(
                "Paper Metrics Evaluation",
                "Job ID: 4711",
                "TIME - INFO - PAPER METRICS EVALUATION",
                "TIME - INFO - PAPER METRICS EVALUATION",
                "TIME - INFO - RUNNING PAPER METRICS EVALUATION",
                "TIME - INFO - sBLIMP: Processed 10/100 pairs",
                "TIME - INFO - sBLIMP: 60/100 = 0.6000",
                "TIME - INFO - sWUGGY: Processed 30/10 pairs",
                "TIME - INFO - Paper metrics average: 0.6, f1: 0.6",
                "💾 Results saved to: /x",
                "Traceback (most recent call last):\nKeyError: 'a'",
                "❌ Evaluation failed: x",
                "slurmstepd: error: *** JOB 7 ON gpu-7 CANCELLED AT 2025-10-20T12:00:00 ***")
            .get(random.nextInt(13));
    return line.replace("TIME", time) + "\n";
  }

  /** A run as logs name it: as it is, or as others see it. */
  private String spelled(Random random, Path run) {
    Path below = root.relativize(run);
    return switch (random.nextInt(9)) {
      case 0 -> "/workspace/" + below;
      case 1 -> "PosixPath('" + run + "')";
      case 2 -> root + "//gone/../" + below;
      case 3 -> "./" + below;
      case 4 -> link.resolve(below) + "/lora.safetensors";
      default -> run.toString();
    };
  }

  /** A person writes or removes a note, or leaves the file half-written. */
  private List<Path> note(Random random, Path run) throws IOException {
    if (random.nextInt(5) == 0) {
      return delete(annotations);
    }
    if (random.nextInt(5) == 0) {
      write(annotations, "{\"notes\": [");
      return List.of(annotations);
    }
    String text = "x".repeat(random.nextInt(3));
    write(
        annotations,
        "{\"notes\": [{\"checkpoint_path\": \"%s\", \"text\": \"%s\", \"starred\": %s}]}"
            .formatted(run, text, random.nextBoolean()));
    return List.of(annotations);
  }

  /** A log is replaced as gzip does. */
  private static List<Path> pack(Path log) throws IOException {
    Path packed = log.resolveSibling(log.getFileName() + ".gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
      Files.copy(log, out);
    }
    Files.delete(log);
    return List.of(packed, log);
  }

  /** Another program appends an entry in place, as evaluation scripts do. */
  private List<Path> register(Random random, Path run) throws IOException {
    String entry =
        "{\"checkpoint_path\": \"%s%s\"}".formatted(run, random.nextBoolean() ? "/" : "");
    String text =
        Files.exists(registry)
            ? Files.readString(registry, StandardCharsets.UTF_8)
            : "{\"runs\": []}";
    int end = text.lastIndexOf(']');
    String before = text.substring(0, end).stripTrailing();
    write(registry, before + (before.endsWith("[") ? "" : ", ") + entry + text.substring(end));
    return List.of(registry);
  }
}

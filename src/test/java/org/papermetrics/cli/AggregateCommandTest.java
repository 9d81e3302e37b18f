package org.papermetrics.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.papermetrics.cli.demo.DemoSettings;
import org.papermetrics.cli.demo.DemoTree;

/** What {@code aggregate} says and writes when something is away or nothing is found. */
class AggregateCommandTest {
  private static final int RUNS = 4;

  private final Path directory;
  private final DemoTree tree;
  private final Path outputs;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  AggregateCommandTest(@TempDir Path directory) throws IOException {
    this.directory = directory;
    this.outputs = directory.resolve("out");
    this.tree =
        DemoTree.write(
            directory.resolve("tree"), DemoSettings.of(5, RUNS, Clock.system(ZoneId.of("UTC"))));
  }

  private int aggregate(Path root, String... more) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    List<String> args =
        new ArrayList<>(
            List.of(
                "aggregate",
                "--checkpoint-dirs",
                root.toString(),
                "--log-dir",
                tree.logs().toString(),
                "--registry",
                tree.registry().toString(),
                "--output",
                outputs.resolve("dashboard_data.json").toString(),
                "--standalone",
                outputs.resolve("dashboard_standalone.html").toString()));
    args.addAll(List.of(more));
    return Main.run(
        new PrintWriter(out, true), new PrintWriter(err, true), args.toArray(String[]::new));
  }

  /** The time and content of each output. */
  private Map<String, String> outputs() throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.list(outputs)) {
      for (Path file : all.toList()) {
        files.put(
            file.getFileName() + " " + Files.getLastModifiedTime(file), Files.readString(file));
      }
    }
    return files;
  }

  private void makeOld() throws IOException {
    try (Stream<Path> all = Files.list(outputs)) {
      for (Path file : all.toList()) {
        Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));
      }
    }
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  @Test
  void withoutAReadableRootNoOutputIsTouched() throws Exception {
    assertThat(aggregate(tree.checkpoints())).isZero();
    makeOld();
    Map<String, String> before = outputs();
    assertThat(before).hasSize(4);
    Path file = Files.writeString(directory.resolve("file"), "x");
    assertThat(file.toFile().setExecutable(true)).as("as a directory is").isTrue();
    Path missing = directory.resolve("missing");
    for (String[] more : new String[][] {{}, {"--full-scan"}, {"--strict"}}) {
      assertThat(aggregate(missing, more)).isEqualTo(3);
      assertThat(err.toString())
          .contains("root-unavailable: " + missing + ": ", "because it does not exist")
          .contains("Nothing was written.");
      assertThat(out.toString()).isEmpty();
      assertThat(aggregate(file, more)).isEqualTo(3);
      assertThat(err.toString())
          .contains("root-unavailable: " + file + ": ", "because it is not a directory");
    }
    Files.delete(tree.registry());
    assertThat(aggregate(file)).isEqualTo(3);
    assertThat(outputs()).isEqualTo(before);
    assertThat(tree.registry()).doesNotExist();
  }

  @Test
  void withoutAReadableRootNoOutputIsMade() {
    assertThat(aggregate(directory.resolve("missing"))).isEqualTo(3);
    assertThat(outputs).doesNotExist();
  }

  @Test
  void anEmptyRootKeepsItsRunsAndIsAProblemUnderStrict() throws Exception {
    assertThat(aggregate(tree.checkpoints())).isZero();
    delete(tree.checkpoints());
    Files.createDirectory(tree.checkpoints());
    assertThat(aggregate(tree.checkpoints())).isZero();
    assertThat(out.toString()).startsWith(RUNS + " runs in ");
    assertThat(err.toString().lines())
        .singleElement()
        .asString()
        .startsWith("root-unavailable: " + tree.checkpoints());
    assertThat(outputs.resolve("dashboard_standalone.html")).isNotEmptyFile();
    assertThat(aggregate(tree.checkpoints(), "--strict")).isEqualTo(3);
    assertThat(err.toString()).doesNotContain("unregister");
  }

  @Test
  void nothingFoundSaysWhereItLookedForWhatAndWhatIsThere() throws Exception {
    Path root = Files.createDirectories(directory.resolve("project"));
    Files.delete(tree.registry());
    delete(tree.logs());
    Files.createDirectory(tree.logs());
    assertThat(aggregate(root)).isZero();
    assertThat(out.toString()).startsWith("0 runs in ");
    assertThat(err.toString().lines())
        .containsExactly(
            "No run was found. A run is a file **/paper_metrics_results.json (discovery.results)"
                + " with a training_config.json beside it.",
            root
                + ": directories: 1; no file of such a name or a similar one, and no"
                + " training_config.json.",
            "paper-metrics doctor checks everything; paper-metrics doctor PATH says why a checkpoint"
                + " is not shown.");
  }

  @Test
  void nothingFoundNamesWhatIsInHiddenDirectories() throws Exception {
    Path root = Files.createDirectories(directory.resolve("project"));
    Path hidden = Files.createDirectories(root.resolve("a/.staged/b"));
    Files.writeString(hidden.resolve("paper_metrics_results.json"), "{}");
    Files.writeString(tree.registry(), "{\"runs\": []}");
    assertThat(aggregate(root, "--full-scan")).isZero();
    assertThat(err.toString())
        .contains(
            "; results in hidden directories: 1 (such as "
                + hidden.resolve("paper_metrics_results.json")
                + ").");
  }

  @Test
  void nothingFoundNamesWhatIsSimilarExcludedOrNotRegistered() throws Exception {
    Path root = Files.createDirectories(directory.resolve("project"));
    Path similar = Files.createDirectories(root.resolve("a/b")).resolve("Results_final.json");
    Path excluded = Files.createDirectories(root.resolve("old/x"));
    Path results = Files.createDirectories(root.resolve("c"));
    Files.writeString(similar, "{}");
    Files.writeString(excluded.resolve("paper_metrics_results.json"), "{}");
    Files.writeString(excluded.resolve("training_config.json"), "{}");
    Files.writeString(results.resolve("paper_metrics_results.json"), "{\"sblimp_accuracy\": 0.5}");
    Files.writeString(tree.registry(), "{\"runs\": []}");
    Path config =
        Files.writeString(
            directory.resolve("c.yaml"),
            "discovery: {exclude: [\"old/\"]}\nstate-dir: " + directory.resolve("state") + "\n");
    assertThat(aggregate(root, "--config", config.toString())).isZero();
    assertThat(err.toString())
        .contains(
            root
                + ": directories: 6; results: 1 (such as "
                + results.resolve("paper_metrics_results.json")
                + "); results passed over by discovery.exclude: 1 (such as "
                + excluded.resolve("paper_metrics_results.json")
                + "); files of a similar name: 1 (such as "
                + similar
                + "); training_config.json: 1 (such as "
                + excluded.resolve("training_config.json")
                + ").")
        .contains("were not searched", tree.registry().toString(), "--full-scan");
    assertThat(aggregate(root, "--config", config.toString(), "--full-scan")).isZero();
    assertThat(err.toString()).contains("config-missing").doesNotContain("--full-scan");
  }
}

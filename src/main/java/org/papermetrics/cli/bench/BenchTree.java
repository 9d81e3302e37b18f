package org.papermetrics.cli.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import org.papermetrics.cli.demo.DemoResults;
import org.papermetrics.cli.demo.DemoSettings;
import org.papermetrics.cli.demo.DemoTree;
import org.papermetrics.files.TempDirectory;
import org.papermetrics.write.DataFile;
import org.papermetrics.write.StandaloneFile;

/** The runs that a benchmark has made up, with all that a daemon keeps of them. */
final class BenchTree {
  private static final long SEED = 20_251_021;

  private final Path directory;
  private final DemoTree tree;
  private int runs;
  private int evaluations;

  private BenchTree(Path directory, DemoTree tree, int runs) {
    this.directory = directory;
    this.tree = tree;
    this.runs = runs;
  }

  /** Writes a tree and the configuration of a daemon for it. */
  static BenchTree write(Path directory, int runs) throws IOException {
    DemoSettings settings =
        DemoSettings.of(SEED, runs, Clock.system(ZoneId.systemDefault())).withWeightBytes(0);
    DemoTree tree = DemoTree.write(directory.resolve("tree"), settings);
    BenchTree made = new BenchTree(directory, tree, runs);
    made.configure();
    return made;
  }

  private void configure() throws IOException {
    List<String> lines =
        List.of(
            "checkpoint-dirs: [tree/checkpoints]",
            "log-dirs: [tree/logs]",
            "registry: tree/dashboard/runs_registry.json",
            "output-dir: outputs",
            "state-dir: state",
            "http: {auth: none, port: 0}");
    Files.write(configuration(), lines, StandardCharsets.UTF_8);
  }

  /** The configuration file of its daemon. */
  Path configuration() {
    return directory.resolve("config.yaml");
  }

  /** The directory of the state that its daemon saves. */
  Path state() {
    return directory.resolve("state");
  }

  /** The data file that its daemon writes. */
  Path dataFile() {
    return outputs().resolve(DataFile.NAME);
  }

  /** The large files that its daemon writes. */
  List<Path> outputFiles() {
    return List.of(dataFile(), outputs().resolve(StandaloneFile.NAME));
  }

  private Path outputs() {
    return directory.resolve("outputs");
  }

  /** The directories that its daemon watches. */
  List<Path> roots() {
    return List.of(tree.checkpoints(), tree.logs());
  }

  /** A directory for what is measured without the daemon, on the same file system. */
  Path scratch() throws IOException {
    return Files.createDirectories(directory.resolve("scratch"));
  }

  /** How many runs it has. */
  int runs() {
    return runs;
  }

  /** Deletes what a daemon has saved and written, as if none had ever run. */
  void forget() {
    TempDirectory.delete(state());
    TempDirectory.delete(outputs());
  }

  /** Prepares the results of one more evaluation of a run; the runs take turns. */
  DemoResults newResults() throws IOException {
    evaluations++;
    return tree.prepareAgain(evaluations, evaluations);
  }

  /** Prepares one more run. */
  DemoResults newRun() throws IOException {
    runs++;
    return tree.prepareNew();
  }
}

package org.papermetrics.prototype.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.papermetrics.cli.demo.DemoSettings;
import org.papermetrics.cli.demo.DemoTree;
import org.papermetrics.config.Settings;
import org.papermetrics.config.SettingsLoader;
import org.papermetrics.daemon.OneShotAggregation;
import org.papermetrics.model.Run;
import org.papermetrics.wire.RunJson;

/** The JSON of made-up runs, with their curves, as large as that of real ones. */
final class DemoRuns {
  private static final int DIFFERENT = 10;
  private static final long SEED = 20_251_021;

  private final List<byte[]> runs;

  private DemoRuns(List<byte[]> runs) {
    this.runs = runs;
  }

  /** Writes a tree of demo data and reads its runs as the program does. */
  static DemoRuns of(Path directory) throws Exception {
    Clock clock = Clock.system(ZoneId.systemDefault());
    DemoTree tree =
        DemoTree.write(
            directory.resolve("tree"), DemoSettings.of(SEED, DIFFERENT, clock).withWeightBytes(0));
    OneShotAggregation.Result result =
        OneShotAggregation.run(
            settings(directory, tree), true, Optional.empty(), progress -> {}, clock);
    return new DemoRuns(result.snapshot().runs().stream().map(DemoRuns::json).toList());
  }

  private static byte[] json(Run run) {
    return RunJson.whole(run);
  }

  private static Settings settings(Path directory, DemoTree tree) throws Exception {
    Path file = configuration(directory, tree);
    return new SettingsLoader(Map.of(), Path.of("/nowhere"))
        .load(new SettingsLoader.Options(file, List.of(), List.of(), null, null, null, null));
  }

  private static Path configuration(Path directory, DemoTree tree) throws IOException {
    return Files.write(
        directory.resolve("config.yaml"),
        List.of(
            "checkpoint-dirs: [" + tree.checkpoints() + "]",
            "log-dirs: [" + tree.logs() + "]",
            "registry: " + tree.registry(),
            "output-dir: " + directory.resolve("out"),
            "state-dir: " + directory.resolve("state")));
  }

  /** Runs by key, from one number to before another; each has the JSON of one of the demo runs. */
  Map<String, byte[]> from(int first, int end) {
    Map<String, byte[]> some = new HashMap<>();
    for (int i = first; i < end; i++) {
      some.put("/data/checkpoints/experiment/checkpoint_" + i, runs.get(i % runs.size()));
    }
    return some;
  }

  /** How many bytes a run has on average. */
  long meanBytes() {
    return Math.round(runs.stream().mapToInt(run -> run.length).average().orElseThrow());
  }
}

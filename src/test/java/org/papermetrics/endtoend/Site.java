package org.papermetrics.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.papermetrics.config.HttpSettings;
import org.papermetrics.config.Settings;
import org.papermetrics.config.SettingsSource;
import org.papermetrics.config.WatchSettings;
import org.papermetrics.daemon.Daemon;
import org.papermetrics.layout.FilePatterns;

/**
 * A project on a disk: a checkpoint root, logs, a registry, and the directories and the
 * configuration of the daemon that serves it. Every directory can be moved elsewhere.
 *
 * @param configuration holds the configuration file and what the daemon says
 * @param token whether the daemon asks for its token
 */
record Site(
    List<Path> roots,
    Path logs,
    Path registry,
    Path outputs,
    Path state,
    Path configuration,
    boolean token) {
  static final String RESULTS = "paper_metrics_results.json";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** All of it in one directory, which is made. */
  static Site in(Path directory) throws IOException {
    Site site =
        new Site(
            List.of(directory.resolve("checkpoints")),
            directory.resolve("logs"),
            directory.resolve("dashboard/runs_registry.json"),
            directory.resolve("outputs"),
            directory.resolve("state"),
            directory.resolve("configuration"),
            false);
    Files.createDirectories(site.root());
    Files.createDirectories(site.logs());
    Files.createDirectories(directory.resolve("dashboard"));
    Files.createDirectories(site.configuration());
    return site;
  }

  /** The first root. */
  Path root() {
    return roots.get(0);
  }

  /** The same with other roots. */
  Site withRoots(Path... others) {
    return new Site(List.of(others), logs, registry, outputs, state, configuration, token);
  }

  /** The same with the registry elsewhere. */
  Site withRegistry(Path other) {
    return new Site(roots, logs, other, outputs, state, configuration, token);
  }

  /** The same with the outputs elsewhere. */
  Site withOutputs(Path other) {
    return new Site(roots, logs, registry, other, state, configuration, token);
  }

  /** The same for a daemon that asks for its token. */
  Site withToken() {
    return new Site(roots, logs, registry, outputs, state, configuration, true);
  }

  /** The same for a daemon that knows nothing and writes elsewhere. */
  Site forgotten(Path directory) throws IOException {
    return new Site(
        roots,
        logs,
        registry,
        directory.resolve("outputs"),
        directory.resolve("state"),
        Files.createDirectories(directory),
        token);
  }

  /** The settings of a daemon in this process, which listens anywhere. */
  Settings settings() {
    return new Settings(
        roots,
        List.of(logs),
        registry,
        outputs,
        state,
        Optional.empty(),
        new HttpSettings("127.0.0.1", 0, Set.of(), token),
        WatchSettings.DEFAULT,
        new Settings.Discovery(List.of(FilePatterns.RESULTS), List.of()),
        Settings.Evaluations.DEFAULT,
        List.of(),
        List.of());
  }

  /** Writes the same settings as a configuration file. */
  Path writeConfiguration() throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add(
        "checkpoint-dirs: " + JSON.writeValueAsString(roots.stream().map(Path::toString).toList()));
    lines.add("log-dirs: " + JSON.writeValueAsString(List.of(logs.toString())));
    lines.add("registry: " + JSON.writeValueAsString(registry.toString()));
    lines.add("output-dir: " + JSON.writeValueAsString(outputs.toString()));
    lines.add("state-dir: " + JSON.writeValueAsString(state.toString()));
    lines.add("http: {host: 127.0.0.1, port: 0, auth: " + (token ? "token" : "none") + "}");
    return Files.write(configuration.resolve("config.yaml"), lines);
  }

  /** The three files that the daemon writes. */
  List<Path> outputFiles() {
    return List.of(data(), outputs.resolve("dashboard_data_with_progression.json"), page());
  }

  /** The data file. */
  Path data() {
    return outputs.resolve("dashboard_data.json");
  }

  /** The standalone page. */
  Path page() {
    return outputs.resolve("dashboard_standalone.html");
  }

  /** Where the files of a checkpoint below a root are. */
  static Path checkpoint(Path root, String experiment, int step) {
    return root.resolve("%s/checkpoints/checkpoint_%06d/consolidated".formatted(experiment, step));
  }

  /** Writes a new run as an evaluation does, in place; gives its results file. */
  static Path drop(Path checkpoint, int score) throws IOException {
    Files.createDirectories(checkpoint);
    Files.writeString(
        checkpoint.resolve("training_config.json"),
        "{\"max_steps\": 2000, \"ttt\": {\"enable\": true, \"layers\": \"30,31\"}}");
    return Files.writeString(checkpoint.resolve(RESULTS), results(score));
  }

  /** Replaces the results of a run by a rename. */
  static void replace(Path checkpoint, int score) throws IOException {
    Path beside = Files.writeString(checkpoint.resolve(RESULTS + ".part"), results(score));
    Files.move(beside, checkpoint.resolve(RESULTS), StandardCopyOption.ATOMIC_MOVE);
  }

  /** What an evaluation writes; {@code score} is in thousandths. */
  static String results(int score) {
    return "{\"sblimp_accuracy\": 0.%03d, \"librilight_slope\": NaN, \"sblimp_samples\": 1000}"
        .formatted(score);
  }

  /** The JSON in a file; fails when it is torn. */
  static JsonNode json(Path file) throws IOException {
    return JSON.readerFor(JsonNode.class)
        .with(com.fasterxml.jackson.databind.DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .readValue(file.toFile());
  }

  /** Starts a daemon in this process, with other settings of its server. */
  Daemon serve(HttpSettings http) throws Exception {
    Settings settings = settings();
    Settings there =
        new Settings(
            settings.checkpointDirs(),
            settings.logDirs(),
            settings.registry(),
            settings.outputDir(),
            settings.stateDir(),
            settings.baseline(),
            http,
            settings.watch(),
            settings.discovery(),
            settings.evaluations(),
            settings.metrics(),
            settings.tags());
    return Daemon.start(SettingsSource.fixed(there), "test", Clock.systemUTC());
  }
}

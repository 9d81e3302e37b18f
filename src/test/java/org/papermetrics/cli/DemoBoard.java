package org.papermetrics.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.papermetrics.cli.demo.DemoTree;
import org.papermetrics.config.SettingsLoader;
import org.papermetrics.config.SettingsSource;
import org.papermetrics.daemon.Daemon;
import org.papermetrics.model.Snapshot;
import org.papermetrics.testing.Eventually;

/** The configuration of a daemon over demo data, and commands that are run with it. */
final class DemoBoard {
  /** The configuration file. */
  final Path config;

  /** What the last command wrote. */
  final StringWriter out = new StringWriter();

  /** What the last command complained of. */
  final StringWriter err = new StringWriter();

  DemoBoard(Path directory, DemoTree tree) throws IOException {
    config =
        Files.write(
            directory.resolve("c.yaml"),
            List.of(
                "checkpoint-dirs: [" + tree.checkpoints() + "]",
                "log-dirs: [" + tree.logs() + "]",
                "registry: " + tree.registry(),
                "output-dir: " + directory.resolve("out"),
                "state-dir: " + directory.resolve("state"),
                "http: {port: 0}"));
  }

  /** Starts the daemon, and waits until its board is so. */
  Daemon start(Clock clock, Predicate<Snapshot> isReady) throws Exception {
    Daemon daemon =
        Daemon.start(
            SettingsSource.of(
                new SettingsLoader(Map.of(), Path.of("/nowhere")),
                new SettingsLoader.Options(config, List.of(), List.of(), null, null, null, null)),
            "test",
            clock);
    Eventually.holds(() -> isReady.test(daemon.snapshot()), "all are known");
    return daemon;
  }

  /** Runs a command; gives its exit code. */
  int run(String command, String... options) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    String[] args = Stream.concat(Stream.of(command), Stream.of(options)).toArray(String[]::new);
    return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
  }

  /** Runs a command with the configuration; gives its exit code. */
  int runConfigured(String command, String... options) {
    return run(
        command,
        Stream.concat(Stream.of("--config", config.toString()), Stream.of(options))
            .toArray(String[]::new));
  }
}

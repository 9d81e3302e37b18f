package org.papermetrics.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.papermetrics.model.Problem;
import org.papermetrics.model.Status;

/** What of a configuration file is taken up, and what is said of the rest. */
class SettingsReloaderTest {
  private static final String BASE =
      """
      checkpoint-dirs: [/a]
      output-dir: /out
      state-dir: /state
      """;

  private final Path directory;
  private final Path file;
  private final List<Settings> taken = new ArrayList<>();
  private int changes;
  private boolean failing;
  private Optional<Path> away = Optional.empty();

  SettingsReloaderTest(@TempDir Path directory) throws IOException {
    this.directory = directory;
    this.file = directory.resolve("config.yaml");
    Files.writeString(file, BASE);
  }

  private SettingsReloader reloading() throws SettingsException {
    SettingsSource source =
        SettingsSource.of(
            new SettingsLoader(Map.of(), directory),
            new SettingsLoader.Options(file, List.of(), List.of(), null, null, null, null));
    return new SettingsReloader(source, Clock.systemUTC(), this::take, () -> changes++);
  }

  private Optional<Path> take(Settings settings) {
    if (away.isPresent()) {
      return away;
    }
    if (failing) {
      throw new IllegalStateException("no");
    }
    taken.add(settings);
    return Optional.empty();
  }

  /** Replaces the file, and lets it be looked at until it counts. */
  private void write(SettingsReloader reloader, String text) throws Exception {
    Path beside = Files.writeString(directory.resolve("beside"), text);
    Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
    reloader.poll();
    reloader.poll();
  }

  private static List<String> said(SettingsReloader reloader, Problem.Kind kind) {
    assertThat(reloader.problems()).allMatch(problem -> problem.kind() == kind);
    return reloader.problems().stream().map(Problem::message).toList();
  }

  @Test
  void whatDiffersIsTakenUpOnce() throws Exception {
    SettingsReloader reloader = reloading();
    write(reloader, BASE + "baseline: x\n");
    reloader.poll();
    assertThat(taken).hasSize(1);
    assertThat(taken.get(0).baseline()).contains("x");
    assertThat(reloader.problems()).isEmpty();
    write(reloader, "# a comment\n" + BASE + "baseline: x\n");
    assertThat(taken).hasSize(1);
    assertThat(changes).isZero();
  }

  @Test
  void whatNeedsARestartIsNamedUntilFileAndUseAgree() throws Exception {
    SettingsReloader reloader = reloading();
    write(
        reloader,
        """
        checkpoint-dirs: [/a, /b]
        output-dir: /other
        state-dir: /elsewhere
        http: {host: 127.0.0.2, port: 9000, auth: none, allowed-hosts: [a.example]}
        """);
    assertThat(taken).hasSize(1);
    Settings now = taken.get(0);
    assertThat(now.checkpointDirs()).hasSize(2);
    assertThat(now.http())
        .isEqualTo(new HttpSettings("127.0.0.1", 8765, Set.of("a.example"), true));
    assertThat(now.outputDir()).isEqualTo(Path.of("/out"));
    assertThat(now.stateDir()).isEqualTo(Path.of("/state"));
    assertThat(now.registry())
        .as("stays beside the outputs")
        .isEqualTo(Path.of("/out/runs_registry.json"));
    assertThat(said(reloader, Problem.Kind.CONFIGURATION_NEEDS_RESTART))
        .anyMatch(
            s -> s.startsWith("http.port is 9000 in the configuration file, but 8765 is in use."))
        .anyMatch(s -> s.startsWith("http.host is 127.0.0.2"))
        .anyMatch(s -> s.startsWith("http.auth is none in the configuration file, but token"))
        .anyMatch(s -> s.startsWith("output-dir is /other"))
        .anyMatch(s -> s.startsWith("state-dir is /elsewhere"))
        .anyMatch(s -> s.startsWith("registry is /other/runs_registry.json"))
        .hasSize(6)
        .allMatch(s -> s.contains("systemctl --user restart paper-metrics"));
    write(reloader, BASE + "http: {port: 9000}\n");
    assertThat(said(reloader, Problem.Kind.CONFIGURATION_NEEDS_RESTART)).hasSize(1);
    write(reloader, BASE);
    assertThat(reloader.problems()).isEmpty();
    assertThat(changes).isEqualTo(3);
  }

  @Test
  void aWrongFileChangesNothingAndIsAProblemUntilItIsRight() throws Exception {
    SettingsReloader reloader = reloading();
    write(reloader, BASE + "baseline: [\n");
    Problem problem = reloader.problems().get(0);
    assertThat(problem.kind()).isEqualTo(Problem.Kind.CONFIGURATION_UNUSABLE);
    assertThat(problem.path()).isEqualTo(file.toString());
    assertThat(problem.message()).contains("config.yaml line 4: ").contains("stays in effect");
    reloader.poll();
    assertThat(reloader.problems()).as("it is the same problem").containsExactly(problem);
    Files.delete(file);
    reloader.poll();
    reloader.poll();
    assertThat(said(reloader, Problem.Kind.CONFIGURATION_UNUSABLE))
        .singleElement()
        .asString()
        .contains("is gone; put it back.");
    write(reloader, BASE);
    assertThat(reloader.problems()).isEmpty();
    assertThat(taken).isEmpty();
  }

  @Test
  void whatCannotBeTakenUpIsAProblemUntilTheFileIsAnother() throws Exception {
    SettingsReloader reloader = reloading();
    failing = true;
    write(reloader, BASE + "baseline: x\n");
    assertThat(said(reloader, Problem.Kind.CONFIGURATION_UNUSABLE)).hasSize(1);
    failing = false;
    write(reloader, BASE + "baseline: y\n");
    assertThat(taken).hasSize(1);
    assertThat(reloader.problems()).isEmpty();
  }

  @Test
  void whatMustWaitForAFileSystemIsTakenUpWhenItIsThere() throws Exception {
    SettingsReloader reloader = reloading();
    away = Optional.of(Path.of("/a"));
    write(reloader, BASE + "baseline: x\n");
    assertThat(said(reloader, Problem.Kind.CONFIGURATION_UNUSABLE))
        .singleElement()
        .asString()
        .startsWith("The new baseline was not applied: ")
        .contains("/a is not mounted");
    away = Optional.empty();
    reloader.poll();
    assertThat(taken).hasSize(1);
    assertThat(reloader.problems()).isEmpty();
  }

  @Test
  void theStatusTellsTheFileAndSinceWhenItCounts() throws Exception {
    SettingsReloader reloader = reloading();
    Status.Configuration first = reloader.status().orElseThrow();
    assertThat(first.file()).isEqualTo(file.toString());
    write(reloader, BASE + "# the same\n");
    assertThat(reloader.status()).contains(first);
    write(reloader, BASE + "baseline: x\n");
    assertThat(reloader.status().orElseThrow().takenUpAt()).isAfter(first.takenUpAt());
  }
}

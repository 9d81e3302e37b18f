package org.papermetrics.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.papermetrics.files.OpenFile;
import org.papermetrics.files.Stamps;
import org.papermetrics.model.FileStamp;
import org.papermetrics.model.Problem;
import org.papermetrics.model.RunKey;
import org.papermetrics.registry.RegistryReading.Missing;
import org.papermetrics.registry.RegistryReading.Read;

/** The rules of the registry for those who read it. */
class RegistryReadTest {
  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

  @Test
  void theOrderOfTheFileIsTheOrderOfTheRuns(@TempDir Path directory) throws IOException {
    Read read =
        read(
            directory,
            """
            {"runs": [
              {"checkpoint_path": "/c/b", "results_file": "/r/b.json", "added_at": "2025-01-02"},
              {"checkpoint_path": "/c/a", "results_file": "/r/a.json", "added_at": "2025-01-01"},
              {"checkpoint_path": "/c/c", "results_file": "/r/c.json"}
            ]}
            """);

    assertThat(read.problems()).isEmpty();
    assertThat(read.entries())
        .extracting(RegistryEntry::key)
        .containsExactly(new RunKey("/c/b"), new RunKey("/c/a"), new RunKey("/c/c"));
    assertThat(read.entries().get(0).checkpointPath()).isEqualTo("/c/b");
    assertThat(read.entries().get(0).resultsFile()).isEqualTo("/r/b.json");
    assertThat(read.entries().get(0).checkpoint()).contains(Path.of("/c/b"));
  }

  @Test
  void theStampIsThatOfTheFile(@TempDir Path directory) throws IOException {
    Read read = read(directory, "{\"runs\": []}");

    assertThat(read.stamp()).isEqualTo(Stamps.of(registry(directory)).orElseThrow());
  }

  @Test
  void aRelativeResultsFileStartsAboveTheDirectoryOfTheRegistry(@TempDir Path directory)
      throws IOException {
    Files.createFile(directory.resolve("r.json"));
    Files.createDirectories(directory.resolve("dashboard"));
    Files.createFile(directory.resolve("dashboard/r.json"));

    assertThat(only(directory, "/c", "r.json").results()).isEqualTo(directory.resolve("r.json"));
  }

  @Test
  void elseItStartsInTheDirectoryOfTheRegistry(@TempDir Path directory) throws IOException {
    Files.createDirectories(directory.resolve("dashboard"));
    Files.createFile(directory.resolve("dashboard/r.json"));

    assertThat(only(directory, "/c", "r.json").results())
        .isEqualTo(directory.resolve("dashboard/r.json"));
  }

  @Test
  void aRelativeResultsFileThatIsNowhereIsExpectedAbove(@TempDir Path directory)
      throws IOException {
    RegistryEntry entry = only(directory, "/c", "./results/../r.json");

    assertThat(entry.results()).isEqualTo(directory.resolve("r.json"));
    assertThat(entry.resultsFile()).isEqualTo("./results/../r.json");
  }

  @Test
  void aRelativeCheckpointPathIsResolvedLikewise(@TempDir Path directory) throws IOException {
    RegistryEntry above = only(directory, "runs/a/", "/r.json");
    Files.createDirectories(directory.resolve("dashboard/runs/a"));
    RegistryEntry own = only(directory, "runs/a/", "/r.json");

    assertThat(above.key()).isEqualTo(RunKey.ofCheckpoint(directory.resolve("runs/a").toString()));
    assertThat(own.checkpoint()).contains(directory.resolve("dashboard/runs/a"));
    assertThat(own.checkpointPath()).isEqualTo("runs/a");
  }

  @Test
  void aResultsFileThatIsGoneIsLookedForInTheCheckpoint(@TempDir Path directory)
      throws IOException {
    assertThat(only(directory, "/c", "/gone/r.json").candidates())
        .containsExactly(Path.of("/gone/r.json"), Path.of("/c/paper_metrics_results.json"));
    assertThat(only(directory, "/c/", "/c/paper_metrics_results.json").candidates())
        .containsExactly(Path.of("/c/paper_metrics_results.json"));
  }

  @Test
  void anEntryWithoutResultsFileHasItInTheCheckpoint(@TempDir Path directory) throws IOException {
    Read read =
        read(
            directory,
            """
            {"runs": [{"checkpoint_path": "/c/a"}, {"checkpoint_path": "/c/b", "results_file": null},
                      {"checkpoint_path": "/c/d", "results_file": ""}]}
            """);

    assertThat(read.entries())
        .extracting(RegistryEntry::results)
        .containsExactly(
            Path.of("/c/a/paper_metrics_results.json"),
            Path.of("/c/b/paper_metrics_results.json"),
            Path.of("/c/d/paper_metrics_results.json"));
  }

  @Test
  void aRunThatIsRegisteredTwiceIsOneRunTheFirst(@TempDir Path directory) throws IOException {
    Read read =
        read(
            directory,
            """
            {"runs": [{"checkpoint_path": "/c/a", "results_file": "/first.json"},
                      {"checkpoint_path": "/c/b", "results_file": "/r.json"},
                      {"checkpoint_path": "/c/a/", "results_file": "/second.json"},
                      {"checkpoint_path": "/c//a", "results_file": "/third.json"},
                      {"checkpoint_path": "None", "results_file": "/base.json"},
                      {"checkpoint_path": "", "results_file": "/base.json"}]}
            """);

    assertThat(read.entries())
        .extracting(RegistryEntry::results)
        .containsExactly(Path.of("/first.json"), Path.of("/r.json"), Path.of("/base.json"));
  }

  @Test
  void thePretrainedModelHasNoCheckpoint(@TempDir Path directory) throws IOException {
    for (String none : List.of("\"None\"", "\"none\"", "\"\"", "null")) {
      Read read =
          read(
              directory,
              "{\"runs\": [{\"checkpoint_path\": " + none + ", \"results_file\": \"b.json\"}]}");

      assertThat(read.entries()).as(none).hasSize(1);
      RegistryEntry entry = read.entries().get(0);
      assertThat(entry.checkpointPath()).as(none).isNull();
      assertThat(entry.checkpoint()).as(none).isEmpty();
      assertThat(entry.key())
          .as(none)
          .isEqualTo(RunKey.ofPretrained(directory.resolve("b.json").toString()));
      assertThat(entry.candidates()).as(none).containsExactly(directory.resolve("b.json"));
    }
  }

  @Test
  void anEntryThatSaysNothingUsableIsAProblemAndTheOthersStay(@TempDir Path directory)
      throws IOException {
    Read read =
        read(
            directory,
            """
            {"runs": ["/c/a", {"checkpoint_path": "/c/b"}, {"checkpoint_path": 7},
                      {"checkpoint_path": "/c/d", "results_file": ["x"]}, {"added_at": "today"},
                      {"checkpoint_path": "None"}, {"checkpoint_path": "/c/\\u0000"}, null, [[1]],
                      {"checkpoint_path": "/c/e"}]}
            """);

    assertThat(read.entries())
        .extracting(RegistryEntry::checkpointPath)
        .containsExactly("/c/b", "/c/e");
    assertThat(read.problems())
        .allSatisfy(
            problem -> {
              assertThat(problem.kind()).isEqualTo(Problem.Kind.REGISTRY_ENTRY);
              assertThat(problem.path()).isEqualTo(registry(directory).toString());
              assertThat(problem.since()).isEqualTo(NOW);
            })
        .extracting(Problem::message)
        .containsExactly(
            "Entry 1 of the registry is no object; write it as {...}, or remove the entry.",
            "Entry 3 of the registry has a checkpoint_path that is no text; write the path in"
                + " quotes, or remove the entry.",
            "Entry 4 of the registry has a results_file that is no text; write the path in"
                + " quotes, or remove the entry.",
            "Entry 5 of the registry names neither a checkpoint_path nor a results_file; add one,"
                + " or remove the entry.",
            "Entry 6 of the registry names neither a checkpoint_path nor a results_file; add one,"
                + " or remove the entry.",
            "Entry 7 of the registry has a path that no file can have; correct it, or remove the"
                + " entry.",
            "Entry 8 of the registry is no object; write it as {...}, or remove the entry.",
            "Entry 9 of the registry is no object; write it as {...}, or remove the entry.");
  }

  @Test
  void whatPythonWritesAndJsonDoesNotKnowIsRead(@TempDir Path directory) throws IOException {
    assertThat(
            read(
                    directory,
                    "\uFEFF{\"x\": [NaN, -Infinity], \"runs\": [{\"checkpoint_path\": \"/c\","
                        + " \"score\": Infinity}]}")
                .entries())
        .hasSize(1);
  }

  @Test
  void withoutAFileItIsMissing(@TempDir Path directory) {
    assertThat(new RegistryFile(registry(directory), CLOCK).read()).isEqualTo(new Missing());
    assertThat(new RegistryFile(directory.resolve("no/such/registry.json"), CLOCK).read())
        .isEqualTo(new Missing());
  }

  private static RegistryEntry only(Path directory, String checkpoint, String results)
      throws IOException {
    Read read =
        read(
            directory,
            "{\"runs\": [{\"checkpoint_path\": \""
                + checkpoint
                + "\", \"results_file\": \""
                + results
                + "\"}]}");
    assertThat(read.entries()).hasSize(1);
    return read.entries().get(0);
  }

  private static Read read(Path directory, String content) throws IOException {
    return (Read) new RegistryFile(written(directory, content), CLOCK).read();
  }

  private static Path written(Path directory, String content) throws IOException {
    Path file = registry(directory);
    Files.createDirectories(file.resolveSibling(""));
    return Files.writeString(file, content);
  }

  private static Path registry(Path directory) {
    return directory.resolve("dashboard").resolve("runs_registry.json");
  }

  private static String large(String end) {
    return IntStream.range(0, 3000)
        .mapToObj("{\"checkpoint_path\": \"/c/%s\", \"note\": \"\"}"::formatted)
        .collect(Collectors.joining(",", "{\"runs\": [", end + "]}"));
  }

  @Test
  void whatIsAddedToALargeRegistryIsReadAndCheckedLikeAll(@TempDir Path directory)
      throws IOException {
    Path file = written(directory, large(""));
    RegistryFile registry = new RegistryFile(file, CLOCK);
    List<RegistryEntry> before = ((Read) registry.read()).entries();
    String more = large(",{\"checkpoint_path\": \"/c/more\", \"note\": \"\u00e9\"}");

    Files.writeString(file, more);
    List<RegistryEntry> after = ((Read) registry.read()).entries();
    assertThat(after).hasSize(3001).startsWith(before.toArray(RegistryEntry[]::new));
    assertThat(after.get(2999)).isSameAs(before.get(2999));

    // Half of a pair of surrogates.
    String half = more.replace("\u00e9", "\u00ed\u00a0\u0080");
    Files.writeString(file, half, StandardCharsets.ISO_8859_1);
    assertThat(registry.read())
        .isInstanceOfSatisfying(
            RegistryReading.Unreadable.class,
            unreadable ->
                assertThat(unreadable.sentence()).contains("is no text in UTF-8 at byte"));
  }

  @Test
  void aFileThatChangesWhileItIsReadSaysNothing(@TempDir Path directory) throws Exception {
    Path file = written(directory, "{\"runs\": []}");
    RegistryFile registry = new RegistryFile(file, CLOCK);
    try (OpenFile open = OpenFile.read(file, Stamps.of(file).orElseThrow()).orElseThrow()) {
      assertThat(registry.version(open)).isPresent();
      for (String other : List.of("{\"runs\": [1]}", "{\"runs\": [", "", "{\"runs\": {}}")) {
        Files.writeString(file, other);

        assertThat(registry.version(open)).as(other).isEmpty();
        assertThat(new RegistryFile(file, CLOCK).version(open)).as(other).isEmpty();
      }
    }
  }

  @Test
  void whatWasWrittenHasAStampAsLongAsItIsThere(@TempDir Path directory) throws Exception {
    Path file = written(directory, "{\"runs\": [1]}");
    RegistryFile registry = new RegistryFile(file, CLOCK);
    FileStamp stamp = Stamps.of(file).orElseThrow();
    try (OpenFile open = OpenFile.read(file, stamp).orElseThrow()) {
      assertThat(registry.stampOf(open.sums())).isEqualTo(stamp);
      Files.writeString(file, "{\"runs\": [2]}");

      assertThat(registry.stampOf(open.sums())).isNull();
    }
  }
}

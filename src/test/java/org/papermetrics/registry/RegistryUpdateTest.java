package org.papermetrics.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.papermetrics.files.OpenFile;
import org.papermetrics.files.Stamps;
import org.papermetrics.model.FileStamp;
import org.papermetrics.model.Problem;
import org.papermetrics.model.RunKey;
import org.papermetrics.registry.RegistryReading.Read;
import org.papermetrics.registry.RegistryUpdate.Done;
import org.papermetrics.registry.RegistryUpdate.Refused;
import org.papermetrics.testing.MeddlingClock;

/** The rules of the registry for this program as one of its writers. */
class RegistryUpdateTest {
  private static final Instant NOW = Instant.parse("2025-10-19T13:43:09.135452Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

  private static final String STRANGE =
      """
      {"version": 1.10, "note": "caf\u00e9 \\u00e9 \\ud83d\\ude00 \\/ \\\\",
       "runs": [{"added_at": "x", "checkpoint_path": "/c/a", "seed": 1e5, "loss": NaN, "big": 12345678901234567890},
                "a word, [with] {brackets} and \\"[quotes,  too]\\"", -0.0, null, {}, [], [1,[2]]],
       "by": {"people": [], "tool": {}}}
      """;

  private static final String STRANGE_WITH_ONE_MORE =
      """
      {
        "version": 1.10,
        "note": "caf\u00e9 \\u00e9 \\ud83d\\ude00 \\/ \\\\",
        "runs": [
          {
            "added_at": "x",
            "checkpoint_path": "/c/a",
            "seed": 1e5,
            "loss": NaN,
            "big": 12345678901234567890
          },
          "a word, [with] {brackets} and \\"[quotes,  too]\\"",
          -0.0,
          null,
          {},
          [],
          [
            1,
            [
              2
            ]
          ],
          {
            "checkpoint_path": "/c/b",
            "results_file": "/c/b/paper_metrics_results.json",
            "added_at": "2025-10-19T13:43:09.135452"
          }
        ],
        "by": {
          "people": [],
          "tool": {}
        }
      }""";

  @Test
  void whatWeDoNotKnowSurvivesToTheLetterInTwoSpaceIndent(@TempDir Path directory)
      throws IOException {
    Path file = Files.writeString(registry(directory), STRANGE);
    RegistryReading before = new RegistryFile(file, CLOCK).read();

    Done done = (Done) new RegistryFile(file, CLOCK).register(List.of(run("/c/b")));

    assertThat(file).hasContent(STRANGE_WITH_ONE_MORE);
    assertThat(done.changed()).extracting(RegistryEntry::key).containsExactly(new RunKey("/c/b"));
    assertThat(done.after().entries())
        .extracting(RegistryEntry::checkpointPath)
        .containsExactly("/c/a", "/c/b");
    assertThat(done.before()).isEqualTo(before);
    assertThat(done.after().stamp()).isEqualTo(Stamps.of(file).orElseThrow());
  }

  @Test
  void aByteOrderMarkStaysInItsPlace(@TempDir Path directory) throws IOException {
    Path file = Files.writeString(registry(directory), "\uFEFF{\"runs\": [1]}");

    RegistryUpdate update = new RegistryFile(file, CLOCK).register(List.of(run("/c/a")));

    assertThat(update).isInstanceOf(Done.class);
    assertThat(Files.readString(file)).startsWith("\uFEFF{\n  \"runs\": [\n    1,\n    {\n");
  }

  @Test
  void itLooksAsPythonWritesIt(@TempDir Path directory) throws Exception {
    assumeThat(EvaluationScript.isPossible()).as("there is python3").isTrue();
    Path file = Files.writeString(registry(directory), STRANGE);
    String script =
        "import json,sys; o=json.load(open(sys.argv[1],encoding='utf-8'));"
            + "json.dump(o,open(sys.argv[1]+'.python','w',encoding='utf-8'),indent=2)";
    new RegistryFile(file, CLOCK).register(List.of(run("/c/\u00fc\ud83d\ude00")));

    Process python = new ProcessBuilder("python3", "-c", script, file.toString()).start();
    assertThat(python.waitFor(30, TimeUnit.SECONDS)).isTrue();
    Path again = directory.resolve("runs_registry.json.python");

    // Python writes 1.1 for 1.10 and 100000.0 for 1e5; the rest is the same but for its escapes.
    String expected =
        Files.readString(file)
            .replace("1.10", "1.1")
            .replace("1e5", "100000.0")
            .replace("\\/", "/")
            .replace("caf\u00e9", "caf\\u00e9")
            .replace("\\u00FC\\uD83D\\uDE00", "\\u00fc\\ud83d\\ude00");
    assertThat(Files.readString(again)).isEqualTo(expected);
  }

  @Test
  void whatIsRegisteredAlreadyWritesNothing(@TempDir Path directory) throws IOException {
    Path file =
        Files.writeString(
            registry(directory),
            """
            {"runs": [{"checkpoint_path": "/c/a/", "results_file": "r.json"},
                      {"checkpoint_path": "/link/b", "results_file": "/c/b/r.json"},
                      {"checkpoint_path": "None", "results_file": "/base.json"}]}
            """);
    FileStamp stamp = Stamps.of(file).orElseThrow();

    Done done =
        (Done)
            new RegistryFile(file, CLOCK)
                .register(
                    List.of(
                        run("/c/a"),
                        run("/c/a//"),
                        new NewRun("/c/b", "/c/b/r.json"),
                        new NewRun(null, "/base.json"),
                        new NewRun("/c/base", "/base.json")));

    assertThat(done.changed()).isEmpty();
    assertThat(done.after()).isEqualTo(done.before());
    assertThat(Stamps.of(file)).contains(stamp);
  }

  @Test
  void aRunAskedForTwiceIsAddedOnce(@TempDir Path directory) throws IOException {
    RegistryFile registry = new RegistryFile(registry(directory), CLOCK);

    Done done = (Done) registry.register(List.of(run("/c/b"), run("/c/a"), run("/c/b/")));

    assertThat(done.changed())
        .extracting(RegistryEntry::checkpointPath)
        .containsExactly("/c/b", "/c/a");
  }

  @Test
  void aMissingRegistryIsMadeWithItsDirectories(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("new/dashboard/runs_registry.json");
    Clock inBerlin = Clock.fixed(Instant.parse("2025-10-19T13:43:09Z"), ZoneId.of("Europe/Berlin"));

    Done done =
        (Done)
            new RegistryFile(file, inBerlin)
                .register(List.of(new NewRun("/c/a/", "a.json"), new NewRun(null, "base.json")));

    assertThat(file)
        .hasContent(
            """
            {
              "runs": [
                {
                  "checkpoint_path": "/c/a",
                  "results_file": "a.json",
                  "added_at": "2025-10-19T15:43:09.000000"
                },
                {
                  "checkpoint_path": "None",
                  "results_file": "base.json",
                  "added_at": "2025-10-19T15:43:09.000000"
                }
              ]
            }""");
    assertThat(done.before()).isNull();
    assertThat(new RegistryFile(file, CLOCK).read()).isEqualTo(done.after());
  }

  @Test
  void nothingToRegisterMakesNoRegistry(@TempDir Path directory) {
    Done done = (Done) new RegistryFile(registry(directory), CLOCK).register(List.of());

    assertThat(done.after().entries()).isEmpty();
    assertThat(registry(directory)).doesNotExist();
  }

  @Test
  void anEntryThatCannotBeUsedDoesNotStandInTheWay(@TempDir Path directory) throws IOException {
    Path file =
        Files.writeString(
            registry(directory),
            "{\"runs\": [{\"checkpoint_path\": \"/c/a\", \"results_file\": 5}]}");

    new RegistryFile(file, CLOCK).register(List.of(run("/c/a")));

    JsonNode runs = new ObjectMapper().readTree(file.toFile()).get("runs");
    assertThat(runs.get(0).get("results_file").intValue()).isEqualTo(5);
    assertThat(runs.get(1).get("checkpoint_path").textValue()).isEqualTo("/c/a");
  }

  @Test
  void anEntryWhoseFilesAreGoneStays(@TempDir Path directory) throws IOException {
    Path file =
        Files.writeString(registry(directory), "{\"runs\": [{\"checkpoint_path\": \"/gone\"}]}");

    Done done = (Done) new RegistryFile(file, CLOCK).register(List.of(run("/c/a")));

    assertThat(done.after().entries())
        .extracting(RegistryEntry::checkpointPath)
        .containsExactly("/gone", "/c/a");
  }

  @Test
  void whatOthersAddBetweenReadingAndRenamingIsKept(@TempDir Path directory) throws IOException {
    Path file = Files.writeString(registry(directory), "{\"runs\": []}");
    AtomicInteger others = new AtomicInteger();
    // The clock is asked between the two, so that others can write at just that time.
    Clock clock =
        new MeddlingClock(
            NOW,
            () -> {
              if (others.incrementAndGet() <= 3) {
                String theirs = "{\"runs\": [{\"checkpoint_path\": \"/t/" + others + "\"}]}";
                Files.writeString(file, theirs);
              }
            });

    RegistryUpdate update = new RegistryFile(file, clock).register(List.of(run("/c/a")));

    assertThat(update).isInstanceOf(Done.class);
    assertThat(((Read) new RegistryFile(file, CLOCK).read()).entries())
        .extracting(RegistryEntry::checkpointPath)
        .containsExactly("/t/3", "/c/a");
  }

  @Test
  void aRewriteOfTheSameSizeWithinATickIsNotTakenForTheOldContent(@TempDir Path directory)
      throws IOException {
    Path file = Files.writeString(registry(directory), "{\"runs\": [\"1\"]}");
    FileStamp stamp = Stamps.of(file).orElseThrow();
    try (OpenFile open = OpenFile.read(file, stamp).orElseThrow()) {
      assertThat(open.isCurrent()).isTrue();

      Files.writeString(file, "{\"runs\": [\"2\"]}");

      assertThat(open.isOverwritten()).isTrue();
      assertThat(open.isCurrent()).isFalse();
    }
  }

  @Test
  void othersWhoNeverPauseAreGivenWayTo(@TempDir Path directory) throws IOException {
    Path file = Files.writeString(registry(directory), "{\"runs\": []}");
    AtomicInteger others = new AtomicInteger();
    Clock clock =
        new MeddlingClock(
            NOW, () -> Files.writeString(file, "{\"runs\": [" + others.incrementAndGet() + "]}"));

    Refused refused = (Refused) new RegistryFile(file, clock).register(List.of(run("/c/a")));

    assertThat(refused.kind()).isEqualTo(Problem.Kind.REGISTRY_UNWRITABLE);
    assertThat(refused.passing()).isTrue();
    assertThat(Files.readString(file)).isEqualTo("{\"runs\": [" + others + "]}");
    assertThat(namesIn(directory)).containsExactly("runs_registry.json");
  }

  @Test
  void aRegistryThatCannotBeWrittenIsToldInOneSentence(@TempDir Path directory) throws IOException {
    Path inTheWay = Files.writeString(directory.resolve("dashboard"), "a file");

    Refused refused =
        (Refused)
            new RegistryFile(inTheWay.resolve("runs_registry.json"), CLOCK)
                .register(List.of(run("/c/a")));

    assertThat(refused)
        .isEqualTo(
            new Refused(
                Problem.Kind.REGISTRY_UNWRITABLE,
                "The registry cannot be written (a directory of its path is a file); make its"
                    + " directory writable for this user and see that there is space.",
                false));
  }

  @Test
  void unregisteringRemovesEveryEntryThatIsNamedAndTellsTheRest(@TempDir Path directory)
      throws IOException {
    Path file =
        Files.writeString(
            registry(Files.createDirectory(directory.resolve("dashboard"))),
            """
            {"runs": [{"checkpoint_path": "/c/a", "results_file": "/r/a.json"}, {"checkpoint_path": "/c/keep"},
                      {"checkpoint_path": "/c/a/"}, {"checkpoint_path": "/c/b", "results_file": "b.json"},
                      {"checkpoint_path": "None", "results_file": "/base.json"}, {"checkpoint_path": "/c/d"},
                      {"checkpoint_path": "/c/e", "results_file": 5}, "word"], "x": 1}
            """);

    Done done =
        (Done)
            new RegistryFile(file, CLOCK)
                .unregister(
                    List.of(
                        "/c/a/",
                        directory.resolve("b.json").toString(),
                        "/base.json",
                        "/c/d/paper_metrics_results.json",
                        "/c/e",
                        "/c/unheard-of/"));

    assertThat(done.changed())
        .extracting(entry -> entry.key().value())
        .containsExactly("/c/a", "/c/b", "pretrained:/base.json", "/c/d");
    assertThat(done.unknown()).containsExactly("/c/unheard-of/");
    assertThat(file)
        .hasContent(
            """
            {
              "runs": [
                {
                  "checkpoint_path": "/c/keep"
                },
                "word"
              ],
              "x": 1
            }""");
  }

  @Test
  void pathsAsTheyStandInTheRegistryNameItsEntriesToo(@TempDir Path directory) throws IOException {
    Path file =
        Files.writeString(
            registry(directory),
            """
            {"runs": [{"checkpoint_path": "rel/a"}, {"checkpoint_path": "/c", "results_file": "rel/c.json"}]}
            """);

    new RegistryFile(file, CLOCK).unregister(List.of("rel/a/", "rel/c.json"));

    assertThat(file).hasContent("{\n  \"runs\": []\n}");
  }

  @Test
  void unregisteringWhatIsNotThereWritesNothing(@TempDir Path directory) throws IOException {
    Path file = Files.writeString(registry(directory), "{\"runs\":[ ]}");

    Done there = (Done) new RegistryFile(file, CLOCK).unregister(List.of("/c/a"));
    Done missing =
        (Done) new RegistryFile(directory.resolve("none.json"), CLOCK).unregister(List.of("/c/a"));

    assertThat(there.unknown()).containsExactly("/c/a");
    assertThat(missing.unknown()).containsExactly("/c/a");
    assertThat(file).hasContent("{\"runs\":[ ]}");
    assertThat(directory.resolve("none.json")).doesNotExist();
  }

  private static NewRun run(String checkpoint) {
    return new NewRun(
        checkpoint, RunKey.withoutTrailingSlash(checkpoint) + "/paper_metrics_results.json");
  }

  private static Path registry(Path directory) {
    return directory.resolve("runs_registry.json");
  }

  private static List<String> namesIn(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  @Test
  void ofTwoRunsOfOneCheckpointTheFirstIsRegistered(@TempDir Path directory) throws IOException {
    Path file = registry(directory);
    NewRun first = new NewRun("/c/a", "/r/first.json");

    new RegistryFile(file, CLOCK).register(List.of(first, new NewRun("/c/a", "/r/second.json")));

    assertThat(((Read) new RegistryFile(file, CLOCK).read()).entries())
        .extracting(RegistryEntry::resultsFile)
        .containsExactly("/r/first.json");
  }

  @Test
  void aRegistryThatOthersAreJustRewritingIsWrittenAfterThem(@TempDir Path directory)
      throws IOException {
    Path file =
        Files.writeString(registry(directory), "{\"runs\": [{\"checkpoint_path\": \"/t/old\"}]}");
    AtomicInteger asked = new AtomicInteger();
    Clock clock =
        new MeddlingClock(
            NOW,
            () -> {
              // Once before, for the time of registration.
              if (asked.getAndIncrement() == 1) {
                Files.writeString(file, "{\"runs\": []}");
              }
            });

    RegistryUpdate update = new RegistryFile(file, clock).register(List.of(run("/c/a")));

    assertThat(update).isInstanceOf(Done.class);
    assertThat(((Read) new RegistryFile(file, CLOCK).read()).entries())
        .extracting(RegistryEntry::checkpointPath)
        .containsExactly("/c/a");
  }
}

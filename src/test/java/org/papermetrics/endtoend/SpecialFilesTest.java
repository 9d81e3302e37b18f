package org.papermetrics.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.papermetrics.testing.Eventually;
import org.papermetrics.testing.OtherUser;
import org.papermetrics.testing.Program;
import org.papermetrics.testing.SpecialFile;

/**
 * What is in the place of a file and cannot be read as one blocks nobody, is one problem, and is
 * forgotten when there is a file again, also where no event tells of it.
 */
@Tag("integration")
class SpecialFilesTest {
  private static final String[] ALL = {"first_cp000100", "second_cp000200", "third_cp000300"};

  @TempDir private Path directory;
  private Site site;
  private final Map<Place, Path> files = new EnumMap<>(Place.class);
  private final Map<Place, Path> aside = new EnumMap<>(Place.class);
  private final List<String> program = new ArrayList<>();

  /** Where a file is expected. */
  private enum Place {
    RESULTS("results-unreadable"),
    CONFIG("config-unreadable"),
    LOG("log-unreadable"),
    REGISTRY("registry-unreadable"),
    CONFIGURATION("configuration-unusable");

    private final String problem;

    Place(String problem) {
      this.problem = problem;
    }
  }

  @BeforeEach
  void makeSite() throws Exception {
    site = Site.in(directory);
    Path first = Site.checkpoint(site.root(), "first", 100);
    Path second = Site.checkpoint(site.root(), "second", 200);
    Site.drop(Site.checkpoint(site.root(), "third", 300), 300);
    files.put(Place.RESULTS, Site.drop(first, 100));
    Site.drop(second, 200);
    files.put(Place.CONFIG, second.resolve("training_config.json"));
    files.put(
        Place.LOG,
        Files.writeString(
            site.logs().resolve("paper_metrics_1.log"),
            "Checkpoint: " + first + "\nPosition 1000: Loss 5.5 | PPL 244.7\n"));
    files.put(Place.REGISTRY, Files.writeString(site.registry(), "{\"runs\": []}"));
    Path configuration = site.writeConfiguration();
    Files.writeString(
        configuration, "watch: {mode: poll, poll: 1s, sweep: 2s}\n", StandardOpenOption.APPEND);
    files.put(Place.CONFIGURATION, configuration);
    program.addAll(Program.command());
  }

  private List<String> command(String command) {
    List<String> all = new ArrayList<>(program);
    all.addAll(List.of(command, "--config", files.get(Place.CONFIGURATION).toString()));
    return all;
  }

  private DaemonProcess start() throws Exception {
    DaemonProcess daemon = DaemonProcess.by(command("serve"), site.configuration());
    Eventually.holds(() -> daemon.runs().size() == 3, "all runs are shown");
    Eventually.holds(
        () -> Site.json(site.registry()).get("runs").size() == 3, "all runs are registered");
    return daemon;
  }

  private void putAside(Place place) throws IOException {
    Path file = files.get(place);
    aside.put(place, Files.move(file, directory.resolve("aside-" + place)));
  }

  private void putBack(Place place) throws IOException {
    Files.deleteIfExists(files.get(place));
    Files.move(aside.get(place), files.get(place));
  }

  private static List<String> messages(DaemonProcess daemon, Path file) throws Exception {
    List<String> messages = new ArrayList<>();
    for (JsonNode problem : daemon.get("/api/v1/problems")) {
      if (problem.get("path").asText().equals(file.toString())) {
        messages.add(problem.get("kind").asText() + ": " + problem.get("message").asText());
      }
    }
    return messages;
  }

  /** Waits until each of these places is one problem with these words, and there is no other. */
  private void areProblems(DaemonProcess daemon, List<Place> places, String words)
      throws Exception {
    List<String> last = new ArrayList<>();
    try {
      Eventually.holds(
          () -> {
            last.clear();
            boolean all = daemon.get("/api/v1/problems").size() == places.size();
            for (Place place : places) {
              List<String> messages = messages(daemon, files.get(place));
              last.addAll(messages);
              all &=
                  messages.size() == 1
                      && messages.get(0).startsWith(place.problem + ": ")
                      && messages.get(0).contains(words);
            }
            return all;
          },
          "each is one problem");
    } catch (AssertionError e) {
      throw new AssertionError(e.getMessage() + ": " + last + daemon.get("/api/v1/problems"), e);
    }
  }

  /** New results come onto the board as ever, and these are still there. */
  private void worksAllTheSame(DaemonProcess daemon, String experiment, String... shown)
      throws Exception {
    Path checkpoint = Site.checkpoint(site.root(), experiment, 400);
    Site.drop(checkpoint, 400);
    Eventually.holds(
        () -> daemon.runs().containsKey(experiment + "_cp000400"), "new results are shown");
    assertThat(daemon.runs()).containsKeys(shown);
  }

  @Test
  void aDaemonSaysWhatIsThere() throws Exception {
    List<Place> places = List.of(Place.values());
    try (DaemonProcess daemon = start()) {
      for (SpecialFile kind : SpecialFile.values()) {
        for (Place place : places) {
          putAside(place);
          kind.make(files.get(place));
        }
        areProblems(daemon, places, kind.words());
        // Files were away for a moment, which is seen or not.
        worksAllTheSame(daemon, "beside-" + kind, "third_cp000300");
        for (Place place : places) {
          putBack(place);
        }
        areProblems(daemon, List.of(), "");
        worksAllTheSame(daemon, "after-" + kind, ALL);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void onePassSaysWhatIsThere(SpecialFile kind) throws Exception {
    for (Place place : List.of(Place.RESULTS, Place.CONFIG, Place.LOG, Place.REGISTRY)) {
      putAside(place);
      kind.make(files.get(place));
    }

    Said said = Said.by(System.getenv(), command("aggregate"));

    assertThat(said.code()).as(said.text()).isZero();
    List<String> problems = said.text().lines().filter(l -> l.contains(kind.words())).toList();
    for (Place place : aside.keySet()) {
      assertThat(problems)
          .as(said.text())
          .filteredOn(line -> line.startsWith(place.problem + ": " + files.get(place) + ": "))
          .hasSize(1);
    }
    assertThat(problems).hasSize(4);
    assertThat(said.text()).contains("1 runs in ");
    for (Place place : aside.keySet()) {
      putBack(place);
    }
    putAside(Place.CONFIGURATION);
    kind.make(files.get(Place.CONFIGURATION));

    Said refused = Said.by(System.getenv(), command("aggregate"));

    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.text().lines())
        .singleElement()
        .asString()
        .contains(files.get(Place.CONFIGURATION) + " " + kind.words());
  }

  @Test
  void aFileThatChangesAtEachLookIsReadWhenItStaysTheSame() throws Exception {
    // A log may change at each look: it grows.
    List<Place> places = List.of(Place.RESULTS, Place.CONFIG, Place.REGISTRY, Place.CONFIGURATION);
    try (DaemonProcess daemon = start()) {
      for (Place place : List.of(Place.RESULTS, Place.CONFIG, Place.REGISTRY)) {
        // Reading it takes long enough for it to change meanwhile.
        Files.writeString(files.get(place), " ".repeat(15 << 20), StandardOpenOption.APPEND);
      }
      List<Thread> writers = places.stream().map(place -> toucher(files.get(place))).toList();
      areProblems(
          daemon,
          List.of(Place.RESULTS, Place.CONFIG, Place.REGISTRY, Place.CONFIGURATION),
          "changes ");
      worksAllTheSame(daemon, "fourth", ALL);
      for (Thread writer : writers) {
        writer.interrupt();
        writer.join();
      }
      areProblems(daemon, List.of(), "");
    }
  }

  private static Thread toucher(Path file) {
    Thread thread =
        new Thread(
            () -> {
              for (long i = 0; !Thread.currentThread().isInterrupted(); i++) {
                try {
                  Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusNanos(i)));
                } catch (NoSuchFileException e) {
                  // It is being replaced.
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
                // A thread that rests is served at once afterwards, also by a busy system.
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
              }
            });
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  @Test
  void aFileWithoutReadPermissionIsReadWhenItIsGiven() throws Exception {
    OtherUser.required();
    Path jar = PackedProgram.in(directory.resolve("program")).jar("1");
    program.clear();
    program.addAll(OtherUser.ALICE.prefix());
    program.addAll(PackedProgram.command(jar));
    Files.createDirectories(site.state());
    Files.createDirectories(site.outputs());
    OtherUser.ALICE.owns(directory, "rwxr-xr-x");
    List<Place> places = List.of(Place.values());
    try (DaemonProcess daemon = start()) {
      for (Place place : places) {
        SpecialFile.forbid(files.get(place));
      }
      areProblems(daemon, places, "permission");
      worksAllTheSame(daemon, "fourth", ALL);
      for (Place place : places) {
        OtherUser.ALICE.owns(files.get(place), "rw-r--r--");
      }
      areProblems(daemon, List.of(), "");
    }
  }
}

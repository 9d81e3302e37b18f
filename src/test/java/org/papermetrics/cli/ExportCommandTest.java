package org.papermetrics.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.papermetrics.cli.demo.DemoSettings;
import org.papermetrics.cli.demo.DemoTree;
import org.papermetrics.daemon.Daemon;
import org.papermetrics.model.Run;

/** Tables and other exports of a daemon and of its files, and whether they still hold. */
@Tag("integration")
class ExportCommandTest {
  private static final Clock CLOCK = Clock.system(ZoneId.systemDefault());

  private static final int RUNS = 8;

  private final Path directory;
  private final DemoBoard board;
  private final Path data;
  private final Path single;

  ExportCommandTest(@TempDir Path directory) throws Exception {
    this.directory = directory;
    data = directory.resolve("dashboard_data.json");
    single = directory.resolve("board.html");
    board =
        new DemoBoard(
            directory, DemoTree.write(directory.resolve("tree"), DemoSettings.of(5, RUNS, CLOCK)));
  }

  private Daemon start() throws Exception {
    return board.start(CLOCK, snapshot -> snapshot.runs().size() >= RUNS);
  }

  private int run(String command, String... options) {
    return board.run(command, options);
  }

  private int export(String... options) {
    return board.runConfigured("export", options);
  }

  private void aggregate() {
    assertThat(
            run(
                "aggregate",
                "--config",
                board.config.toString(),
                "--output",
                data.toString(),
                "--standalone",
                single.toString()))
        .as(board.err.toString())
        .isZero();
  }

  /** The results file of a run that is no pretrained model. */
  private Path results() throws Exception {
    try (Stream<Path> files = Files.walk(directory.resolve("tree"))) {
      return files
          .filter(file -> file.endsWith("paper_metrics_results.json"))
          .sorted()
          .findFirst()
          .orElseThrow();
    }
  }

  /** Writes other results into a file. */
  private static void change(Path file) throws Exception {
    String text = Files.readString(file);
    Files.writeString(
        file, text.replaceFirst("\"sblimp_accuracy\": *[0-9.]+", "\"sblimp_accuracy\": 0.123"));
    Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-01-02T03:04:05Z")));
  }

  @Test
  void aTableOfTheDaemonIsWrittenAndVerifiedUntilAFileChanges() throws Exception {
    for (String format : List.of("latex", "markdown")) {
      Path table = directory.resolve(format.equals("latex") ? "table.tex" : "table.md");
      int runs;
      try (Daemon daemon = start()) {
        runs = daemon.snapshot().runs().size();
        assertThat(export("--format", format, "--intervals", "--output", table.toString()))
            .as(board.err.toString())
            .isZero();
        assertThat(board.out.toString()).isEqualTo(table + System.lineSeparator());
      }
      assertThat(Files.readString(table))
          .contains("\"version\":\"test\"")
          .containsPattern("\"size\":[0-9]+,\"sha256\":\"[0-9a-f]{64}\"}")
          .doesNotContain("\"remark\"");
      assertThat(run("verify", table.toString())).as(board.out.toString()).isZero();
      assertThat(board.out.toString())
          .startsWith("The numbers of all " + runs + " runs are as exported.");
      byte[] before = Files.readAllBytes(results());
      FileTime time = Files.getLastModifiedTime(results());
      change(results());
      assertThat(run("verify", table.toString())).isEqualTo(1);
      assertThat(board.out.toString())
          .contains("changed     ")
          .contains(results() + System.lineSeparator())
          .contains("written again at 2026-01-02T03:04:05Z.")
          .endsWith("1 of " + runs + " runs are not as exported." + System.lineSeparator());
      Files.write(results(), before);
      Files.setLastModifiedTime(results(), time);
    }
  }

  @Test
  void theFiltersOfTheApiAreOptions() throws Exception {
    try (Daemon daemon = start()) {
      Run run = daemon.snapshot().runs().get(0);
      assertThat(export("--format", "csv", "--id", run.id(), "--fields", "id,checkpoint_step"))
          .isZero();
      assertThat(board.out.toString().replace("\"", ""))
          .isEqualTo("id,checkpoint_step\r\n" + run.id() + "," + run.checkpointStep() + "\r\n");
      assertThat(export("--format", "json", "--limit", "2", "--sort=-avg")).isZero();
      assertThat(new ObjectMapper().readTree(board.out.toString()).path("runs")).hasSize(2);
      assertThat(
              export(
                  "--where",
                  "checkpoint_step>0",
                  "--training",
                  "ttt",
                  "--group",
                  "experiment",
                  "--differences"))
          .isZero();
      assertThat(board.out.toString()).contains("\\midrule").contains("in points.");
      assertThat(export("--sort", "nothing")).isEqualTo(2);
      assertThat(board.err.toString()).contains("`sort` names 'nothing'").hasLineCount(1);
      assertThat(export("--q", "nobody-has-this-name")).isZero();
      assertThat(board.out.toString()).contains("% No run passes these filters");
    }
    assertThat(export()).isEqualTo(1);
    assertThat(board.err.toString()).contains("No daemon is running").contains("--data");
    assertThat(export("--format", "word")).isEqualTo(2);
  }

  @Test
  void aComparisonIsThatOfTheApi() throws Exception {
    aggregate();
    String[] ofData = {"--data", data.toString(), "--comparison", "--format", "csv"};
    assertThat(export(ofData)).as(board.err.toString()).isZero();
    String csv = board.out.toString();
    assertThat(csv).contains("sblimp_accuracy_low").hasLineCount(1 + RUNS);
    try (Daemon daemon = start()) {
      assertThat(daemon.snapshot().runs()).isNotEmpty();
      assertThat(export("--comparison", "--format", "csv")).isZero();
      assertThat(board.out.toString()).isEqualTo(csv);
      assertThat(export("--comparison", "--format", "json", "--limit", "2")).isZero();
      assertThat(new ObjectMapper().readTree(board.out.toString()).path("runs")).hasSize(2);
    }
    assertThat(export("--data", data.toString(), "--comparison", "--format", "json")).isZero();
    assertThat(new ObjectMapper().readTree(board.out.toString()).path("best")).isNotEmpty();
    assertThat(export("--comparison")).isEqualTo(2);
    assertThat(board.err.toString()).contains("has --format json or --format csv");
  }

  @Test
  void aDataFileGivesTheSameTable() throws Exception {
    aggregate();
    assertThat(export("--data", data.toString(), "--differences"))
        .as(board.err.toString())
        .isZero();
    String ofData = board.out.toString();
    assertThat(ofData).contains("\"data\":\"" + data + "\"").doesNotContain("\"remark\"");
    try (Daemon daemon = start()) {
      assertThat(daemon.snapshot().runs()).isNotEmpty();
      assertThat(export("--differences")).isZero();
    }
    assertThat(ofData.lines().filter(line -> !line.startsWith("% provenance")))
        .containsExactlyElementsOf(
            board.out.toString().lines().filter(line -> !line.startsWith("% provenance")).toList());
    assertThat(export("--data", directory.resolve("none.json").toString())).isEqualTo(2);
    assertThat(export("--data", board.config.toString())).isEqualTo(1);
    assertThat(export("--data", data.toString(), "--format", "csv", "--limit", "1")).isZero();
    assertThat(board.out.toString()).startsWith("Name,Step,").hasLineCount(2);
    assertThat(export("--data", data.toString(), "--format", "json", "--limit", "1")).isZero();
    assertThat(new ObjectMapper().readTree(board.out.toString()).path("runs")).hasSize(1);
  }

  @Test
  void aDataFileAndItsPageAreVerifiedByTheirNumbers() throws Exception {
    aggregate();
    Path otherData = Files.copy(data, directory.resolve("january.backup"));
    Path otherPage = Files.copy(single, directory.resolve("january.page"));
    List<Path> files = List.of(data, single, otherData, otherPage);
    for (Path file : files) {
      assertThat(run("verify", file.toString())).as(board.out.toString()).isZero();
    }
    Path results = results();
    change(results);
    for (Path file : files) {
      assertThat(run("verify", file.toString())).isEqualTo(1);
      assertThat(board.out.toString()).contains("sblimp_accuracy was 0.").contains(" and is 0.123");
    }
    Files.delete(results);
    assertThat(run("verify", single.toString())).isEqualTo(1);
    assertThat(board.out.toString())
        .startsWith("gone ")
        .contains("There is no such file any more.");
  }

  @Test
  void whatSaysNothingOfItsOriginCannotBeVerified() throws Exception {
    Path text = Files.writeString(directory.resolve("own.tex"), "{\\small\\begin{tabular}{l}");
    assertThat(run("verify", text.toString())).isEqualTo(2);
    assertThat(board.err.toString()).contains("does not say where its numbers come from");
    Path page = Files.writeString(directory.resolve("own.html"), "<p>");
    assertThat(run("verify", page.toString())).isEqualTo(2);
    assertThat(board.err.toString()).contains("does not say where its numbers come from");
    Path json = Files.writeString(directory.resolve("own.json"), "[]");
    assertThat(run("verify", json.toString())).isEqualTo(2);
    assertThat(run("verify", directory.resolve("none.tex").toString())).isEqualTo(2);
  }
}

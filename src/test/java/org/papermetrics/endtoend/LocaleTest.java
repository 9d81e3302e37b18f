package org.papermetrics.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.papermetrics.testing.Eventually;
import org.papermetrics.testing.Program;

/**
 * Under a locale that cannot spell all paths, those alone are lost, each with a problem, and every
 * command says what to do.
 */
@Timeout(120)
@Tag("integration")
class LocaleTest {
  private static final String REMEDY = "LC_ALL=C.UTF-8";
  private static final String WARNING = "This program runs under a locale without UTF-8";

  @TempDir private Path directory;
  private Site site;
  private Path good;

  /** A name with an é, whatever the locale of the tests is. */
  private static Path odd(Path parent, String start) {
    return Path.of(URI.create(parent.toUri() + start + "%C3%A9"));
  }

  @BeforeEach
  void oneRunOfEachKind() throws Exception {
    site = Site.in(directory);
    good = Site.checkpoint(site.root(), "good", 100);
    Site.drop(good, 100);
    drop("exp-");
  }

  /** A run in a directory whose name begins so. */
  private Path drop(String start) throws Exception {
    Path experiment = odd(site.root(), start);
    Site.drop(experiment.resolve("checkpoints/checkpoint_000200/consolidated"), 200);
    return experiment;
  }

  private List<String> program(String... arguments) {
    List<String> command = new ArrayList<>(Program.command(arguments));
    command.add(1, "-Duser.home=" + directory);
    return command;
  }

  private Said run(String locale, String... arguments) throws Exception {
    return Said.by(Map.of("LC_ALL", locale, "COLUMNS", "10000"), program(arguments));
  }

  /** The same in a directory; where it or the arguments have an é, a shell writes that. */
  private Said runIn(String where, String arguments) throws Exception {
    String script =
        "cd '%s'/%s && exec '%s' %s"
            .formatted(directory, where, String.join("' '", program()), arguments);
    String ascii = script.replace("é", "$(printf '\\303\\251')");
    return Said.by(Map.of("LC_ALL", "C", "PATH", "/bin:/usr/bin"), List.of("sh", "-c", ascii));
  }

  private void register(String checkpoint) throws Exception {
    Files.write(
        site.registry(),
        "{\"runs\": [{\"checkpoint_path\": \"%s\"}]}"
            .formatted(checkpoint)
            .getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @ValueSource(strings = {"C", "POSIX"})
  void aggregateShowsAndRegistersAllOthers(String locale) throws Exception {
    String config = site.writeConfiguration().toString();
    Said said =
        run(locale, "aggregate", "--full-scan", "--config", config, "--output", site.data() + "");
    assertThat(said.code()).as(said.text()).isZero();
    assertThat(said.text())
        .startsWith("paper-metrics: " + WARNING)
        .contains("1 runs in", "path-not-text: " + site.root() + "/exp-", REMEDY)
        .doesNotContain("Exception");
    assertThat(Files.readString(site.registry())).contains(good.toString()).doesNotContain("exp-");
    assertThat(run("C.UTF-8", "aggregate", "--full-scan", "--config", config).text())
        .startsWith("2 runs in")
        .hasLineCount(1);
  }

  @Test
  void aRegisteredPathIsAProblemAndStays() throws Exception {
    String lost = site.root() + "/exp-é/checkpoints/checkpoint_000200/consolidated";
    register(lost);
    String config = site.writeConfiguration().toString();
    Said said = run("C", "aggregate", "--full-scan", "--config", config);
    assertThat(said.text())
        .contains("registry-entry: " + site.registry() + ": Entry 1 of the registry names " + lost)
        .contains(REMEDY)
        .doesNotContain("remove the entry");
    assertThat(run("C", "register", "--config", config, good.toString()).code()).isZero();
    assertThat(Files.readString(site.registry())).contains(lost, good.toString());
  }

  @Test
  void doctorSaysWhatIsWrong() throws Exception {
    Said said = run("C", "doctor", "--config", site.writeConfiguration().toString());
    assertThat(said.code()).isEqualTo(1);
    assertThat(said.text())
        .containsPattern("wrong +" + WARNING)
        .containsPattern("wrong +" + site.root() + "/exp-.*: These results can be neither");
  }

  @Test
  void serveGoesOnAndSaysWhatIsWrong() throws Exception {
    List<String> how = List.of("env", "LC_ALL=C");
    try (DaemonProcess daemon = DaemonProcess.start(how, site)) {
      Eventually.holds(
          () -> Files.exists(site.registry()) && registry().contains(good.toString()),
          "the good run is registered");
      assertThat(daemon.errors()).startsWith("paper-metrics: " + WARNING).contains(REMEDY);
      assertThat(daemon.checkpoints()).containsExactly(good.toString());
      assertThat(daemon.problems("locale-not-utf8"))
          .singleElement()
          .extracting(problem -> problem.get("message").asText())
          .asString()
          .contains(REMEDY);
      assertThat(daemon.problems("path-not-text")).hasSize(1);

      Path second = drop("more-");
      Eventually.holds(() -> daemon.problems("path-not-text").size() == 2, "a second one is found");
      Files.move(second, site.root().resolve("more-e"));
      Eventually.holds(
          () -> daemon.problems("path-not-text").size() == 1 && daemon.runs().size() == 2,
          "renamed it is a run");
      JsonNode asked = daemon.get("/api/v1/status?path=" + site.root() + "/exp-%C3%A9");
      assertThat(asked.toString()).contains("cannot spell").doesNotContain("Malformed");
      assertThat(daemon.errors()).doesNotContain("Exception", "ERROR");
    }
    assertThat(registry()).doesNotContain("exp-");
    try (DaemonProcess daemon = DaemonProcess.start(List.of("env", "LC_ALL=C.UTF-8"), site)) {
      assertThat(daemon.runs()).hasSize(3);
      assertThat(daemon.problems("locale-not-utf8")).isEmpty();
    }
    try (DaemonProcess daemon = DaemonProcess.start(how, site)) {
      assertThat(daemon.checkpoints()).contains(good.toString()).hasSize(2);
      assertThat(daemon.errors()).doesNotContain("Exception", "ERROR");
    }
  }

  private String registry() throws Exception {
    return Files.readString(site.registry());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "aggregate --checkpoint-dirs é",
        "aggregate --checkpoint-dirs checkpoints --log-dir é",
        "aggregate --checkpoint-dirs checkpoints --registry é.json",
        "aggregate --checkpoint-dirs checkpoints --output é/data.json",
        "serve --config é.yaml",
        "register checkpoints/exp-é",
        "doctor checkpoints/exp-é"
      })
  void aPathOnTheCommandLineIsRefusedWithTheRemedy(String arguments) throws Exception {
    Said said = runIn(".", arguments);
    assertThat(said.code()).as(said.text()).isEqualTo(2);
    assertThat(said.text()).contains("cannot spell", REMEDY).doesNotContain("Exception");
  }

  @Test
  void aCurrentDirectoryThatCannotBeSpelledIsRefused() throws Exception {
    Path here = Files.createDirectories(odd(directory, "here-"));
    Said said = runIn("here-é", "aggregate --checkpoint-dirs . --output x.json");
    assertThat(said.code()).as(said.text()).isEqualTo(2);
    assertThat(said.text()).contains("here-", "cannot spell", REMEDY);
    assertThat(here).isEmptyDirectory();
  }

  @Test
  void aFileBehindALinkMayHaveAnyName() throws Exception {
    Path real = odd(directory, "registry-");
    Files.writeString(real, "{\"runs\": []}");
    Files.createSymbolicLink(site.registry(), real);
    Said said = run("C", "aggregate", "--full-scan", "--config", site.writeConfiguration() + "");
    assertThat(said.code()).as(said.text()).isZero();
    assertThat(Files.readString(real)).contains(good.toString());
    assertThat(site.registry()).isSymbolicLink();
  }
}

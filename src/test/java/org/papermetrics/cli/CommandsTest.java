package org.papermetrics.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.papermetrics.cli.demo.DemoSettings;
import org.papermetrics.cli.demo.DemoTree;

/** The commands as a person types them: what they print, and how they end. */
class CommandsTest {
  private static final int RUNS = 6;

  private final Path directory;
  private final DemoTree tree;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  CommandsTest(@TempDir Path directory) throws IOException {
    this.directory = directory;
    this.tree =
        DemoTree.write(
            directory.resolve("tree"), DemoSettings.of(5, RUNS, Clock.system(ZoneId.of("UTC"))));
  }

  private int run(String... args) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
  }

  private int aggregate(String... more) {
    List<String> args =
        new ArrayList<>(
            List.of(
                "aggregate",
                "--checkpoint-dirs",
                tree.checkpoints().toString(),
                "--log-dir",
                tree.logs().toString(),
                "--registry",
                tree.registry().toString(),
                "--output",
                output().toString()));
    args.addAll(List.of(more));
    return run(args.toArray(String[]::new));
  }

  private Path output() {
    return directory.resolve("out/dashboard_data.json");
  }

  private int runsInOutput() throws Exception {
    return new ObjectMapper().readTree(output().toFile()).get("runs").size();
  }

  @Test
  void aggregateWritesTheDataFileItsTwinAndThePage() throws Exception {
    Path page = directory.resolve("out/page.html");
    assertThat(aggregate("--standalone", page.toString())).isZero();
    assertThat(runsInOutput()).isEqualTo(RUNS);
    assertThat(directory.resolve("out/dashboard_data_with_progression.json"))
        .hasSameBinaryContentAs(output());
    assertThat(page).isNotEmptyFile();
    assertThat(directory.resolve("out/dashboard.html")).content().contains("connect-src 'self'");
    assertThat(out.toString()).contains(RUNS + " runs in " + output());
    assertThat(err.toString()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "aggregate --checkpoint-dirs=",
        "aggregate --checkpoint-dirs a _",
        "aggregate --checkpoint-dirs a --log-dir _",
        "aggregate --checkpoint-dirs a --registry _",
        "aggregate --checkpoint-dirs a --output _",
        "aggregate --checkpoint-dirs a --standalone _",
        "aggregate --config _",
        "serve --checkpoint-dirs a --output-dir _",
        "standalone --output x --data _"
      })
  void anEmptyPathIsAUsageError(String line) {
    List<String> words = new ArrayList<>();
    String option = "";
    for (String word : line.split(" ", -1)) {
      option = word.startsWith("--") ? word.replace("=", "") : option;
      words.add(word.equals("_") ? " " : word);
    }
    assertThat(run(words.toArray(String[]::new))).isEqualTo(2);
    assertThat(err.toString()).contains(option, "it is empty; name a path").hasLineCount(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"register", "unregister", "doctor"})
  void anEmptyArgumentIsAUsageError(String command) throws Exception {
    String registry = Files.readString(tree.registry());
    assertThat(run(command, "--registry", tree.registry().toString(), "")).isEqualTo(2);
    assertThat(err.toString()).contains("A PATH is empty").hasLineCount(1);
    assertThat(Files.readString(tree.registry())).isEqualTo(registry);
  }

  @Test
  void aVariableThatIsNotSetIsAUsageError() {
    assertThat(run("aggregate", "--checkpoint-dirs", "a", "$NOT_SET_HERE/b")).isEqualTo(2);
    assertThat(err.toString())
        .contains("--checkpoint-dirs $NOT_SET_HERE/b: it uses $NOT_SET_HERE, which is not set")
        .hasLineCount(1);
  }

  @Test
  void optionsAreExpandedAsInTheConfigurationFile() throws Exception {
    String home = System.getProperty("user.home");
    System.setProperty("user.home", directory.toString());
    try {
      Files.writeString(directory.resolve("c.yaml"), "checkpoint-dirs: [~/tree/checkpoints]");
      assertThat(run("aggregate", "--config=~/c.yaml", "--registry=~/r", "--output", "~/a$$b/x"))
          .as(err.toString())
          .isZero();
      assertThat(directory.resolve("a$b/x")).isNotEmptyFile();
      assertThat(run("aggregate", "--checkpoint-dirs=~/tree/checkpoints", "--output=~/y/x"))
          .as(err.toString())
          .isZero();
      assertThat(out.toString()).startsWith(RUNS - 1 + " runs in " + directory.resolve("y/x"));
    } finally {
      System.setProperty("user.home", home);
    }
  }

  @Test
  void aDataFileOfAnotherNameHasNoPageBesideIt() {
    Path other = directory.resolve("other/data.json");
    assertThat(
            run(
                "aggregate",
                "--checkpoint-dirs",
                tree.checkpoints().toString(),
                "--registry",
                tree.registry().toString(),
                "--output",
                other.toString()))
        .isZero();
    assertThat(other).isNotEmptyFile();
    assertThat(other.resolveSibling("dashboard.html")).doesNotExist();
  }

  @Test
  void resultsThatAreNotRegisteredAreFoundByAFullScanAndThenRegistered() throws Exception {
    Path results = tree.dropNextAtomically();
    assertThat(aggregate()).isZero();
    assertThat(runsInOutput()).isEqualTo(RUNS);
    assertThat(aggregate("--full-scan")).isZero();
    assertThat(runsInOutput()).isEqualTo(RUNS + 1);
    assertThat(Files.readString(tree.registry())).contains(results.toString());
  }

  @Test
  void withoutARegistryAllIsSearchedAndOneIsMade() throws Exception {
    Files.delete(tree.registry());
    assertThat(aggregate()).isZero();
    assertThat(runsInOutput()).as("all but the pretrained one").isEqualTo(RUNS - 1);
    assertThat(tree.registry()).isNotEmptyFile();
  }

  @Test
  void aRegistryThatIsNoneIsReportedAndLeftAlone() throws Exception {
    Files.writeString(tree.registry(), "{\"runs\": [");
    assertThat(aggregate()).isZero();
    assertThat(Files.readString(tree.registry())).isEqualTo("{\"runs\": [");
    assertThat(runsInOutput()).as("all but the pretrained one").isEqualTo(RUNS - 1);
    assertThat(err.toString()).contains("registry-unreadable").contains(tree.registry().toString());
  }

  @Test
  void strictEndsWith3OnAnyProblem() throws Exception {
    assertThat(aggregate("--strict")).isZero();
    Files.writeString(tree.dropNextAtomically(), "[]");
    assertThat(aggregate("--full-scan")).isZero();
    assertThat(aggregate("--full-scan", "--strict")).isEqualTo(3);
    assertThat(err.toString()).contains("results-unreadable");
  }

  @Test
  void aMissingRootEndsWith3AndOneOfTwoDoesNot() {
    Path missing = directory.resolve("missing");
    assertThat(
            run(
                "aggregate",
                "--checkpoint-dirs",
                missing.toString(),
                "--output",
                output().toString()))
        .isEqualTo(3);
    assertThat(err.toString()).contains(missing.toString()).contains("root-unavailable");
    assertThat(
            run(
                "aggregate",
                "--checkpoint-dirs",
                missing.toString(),
                tree.checkpoints().toString(),
                "--output",
                output().toString()))
        .isZero();
  }

  @Test
  void anUnknownOptionIsOneSentence() {
    assertThat(run("aggregate", "--outptu", "x")).isEqualTo(2);
    assertThat(err.toString().lines())
        .singleElement()
        .asString()
        .contains("--outptu")
        .contains("--help");
    assertThat(run("agregate")).isEqualTo(2);
    assertThat(err.toString().lines()).singleElement().asString().contains("agregate");
  }

  @Test
  void noRootIsOneSentenceThatSaysHow() throws Exception {
    Path config = Files.writeString(directory.resolve("c.yaml"), "log-dirs: []\n");
    assertThat(run("serve", "--config", config.toString())).isEqualTo(2);
    assertThat(err.toString().lines()).singleElement().asString().contains("--checkpoint-dirs");
  }

  @Test
  void anUnknownKeyIsNamedWithItsLineAndTheNearestKey() throws Exception {
    Path config = Files.writeString(directory.resolve("c.yaml"), "\nlog-dir: [x]\n");
    assertThat(run("aggregate", "--config", config.toString())).isEqualTo(2);
    assertThat(err.toString().lines())
        .singleElement()
        .asString()
        .contains("line 2")
        .contains("\"log-dir\"")
        .contains("\"log-dirs\"");
  }

  @Test
  void registerAndUnregister() throws Exception {
    Path results = tree.dropNextAtomically();
    String checkpoint = String.valueOf(results.getParent());
    String registry = tree.registry().toString();
    assertThat(run("register", checkpoint, "--registry", registry)).isZero();
    assertThat(out.toString()).contains("registered " + checkpoint);
    assertThat(run("register", results.toString(), "--registry", registry)).isZero();
    assertThat(out.toString()).contains("nothing to do");
    assertThat(run("unregister", checkpoint + "/", "--registry", registry)).isZero();
    assertThat(Files.readString(tree.registry())).doesNotContain(checkpoint + "\"");
    assertThat(run("unregister", checkpoint, "--registry", registry)).isEqualTo(1);
    assertThat(run("register", directory.resolve("nothing").toString(), "--registry", registry))
        .isEqualTo(2);
    assertThat(err.toString().lines()).singleElement().asString().contains("nothing");
  }

  @Test
  void registerNeedsAPathOrRemovedResults() throws Exception {
    Path config =
        Files.writeString(
            directory.resolve("c.yaml"),
            "state-dir: %s%nregistry: %s%n".formatted(directory.resolve("state"), tree.registry()));
    assertThat(run("register", "--config", config.toString())).isEqualTo(2);
    assertThat(err.toString().lines()).singleElement().asString().contains("--removed");
    assertThat(run("register", "--removed", "--config", config.toString())).isZero();
    assertThat(out.toString()).contains("no results are left out");
  }

  @Test
  void whatAsksTheDaemonSaysWhenNoneRuns() throws Exception {
    Path config =
        Files.writeString(
            directory.resolve("c.yaml"), "state-dir: " + directory.resolve("state") + "\n");
    for (String command : new String[] {"open", "evaluations"}) {
      assertThat(run(command, "--config", config.toString())).as(command).isEqualTo(1);
      assertThat(err.toString().lines())
          .singleElement()
          .asString()
          .contains("No daemon is running");
    }
  }

  @Test
  void doctorNamesDirectoriesThatOthersMayWrite() throws Exception {
    Path settings = Files.createDirectory(directory.resolve("settings"));
    Path state = Files.createDirectory(directory.resolve("state"));
    Path outputs = Files.createDirectory(directory.resolve("outputs"));
    Path config =
        Files.write(
            settings.resolve("c.yaml"),
            List.of(
                "checkpoint-dirs: [" + tree.checkpoints() + "]",
                "log-dirs: [" + tree.logs() + "]",
                "registry: " + tree.registry(),
                "output-dir: " + outputs,
                "http: {port: 0}",
                "state-dir: " + state));
    String[] doctor = {"doctor", "--config", config.toString()};
    run(doctor);
    assertThat(said()).doesNotContain("may write");

    chmod(outputs, "rwxrwxrwx");
    int exit = run(doctor);
    assertThat(said())
        .contains(
            "Every user of this machine may write "
                + outputs
                + " and so replace dashboard_data.json and the other outputs there (if that is not"
                + " intended: chmod go-w "
                + outputs
                + ").");

    for (Path secret : List.of(state, settings)) {
      chmod(secret, "rwx---rwx");
      assertThat(run(doctor)).isEqualTo(1);
      assertThat(said()).contains("there (prevent it with: chmod o-w " + secret + ").");
      chmod(secret, "rwx------");
      assertThat(run(doctor)).as("outputs are a note only").isEqualTo(exit);
    }
  }

  /** What was printed, without its line breaks. */
  private String said() {
    return out.toString().replaceAll("\\s+", " ");
  }

  private static void chmod(Path path, String permissions) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
  }

  @Test
  void aStandalonePageNeedsItsDataFile() {
    assertThat(run("standalone", "--data", "/nowhere.json", "--output", "/tmp/x.html"))
        .isEqualTo(2);
    assertThat(err.toString().lines()).singleElement().asString().contains("/nowhere.json");
  }

  @Test
  void aHostThatCannotBeUsedIsSaidByEveryCommandInTheSameWay() throws Exception {
    Path config = directory.resolve("config.yaml");
    Files.writeString(
        config,
        "checkpoint-dirs: ["
            + tree.checkpoints()
            + "]\noutput-dir: out\nstate-dir: state\nhttp: {auth: none, host: \"127.1\"}\n");
    for (String command : new String[] {"serve", "doctor", "aggregate", "open"}) {
      assertThat(run(command, "--config", config.toString())).as(command).isEqualTo(2);
      assertThat(err.toString())
          .startsWith(
              "paper-metrics: " + config + " line 4: http.auth is none, but http.host 127.1")
          .contains("Use http.auth: token, or http.host: 127.0.0.1.")
          .hasLineCount(1);
    }
    assertThat(run("demo", "--host", "0.0.0.0", "--port", "0")).isEqualTo(2);
    assertThat(err.toString())
        .startsWith("paper-metrics: http.auth is none, but http.host 0.0.0.0")
        .hasLineCount(1);
    assertThat(run("demo", "--port", "65536")).isEqualTo(2);
    assertThat(err.toString()).contains("http.port is 65536").hasLineCount(1);
  }
}

package org.papermetrics.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.papermetrics.cli.demo.DemoSettings;
import org.papermetrics.cli.demo.DemoTree;
import org.papermetrics.daemon.Daemon;
import org.papermetrics.testing.Eventually;
import org.papermetrics.testing.Program;
import org.papermetrics.testing.Python;

/** The Python module for notebooks, in Python, beside a daemon and its files. */
@Tag("integration")
class NotebookModuleTest {
  private static final Clock CLOCK = Clock.system(ZoneId.systemDefault());
  private static final int RUNS = 12;

  /** Imports the module, and has a way to see what is refused. */
  private static final String BEGIN =
      """
      import os, warnings
      import pandas as pd
      warnings.filterwarnings("ignore", message="This paper_metrics.py is of version")
      from paper_metrics import Board, BoardError

      def refused(action):
          try:
              action()
          except BoardError as error:
              assert error._render_traceback_() == ["BoardError: " + str(error)]
              assert error.__cause__ is None and error.__suppress_context__ or not error.__context__
              return str(error)
          raise AssertionError("nothing was refused")

      """;

  private final Path directory;
  private final DemoBoard board;
  private Python python;

  /** Made with its directory. */
  @SuppressWarnings("NullAway.Init")
  NotebookModuleTest(@TempDir Path directory) throws Exception {
    this.directory = directory;
    board =
        new DemoBoard(
            directory, DemoTree.write(directory.resolve("tree"), DemoSettings.of(5, RUNS, CLOCK)));
  }

  @BeforeEach
  void aModule() {
    Optional<Python> found = Python.withPandas();
    assumeThat(found).as("there is python3 with pandas").isPresent();
    python = found.orElseThrow();
    assertThat(
            board.runConfigured(
                "notebook", "--output", directory.resolve("paper_metrics.py").toString()))
        .as(board.err.toString())
        .isZero();
  }

  private Daemon start() throws Exception {
    return board.start(CLOCK, snapshot -> snapshot.runs().size() >= RUNS);
  }

  private String python(String... lines) throws Exception {
    return python.run(
        directory, Map.of("HOME", directory.toString()), BEGIN + String.join("\n", lines));
  }

  private String token() throws Exception {
    return Files.readString(directory.resolve("state/token")).strip();
  }

  /** The command that runs this program. */
  private static String program() {
    return Program.command().stream()
        .map(word -> "'" + word + "'")
        .collect(Collectors.joining(", ", "[", "]"));
  }

  @Test
  void runsAreAFrameWhoseColumnsAreOfTheirKind() throws Exception {
    try (Daemon daemon = start()) {
      python(
          """
          board = Board()
          runs = board.runs()
          kinds = {name: str(kind) for name, kind in runs.dtypes.items()}
          assert runs.index.name == "id" and len(runs) == %d, runs.index
          assert kinds["checkpoint_step"] == kinds["tasks"] == "Int64", kinds
          assert kinds["metrics.sblimp_samples"] == "Int64", kinds
          assert kinds["avg"] == kinds["metrics.sblimp_accuracy"] == "float64", kinds
          assert kinds["prefix_perplexity.end"] == "float64", kinds
          assert kinds["name"] == kinds["notes"] == "string", kinds
          assert kinds["ttt"] == kinds["lora"] == kinds["has_progression"] == "boolean", kinds
          assert kinds["training"] == kinds["data"] == "category", kinds
          for name in ("evaluation_timestamp", "unavailable_since"):
              assert isinstance(runs[name].dtype, pd.DatetimeTZDtype), kinds
          assert runs["unavailable_since"].isna().all()
          assert not any(name.startswith("training_config") for name in kinds), kinds
          assert runs.attrs["baseline"] == %s and runs.attrs["matched"] == len(runs)
          file = os.path.join(runs["checkpoint_path"].iloc[0], "paper_metrics_results.json")
          assert abs(runs["evaluation_timestamp"].iloc[0].timestamp() - os.stat(file).st_mtime) < 1e-3

          every = board.runs(fields="*")
          kinds = {name: str(kind) for name, kind in every.dtypes.items()}
          assert kinds["training_config.max_steps"] == "Int64", kinds
          assert kinds["training_config.optim.lr"] == "float64", kinds
          assert kinds["training_config.lora.enable"] == "boolean", kinds
          assert kinds["training_config.ttt.layers"] == "string", kinds
          assert every["training_config.max_steps"].isna().any()

          few = board.runs(fields=["name", "avg"], limit=0)
          assert list(few.columns) == ["name", "avg"] and few["avg"].dtype == "float64"
          """
              .formatted(
                  daemon.snapshot().runs().size(), "'" + daemon.snapshot().baselineId() + "'"));
    }
  }

  @Test
  void filtersAreThoseOfTheApi() throws Exception {
    try (Daemon daemon = start()) {
      python(
          """
          board = Board()
          every = board.runs()
          assert set(board.runs(ttt=True).index) == set(every.index[every["ttt"]])
          assert set(board.runs(training=["lora", "full"]).index) == set(
              every.index[every["training"].isin(["lora", "full"])])
          some = board.runs(where=["avg>=0.6", "checkpoint_step>0"], sort=["-avg", "name"], limit=3)
          expected = every[(every["avg"] >= 0.6) & (every["checkpoint_step"] > 0)]
          expected = expected.sort_values("avg", ascending=False)
          assert list(some["avg"]) == list(expected["avg"][:3])
          assert "There is no parameter 'taining'. Did you mean training?" in refused(
              lambda: board.runs(taining="ttt"))
          assert "which is no bound" in refused(lambda: board.runs(where="avg"))
          assert "No run is named" in refused(lambda: board.runs(id=[]))
          """);
      assertThat(daemon.snapshot().runs()).isNotEmpty();
    }
  }

  @Test
  void comparisonsCurvesAndTablesAreThoseOfTheApi() throws Exception {
    try (Daemon daemon = start()) {
      String table =
          python(
              """
              board = Board()
              ids = list(board.runs(where="checkpoint_step>0", limit=3).index)
              compared = board.compare(ids, reference=ids[0])
              kinds = {name: str(kind) for name, kind in compared.dtypes.items()}
              assert kinds["metric"] == kinds["verdict"] == kinds["mark"] == "category", kinds
              assert kinds["correct"] == kinds["samples"] == kinds["checkpoint_step"] == "Int64", kinds
              assert kinds["value"] == kinds["p_adjusted"] == "float64", kinds
              assert compared.attrs["reference"] == ids[0] and compared.attrs["adjust"] == "holm"
              sblimp = compared[compared["metric"] == "sblimp_accuracy"]
              assert list(sblimp.index) == ids
              assert (sblimp["value"] * sblimp["samples"] - sblimp["correct"]).abs().max() < 1e-6
              assert sblimp["verdict"].iloc[0] == "reference" and (sblimp["mark"] == "best").sum() == 1
              assert "no run has this id" in refused(lambda: board.compare(reference="nobody"))

              curves = board.curves(ids[0])
              assert list(curves.columns) == ["file", "position", "loss", "perplexity"]
              assert str(curves["position"].dtype) == "Int64" and curves["loss"].dtype == "float64"
              assert set(curves.index) == {ids[0]} and curves["file"].nunique() == 3
              mean = board.curves(board.runs(id=ids), of="mean")
              first = curves[curves["position"] == 1000]
              assert abs(mean.loc[ids[0]]["loss"].iloc[0] - first["loss"].mean()) < 1e-9
              assert list(mean.index.unique()) == ids and "loss_std" in mean
              assert board.curves(ids, of="median")["n_samples"].max() == 3
              assert refused(lambda: board.curves("nobody")) == (
                  "No run has the id 'nobody'; runs() lists those there are.")
              assert "it is one of files, mean, median" in refused(lambda: board.curves(ids, of="x"))
              print(board.latex(ids, intervals=True, sort="-avg"))
              """);
      assertThat(table).contains("\\begin{tabular}", "\\pm", "% provenance {");
      assertThat(daemon.snapshot().runs()).isNotEmpty();
    }
  }

  @Test
  void aDataFileGivesTheSameFrames() throws Exception {
    String[] into = {directory.resolve("data.json") + "", directory.resolve("board.html") + ""};
    assertThat(board.runConfigured("aggregate", "--output", into[0], "--standalone", into[1]))
        .isZero();
    try (Daemon daemon = start()) {
      assertThat(daemon.snapshot().runs()).isNotEmpty();
      python(
          """
          same = pd.testing.assert_frame_equal
          board = Board()
          for name in ("data.json", "board.html"):
              file = Board(name, program=%s)
              for fields in (["name", "avg", "metrics.*"], "*"):
                  same(file.runs(fields=fields), board.runs(fields=fields), check_like=True)
              same(file.runs(), board.runs(), check_like=True)
              assert file.runs().attrs["baseline"] == board.runs().attrs["baseline"]
              ids = list(board.runs(limit=2).index)
              same(file.curves(ids), board.curves(ids))
              same(file.runs(where="avg>=0.6", ttt=True), board.runs(where="avg>=0.6", ttt=True))
              same(file.compare(ids), board.compare(ids))
              assert "\\\\begin{tabular}" in file.latex(ids, intervals=True)
              assert "no run has this id" in refused(lambda: file.compare(reference="nobody"))
          assert "has the id 'nobody'" in refused(lambda: file.curves("nobody"))
          os.environ.update(PATH="/none", HOME="/none")
          alone = Board("data.json")
          assert len(alone.runs(limit=2)) == 2
          assert "program paper-metrics, which is not installed" in refused(lambda: alone.compare())
          assert "runs in data.json" in alone._repr_html_()
          """
              .formatted(program()));
    }
  }

  @Test
  void theSmallTableEscapesWhatIsInFiles() throws Exception {
    Path results =
        directory.resolve("tree/checkpoints/x/checkpoints/checkpoint_000100/consolidated");
    Files.createDirectories(results);
    Files.writeString(
        results.resolve("training_config.json"), "{\"wandb\":{\"run_name\":\"<b onclick='x'>\"}}");
    Files.writeString(
        results.resolve("paper_metrics_results.json"),
        "{\"sblimp_accuracy\":0.9,\"sblimp_samples\":1000,\"swuggy_accuracy\":0.9,"
            + "\"swuggy_samples\":1000,\"tstory_accuracy\":0.9,\"tstory_samples\":1000,"
            + "\"sstory_accuracy\":0.9,\"sstory_samples\":1000}");
    try (Daemon daemon = board.start(CLOCK, snapshot -> snapshot.run("x_cp000100").isPresent())) {
      String table = python("print(Board()._repr_html_())");
      assertThat(table)
          .contains("CP0100 - &lt;b onclick=&#x27;x&#x27;&gt;</td><td>100</td><td><b>90.0</b></td>")
          .contains(daemon.address(), "best of these rows")
          .doesNotContain("<b onclick");
    }
  }

  @Test
  void withoutADaemonOneSentenceSaysWhatToDo() throws Exception {
    String gone;
    try (Daemon daemon = start()) {
      gone = daemon.address();
    }
    python(
        """
        said = refused(Board)
        assert said.startswith("No daemon is running with the state directory " + os.getcwd() + "/state; "
            "start one with: paper-metrics serve,"), said
        with open("state/address", "w") as file:
            file.write("%s\\n%%d 1\\n" %% os.getpid())
        assert "No daemon is running" in refused(Board), "of another process that has its number"
        said = refused(lambda: Board("%s", token="t"))
        assert said.startswith("Nothing answers at %s (") and "paper-metrics serve" in said, said
        assert "make one with: paper-metrics aggregate" in refused(lambda: Board("none.json"))
        assert "is neither a dashboard_data.json nor" in refused(lambda: Board("paper_metrics.py"))
        assert "is neither a dashboard_data.json nor" in refused(lambda: Board("c.yaml"))
        """
            .formatted(gone, gone, gone));
  }

  @Test
  void aServerThatDoesNotKnowTheTokenIsNotGivenIt() throws Exception {
    List<String> requests = new CopyOnWriteArrayList<>();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    int port = server.getAddress().getPort();
    server.createContext(
        "/",
        exchange -> {
          requests.add(exchange.getRequestURI() + " " + exchange.getRequestHeaders().entrySet());
          byte[] body =
              ("{\"status\":\"ok\",\"port\":" + port + ",\"proof\":\"" + "0".repeat(64) + "\"}")
                  .getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    try (Daemon daemon = start()) {
      python(
          """
          said = refused(lambda: Board("http://127.0.0.1:%1$d", token="%2$s"))
          assert "does not know this token, so the token was not sent" in said, said
          said = refused(lambda: Board("%3$s", token="other"))
          assert "does not know this token, so the token was not sent" in said, said
          board = Board()
          board._source._port = 1
          said = refused(board.runs)
          assert "does not know this token" in said, "passed on to a daemon with another port"
          said = refused(lambda: Board("%3$s"))
          assert "asks for another token" in said, said
          assert len(Board("%3$s", token="%2$s").runs()) == len(Board("%3$s/#token=%2$s").runs()) > 0
          """
              .formatted(port, token(), daemon.address()));
    } finally {
      server.stop(0);
    }
    assertThat(String.join("\n", requests))
        .contains("/api/v1/challenge?nonce=")
        .doesNotContain(token());
  }

  /** What {@code show} puts into a cell when nobody may frame the page. */
  @Test
  void whereFramingIsRefusedTheSnapshotSaysWhatToSet() throws Exception {
    try (Daemon daemon = start()) {
      Eventually.holds(
          () -> Files.exists(directory.resolve("out/dashboard_standalone.html")),
          "the page is written");
      python(
          """
          with warnings.catch_warnings():
              warnings.simplefilter("ignore")
              from IPython.core.interactiveshell import InteractiveShell
              from IPython.utils.capture import capture_output
              InteractiveShell.instance()
          board = Board()
          ids = list(board.runs(limit=2).index)
          with capture_output() as shown:
              board.show(ids, view="scores")
          [cell] = [output.data["text/html"] for output in shown.outputs]
          assert "The live page of %1$s may not be shown here" in cell, cell[-500:]
          assert "to http.frame-ancestors in the daemon&#x27;s config.yaml." in cell, cell[-500:]
          assert "srcdoc=" in cell and "%2$s" not in cell
          with capture_output() as shown:
              board.show(ids, live=False)
          assert "frame-ancestors" not in shown.outputs[0].data["text/html"].split("</iframe>")[1]
          assert "to http.frame-ancestors" in refused(lambda: board.show(ids, live=True))
          assert "it is one of scores, context" in refused(lambda: board.show(ids, view="x"))
          """
              .formatted(daemon.address(), token()));
    }
  }

  @Test
  void itIsPythonOfItsOldestVersion() throws Exception {
    python(
        """
        import ast
        ast.parse(open("paper_metrics.py", encoding="utf-8").read(), feature_version=(3, 8))
        """);
  }
}

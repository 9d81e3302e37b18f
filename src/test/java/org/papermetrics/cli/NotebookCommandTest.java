package org.papermetrics.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.papermetrics.model.ProgramVersion;

/** The Python module for notebooks, as the command writes it. */
class NotebookCommandTest {
  private final Path directory;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  NotebookCommandTest(@TempDir Path directory) {
    this.directory = directory;
  }

  private int notebook(String... options) throws Exception {
    Path config = directory.resolve("c.yaml");
    Files.write(config, List.of("state-dir: " + directory.resolve("state")));
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    String[] args = new String[options.length + 3];
    args[0] = "notebook";
    args[1] = "--config";
    args[2] = config.toString();
    System.arraycopy(options, 0, args, 3, options.length);
    return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
  }

  @Test
  void itIsWrittenWithTheVersionAndTheStateDirectoryAndOverAnEarlierOne() throws Exception {
    Path file = directory.resolve("paper_metrics.py");
    for (int i = 0; i < 2; i++) {
      assertThat(notebook("--output", file.toString())).as(err.toString()).isZero();
      assertThat(out.toString()).isEqualTo(file + System.lineSeparator());
      assertThat(Files.readString(file))
          .contains("__version__ = \"" + ProgramVersion.current() + "\"\n")
          .contains("_STATE_DIRECTORY = \"" + directory.resolve("state") + "\"\n")
          .doesNotContain("\"@");
      Files.writeString(file, Files.readString(file).lines().findFirst().orElseThrow() + "\n");
    }
  }

  @Test
  void aFileOfSomebodyElseIsLeftAlone() throws Exception {
    Path file = Files.writeString(directory.resolve("mine.py"), "import pandas\n");
    assertThat(notebook("--output", file.toString())).isEqualTo(2);
    assertThat(err.toString())
        .isEqualTo(
            "paper-metrics: "
                + file
                + " was not written by this program and is left as it is. Move it away, or give"
                + " another name with --output.\n");
    assertThat(Files.readString(file)).isEqualTo("import pandas\n");
  }

  @Test
  void withoutAFileItIsPrinted() throws Exception {
    assertThat(notebook()).isZero();
    assertThat(out.toString()).startsWith("\"\"\"The board of Paper Metrics in a notebook:");
  }

  @Test
  void whereItCannotBeWrittenTheDirectoryIsNamed() throws Exception {
    Path file = directory.resolve("c.yaml/paper_metrics.py");
    assertThat(notebook("--output", file.toString())).isEqualTo(1);
    assertThat(err.toString())
        .contains("The module " + file + " cannot be written: ")
        .hasLineCount(1);
  }

  @Test
  void textOfAnyKindStaysTextInPython() {
    assertThat(
            NotebookFile.text("1", Path.of("/a\"b\\c'ä"), Optional.of(Path.of("/lib/program.jar"))))
        .contains("_STATE_DIRECTORY = \"/a\\\"b\\\\c'ä\"\n")
        .contains("_JAR = \"/lib/program.jar\"\n");
  }
}

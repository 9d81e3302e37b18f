package org.papermetrics.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.papermetrics.testing.Program;
import org.papermetrics.watch.ChildJvm;

/** The system refuses, or ends the program at any moment. */
@Tag("integration")
class StateFaultTest {
  private static void run(String scenario) throws Exception {
    ChildJvm.run(ChildJvm.OWN_MOUNTS, "true", StateScenarios.class, scenario);
  }

  @Test
  void aFullDiskLosesNothing() throws Exception {
    run("fullDisk");
  }

  @Test
  void aDiskThatIsFullAtFirst() throws Exception {
    run("fullAtFirst");
  }

  @Test
  void aDirectoryThatCannotBeWritten() throws Exception {
    run("readOnly");
  }

  @Test
  void aDirectoryFromWhichNothingMayRun() throws Exception {
    run("noExecution");
  }

  @Test
  void aMachineOnWhichNothingMayRun() throws Exception {
    run("noExecutionAnywhere");
  }

  @Test
  void whoeverIsKilledLeavesTheOldOrTheNew(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("state.db");
    Random random = new Random(3);
    long known = 0;
    for (int round = 0; round < 20; round++) {
      Process writer =
          new ProcessBuilder(Program.command(StateScenarios.class, "write", file.toString()))
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      try (BufferedReader said =
          new BufferedReader(
              new InputStreamReader(writer.getInputStream(), StandardCharsets.UTF_8))) {
        for (int i = random.nextInt(40); i >= 0; i--) {
          known = Long.parseLong(said.readLine());
        }
        // By its handle, because a process that is destroyed directly loses what it has said.
        writer.toHandle().destroyForcibly();
        for (String line = said.readLine(); line != null; line = said.readLine()) {
          known = Long.parseLong(line);
        }
        writer.waitFor();
      }
      OpenedStore opened = SqliteStateStore.open(file, "1", Clock.systemUTC());
      assertThat(opened.notes()).isEmpty();
      SavedState left = opened.store().load();
      opened.store().close();
      long revision = left.version().orElseThrow().revision();
      assertThat(revision).isBetween(known, known + 1);
      assertThat(left.runs()).hasSize(StateScenarios.RUNS);
      assertThat(left.runs()).allMatch(kept -> kept.run().checkpointStep() == revision);
      assertThat(left.frames().lastKey()).isEqualTo(revision);
    }
  }
}

package org.papermetrics.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.papermetrics.testing.Disk;

/** The program is stopped while more happens than the kernel's queue of events holds. */
@Tag("integration")
class FrozenTest {
  private static final int DIRECTORIES = 50;
  private static final int NOISE = 9_000;

  private final Disk disk = new Disk();
  private final Path root = disk.directory("root");

  @AfterEach
  void clean() {
    disk.close();
  }

  private static String[] ask(Process program, BufferedReader out) throws IOException {
    PrintStream in = new PrintStream(program.getOutputStream(), true, StandardCharsets.UTF_8);
    in.println("compare");
    String line = out.readLine();
    assertThat(line).startsWith("equal ");
    return line.split(" ");
  }

  private static void signal(String name, Process program) throws Exception {
    Disk.shell(Path.of("/"), "kill -" + name + " " + program.pid());
  }

  @Test
  void allIsFoundAndTheWatcherReplacedInNoStorm() throws Exception {
    for (int d = 0; d < DIRECTORIES; d++) {
      disk.file("root/d" + d + "/" + Disk.RESULTS, "{}");
    }
    Process program = ChildJvm.start(FrozenProgram.class, root.toString());
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(program.getInputStream(), StandardCharsets.UTF_8))) {
      assertThat(out.readLine()).isEqualTo("ready");
      int before = Integer.parseInt(ask(program, out)[2]);
      signal("STOP", program);
      for (int i = 0; i < NOISE; i++) {
        Disk.delete(disk.file("root/d" + i % DIRECTORIES + "/noise", "x"));
      }
      for (int d = 0; d < DIRECTORIES; d++) {
        Disk.file(disk.path("root/d" + d + "/" + Disk.RESULTS), "[" + d + "]");
        disk.file("root/new" + d + "/deep/" + Disk.RESULTS, "{}");
      }
      Disk.delete(disk.path("root/d7"));
      signal("CONT", program);
      String[] answer = ask(program, out);
      assertThat(answer[1]).isEqualTo(Integer.toString(2 * DIRECTORIES - 1));
      for (int d = 0; d < DIRECTORIES; d++) {
        disk.file("root/new" + d + "/deep/training_config.json", "{}");
      }
      answer = ask(program, out);
      assertThat(answer[1]).isEqualTo(Integer.toString(3 * DIRECTORIES - 1));
      assertThat(Integer.parseInt(answer[2]) - before)
          .as("threads that were started, three for each watcher")
          .isLessThan(30);
    } finally {
      program.destroyForcibly().waitFor();
    }
  }
}

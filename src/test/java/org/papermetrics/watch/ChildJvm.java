package org.papermetrics.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.papermetrics.testing.Program;

/** Runs a scenario in a Java of its own, to which the system can be made to look different. */
public final class ChildJvm {
  /** Root is refused nothing, unless it gives up its capabilities. */
  static final List<String> WITHOUT_CAPABILITIES =
      "root".equals(System.getProperty("user.name"))
          ? List.of("setpriv", "--bounding-set=-all", "--inh-caps=-all")
          : List.of("env");

  /** Root in a user namespace of its own, where it may set limits for itself alone. */
  static final List<String> OWN_LIMITS = List.of("unshare", "--user", "--map-root-user");

  /** The same, with mounts that nobody else sees. */
  public static final List<String> OWN_MOUNTS =
      List.of("unshare", "--user", "--map-root-user", "--mount");

  /** Every file that is opened is written down. */
  static List<String> traced(Path file) {
    return List.of("strace", "-f", "-e", "trace=open,openat,openat2,creat", "-o", file.toString());
  }

  private ChildJvm() {}

  /**
   * Runs the main method; skips the test when this system does not let it be run so.
   *
   * @param how the command that is put before
   * @param setup a shell command that is run before in the same surroundings
   */
  public static void run(List<String> how, String setup, Class<?> main, String scenario)
      throws IOException, InterruptedException {
    Assumptions.assumeTrue(
        exitCode(command(how, setup + " && exec true")) == 0,
        "this system does not allow: " + String.join(" ", how) + " sh -c '" + setup + "'");
    String java =
        Program.command(main, scenario).stream()
            .map(ChildJvm::quoted)
            .collect(Collectors.joining(" "));
    Process process = start(command(how, setup + " && exec " + java));
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(output).isZero();
    assertThat(output).contains("done: " + scenario);
  }

  /** Starts the main method, to talk with it. */
  static Process start(Class<?> main, String... args) throws IOException {
    return start(Program.command(main, args));
  }

  private static List<String> command(List<String> how, String shell) {
    List<String> command = new ArrayList<>(how);
    command.addAll(Arrays.asList("sh", "-c", shell));
    return command;
  }

  private static int exitCode(List<String> command) throws InterruptedException {
    try {
      Process process = start(command);
      process.getInputStream().readAllBytes();
      return process.waitFor();
    } catch (IOException e) {
      return 127;
    }
  }

  private static Process start(List<String> command) throws IOException {
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}

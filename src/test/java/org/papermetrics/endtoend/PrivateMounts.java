package org.papermetrics.endtoend;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/**
 * A view of the file system whose mounts nobody else sees; they end with it. Programs are run in it
 * with {@link #inside()} put before, and this process reaches its files by {@link #seen}.
 */
final class PrivateMounts implements AutoCloseable {
  private final Process holder;

  private PrivateMounts(Process holder) {
    this.holder = holder;
  }

  /** Opens one; skips the test where this system does not allow it. */
  static PrivateMounts open() throws IOException, InterruptedException {
    String[] how = {"unshare", "--user", "--map-root-user", "--mount"};
    List<String> trial = new ArrayList<>(Arrays.asList(how));
    trial.addAll(List.of("mount", "-t", "tmpfs", "none", "/mnt"));
    Assumptions.assumeTrue(
        Command.succeeds(trial.toArray(String[]::new)),
        "this system does not allow: " + String.join(" ", trial));
    List<String> hold = new ArrayList<>(Arrays.asList(how));
    hold.addAll(List.of("sh", "-c", "echo ready; exec sleep 1000"));
    Process holder = new ProcessBuilder(hold).start();
    holder.getInputStream().read();
    return new PrivateMounts(holder);
  }

  /** What is put before a command to run it in there. */
  List<String> inside() {
    return List.of(
        "nsenter",
        "--target",
        Long.toString(holder.pid()),
        "--user",
        "--preserve-credentials",
        "--mount",
        "--");
  }

  /** Runs a program in there to its end; fails when it fails. */
  void run(String... command) throws IOException, InterruptedException {
    Command.run(there(command));
  }

  /** Whether a program in there can be run and succeeds. */
  boolean succeeds(String... command) throws InterruptedException {
    return Command.succeeds(there(command).toArray(String[]::new));
  }

  private List<String> there(String... command) {
    List<String> all = new ArrayList<>(inside());
    all.addAll(Arrays.asList(command));
    return all;
  }

  /** The same path as this process reaches it. */
  Path seen(Path inside) {
    return Path.of("/proc/" + holder.pid() + "/root" + inside.toAbsolutePath());
  }

  @Override
  public void close() {
    holder.destroyForcibly().onExit().join();
  }
}

package org.papermetrics.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Users of this machine with a group in common, as whom programs are run. Needs root. */
public enum OtherUser {
  /** Who runs the daemon. */
  ALICE(4001),
  /** Who may write some of her directories. */
  MALLORY(4002);

  private static final int GROUP = 5000;

  private final int uid;

  OtherUser(int uid) {
    this.uid = uid;
  }

  /** Skips the test where it is not run by root. */
  public static void required() {
    Assumptions.assumeTrue(
        System.getProperty("user.name").equals("root"),
        "only root can run programs as other users");
  }

  /** The beginning of a command that runs as this user. */
  public List<String> prefix() {
    return List.of(
        "setpriv", "--reuid=" + uid, "--regid=" + uid, "--groups=" + GROUP, "--inh-caps=-all");
  }

  /** Runs a shell script to its end as this user; fails when it fails. */
  public void run(String script) throws IOException, InterruptedException {
    List<String> command =
        Stream.concat(prefix().stream(), Stream.of("sh", "-ec", script)).toList();
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new AssertionError(this + ": " + script + ": " + output);
    }
  }

  /** Gives a file or a directory with all in it to this user and the common group. */
  public void owns(Path path, String permissions) throws IOException {
    try (Stream<Path> all = Files.walk(path)) {
      for (Path each : (Iterable<Path>) all::iterator) {
        Files.setAttribute(each, "unix:uid", uid, LinkOption.NOFOLLOW_LINKS);
        Files.setAttribute(each, "unix:gid", GROUP, LinkOption.NOFOLLOW_LINKS);
      }
    }
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
  }
}

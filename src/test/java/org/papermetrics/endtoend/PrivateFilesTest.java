package org.papermetrics.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.papermetrics.testing.Eventually;
import org.papermetrics.testing.Program;

/** What the daemon keeps for itself is closed to other users, whatever the umask. */
@Tag("integration")
class PrivateFilesTest {
  @TempDir private Path directory;

  private static List<String> umask(String mask) {
    return List.of("sh", "-c", "umask " + mask + "; exec \"$@\"", "sh");
  }

  private static String permissions(Path path) throws Exception {
    return PosixFilePermissions.toString(
        Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS));
  }

  private static List<Path> all(Path top) throws Exception {
    try (Stream<Path> all = Files.walk(top)) {
      return all.toList();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"000", "022", "077"})
  void theStateDirectoryIsClosedToOthers(String mask) throws Exception {
    Site site = Site.in(directory);
    Site.drop(Site.checkpoint(site.root(), "exp", 100), 500);
    try (DaemonProcess daemon = DaemonProcess.start(umask(mask), site.withToken())) {
      Site.drop(Site.checkpoint(site.root(), "exp", 200), 510);
      Eventually.holds(() -> Files.exists(site.page()), "the outputs are written");
      Eventually.holds(
          () -> all(site.state()).stream().anyMatch(file -> file.toString().endsWith("-wal")),
          "the state has a write-ahead log");
      for (Path path : all(site.state())) {
        assertThat(permissions(path))
            .as(path.toString())
            .isEqualTo(Files.isDirectory(path) ? "rwx------" : "rw-------");
      }
      assertThat(all(site.state()))
          .contains(site.state().resolve("token"), site.state().resolve("address"));
      // The outputs are for whoever the umask lets in.
      assertThat(permissions(site.data()))
          .isEqualTo(
              mask.equals("000") ? "rw-rw-rw-" : mask.equals("022") ? "rw-r--r--" : "rw-------");
      assertThat(daemon.isAlive()).isTrue();
    }
  }

  @Test
  void aBrowserIsStartedWithAPrivateFileAndNeverWithTheToken() throws Exception {
    Site site = Site.in(directory).withToken();
    Path bin = Files.createDirectory(directory.resolve("bin"));
    Path arguments = directory.resolve("arguments");
    Path browser = bin.resolve("xdg-open");
    Files.writeString(
        browser,
        "#!/bin/sh\nprintf '%s\\n' \"$@\" > "
            + arguments
            + ".new; mv "
            + arguments
            + ".new "
            + arguments
            + "\n");
    Files.setPosixFilePermissions(browser, PosixFilePermissions.fromString("rwxr-xr-x"));
    try (DaemonProcess daemon = DaemonProcess.start(umask("000"), site)) {
      String token = Files.readString(site.state().resolve("token")).strip();
      Path old = site.state().resolve("open/old.html");
      Files.createDirectory(old.getParent());
      Files.writeString(old, "old");
      Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofHours(1))));

      String said = open(site, bin);

      assertThat(said).isEqualTo(daemon.address() + "/#token=" + token + "\n");
      Eventually.holds(() -> Files.exists(arguments), "a browser is started");
      Path page = Path.of(Files.readString(arguments).strip());
      assertThat(page).hasParent(site.state().resolve("open"));
      assertThat(permissions(page)).isEqualTo("rw-------");
      assertThat(permissions(page.getParent())).isEqualTo("rwx------");
      assertThat(page).content().contains("location.replace(\"" + said.strip() + "\")");
      assertThat(page.getFileName().toString()).matches("[0-9a-f]{32}\\.html");
      assertThat(old).doesNotExist();
    }
  }

  private static String open(Site site, Path bin) throws Exception {
    ProcessBuilder open =
        new ProcessBuilder(
            Stream.concat(
                    umask("000").stream(),
                    Program.command(
                        "open", "--config", site.configuration().resolve("config.yaml").toString())
                        .stream())
                .toList());
    open.environment().put("DISPLAY", ":0");
    open.environment().merge("PATH", bin.toString(), (path, first) -> first + ":" + path);
    Process process = open.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    return said;
  }
}

package org.papermetrics.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.papermetrics.testing.OtherUser.ALICE;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.papermetrics.testing.OtherUser;
import org.papermetrics.testing.Program;

/** {@code aggregate} over a share that is unmounted, a quota that is full, a closed directory. */
@Tag("integration")
class AggregateFaultsTest {
  @TempDir private Path directory;

  private static Said aggregate(List<String> how, Site site, String... more) throws Exception {
    List<String> command = new ArrayList<>(how);
    command.addAll(Program.command());
    return aggregateBy(command, site, more);
  }

  private static Said aggregateBy(List<String> program, Site site, String... more)
      throws Exception {
    List<String> command = new ArrayList<>(program);
    command.addAll(List.of("aggregate", "--config", site.writeConfiguration().toString()));
    command.addAll(List.of(more));
    return Said.by(Map.of("PATH", System.getenv("PATH")), command);
  }

  private static List<JsonNode> runs(Site site) throws IOException {
    List<JsonNode> runs = new ArrayList<>();
    Site.json(site.data()).get("runs").forEach(runs::add);
    return runs;
  }

  private static Map<String, String> outputs(Site site) throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.list(site.outputs())) {
      for (Path file : all.toList()) {
        files.put(
            file.getFileName() + " " + Files.getLastModifiedTime(file), Files.readString(file));
      }
    }
    return files;
  }

  @Test
  void theRunsOfAnUnmountedShareStayAndNobodyIsToldToUnregisterThem() throws Exception {
    try (PrivateMounts mounts = PrivateMounts.open()) {
      Site site = Site.in(directory);
      Path share = Files.createDirectory(directory.resolve("share"));
      mounts.run("mount", "-t", "tmpfs", "none", share.toString());
      mounts.run("mount", "--bind", share.toString(), site.root().toString());
      for (int step = 100; step <= 500; step += 100) {
        Site.drop(Site.checkpoint(mounts.seen(site.root()), "exp", step), step);
      }
      assertThat(aggregate(mounts.inside(), site).code()).isZero();
      List<JsonNode> before = runs(site);
      String registered = Files.readString(site.registry());
      assertThat(before).hasSize(5);

      mounts.run("umount", "--lazy", site.root().toString());
      for (String scan : new String[] {"--verbose", "--full-scan"}) {
        Said said = aggregate(mounts.inside(), site, scan);
        assertThat(said.text())
            .contains("5 runs in " + site.data(), "root-unavailable: " + site.root())
            .doesNotContain("unregister");
        assertThat(said.code()).isZero();
        List<JsonNode> away = runs(site);
        away.forEach(run -> assertThat(((ObjectNode) run).remove("unavailable_since")).isNotNull());
        assertThat(away).isEqualTo(before);
      }
      assertThat(aggregate(mounts.inside(), site, "--strict").code()).isEqualTo(3);
      assertThat(Files.readString(site.registry())).isEqualTo(registered);

      mounts.run("mount", "--bind", share.toString(), site.root().toString());
      assertThat(aggregate(mounts.inside(), site, "--strict").code()).isZero();
      assertThat(runs(site)).isEqualTo(before);
    }
  }

  @Test
  void theRunOfAResultsFileThatAFullQuotaHasEmptiedStays() throws Exception {
    try (PrivateMounts mounts = PrivateMounts.open()) {
      Site site = Site.in(directory);
      mounts.run("mount", "-t", "tmpfs", "-o", "size=1m", "none", site.root().toString());
      Path seen = mounts.seen(site.root());
      Path results = Site.drop(Site.checkpoint(seen, "exp", 100), 100);
      Site.drop(Site.checkpoint(seen, "exp", 200), 200);
      assertThat(aggregate(mounts.inside(), site).code()).isZero();
      List<JsonNode> before = runs(site);

      Files.write(results, new byte[0]);
      fill(seen.resolve("ballast"));
      assertThatThrownBy(() -> Files.writeString(results, Site.results(150)))
          .hasMessageContaining("No space left");
      assertThat(results).isEmptyFile();
      Said said = aggregate(mounts.inside(), site);
      assertThat(said.code()).isZero();
      assertThat(said.text())
          .contains(
              "2 runs in ", "results-unreadable: ", "is empty", "What was shown before stays");
      List<JsonNode> after = runs(site);
      assertThat(after)
          .map(run -> ((ObjectNode) run).remove("broken_file"))
          .filteredOn(Objects::nonNull)
          .singleElement()
          .satisfies(broken -> assertThat(broken.get("message").asText()).contains("is empty"));
      assertThat(after).isEqualTo(before);
      assertThat(aggregate(mounts.inside(), site, "--strict").code()).isEqualTo(3);
    }
  }

  private static void fill(Path ballast) throws IOException {
    try (OutputStream out = Files.newOutputStream(ballast)) {
      byte[] some = new byte[4096];
      while (true) {
        out.write(some);
      }
    } catch (IOException full) {
      assertThat(full).hasMessageContaining("No space left");
    }
  }

  @Test
  void aRootThatMayNotBeReadLeavesTheOutputsAndACheckpointThatMayNotKeepsItsRun() throws Exception {
    OtherUser.required();
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    Site site = Site.in(directory);
    Files.createDirectories(site.outputs());
    Path checkpoint = Site.checkpoint(site.root(), "exp", 100);
    Site.drop(checkpoint, 100);
    Site.drop(Site.checkpoint(site.root(), "exp", 200), 200);
    for (Path its :
        List.of(site.root(), site.logs(), site.registry().getParent(), site.outputs())) {
      ALICE.owns(its, "rwxr-xr-x");
    }
    List<String> program = new ArrayList<>(ALICE.prefix());
    Path jar = PackedProgram.in(directory.resolve("program")).jar("1");
    program.addAll(PackedProgram.command(jar));
    assertThat(aggregateBy(program, site).code()).isZero();
    List<JsonNode> before = runs(site);
    assertThat(before).hasSize(2);
    Map<String, String> outputs = outputs(site);

    for (String closed : List.of("---------", "r--------", "--x------")) {
      Files.setPosixFilePermissions(site.root(), PosixFilePermissions.fromString(closed));
      Said said = aggregateBy(program, site);
      if (said.code() == 3) {
        assertThat(said.text())
            .contains("root-unavailable: " + site.root(), "permission is denied");
        assertThat(outputs(site)).as(closed).isEqualTo(outputs);
      } else {
        assertThat(runs(site)).as(closed).isEqualTo(before);
      }
      Files.setPosixFilePermissions(site.root(), PosixFilePermissions.fromString("rwx------"));
    }

    Files.setPosixFilePermissions(checkpoint, PosixFilePermissions.fromString("---------"));
    for (String scan : new String[] {"--verbose", "--full-scan"}) {
      Said said = aggregateBy(program, site, scan);
      assertThat(said.code()).isZero();
      assertThat(said.text()).contains("2 runs in ").doesNotContain("unregister");
    }
  }
}

package org.papermetrics.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.papermetrics.testing.OtherUser.ALICE;
import static org.papermetrics.testing.OtherUser.MALLORY;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.papermetrics.testing.Eventually;
import org.papermetrics.testing.OtherUser;

/**
 * Directories that another user of the group may write too: nothing of the daemon's user is
 * overwritten or published by way of them.
 */
@Tag("integration")
class SharedDirectoryTest {
  @TempDir private Path directory;
  private Site site;
  private Path home;
  private DaemonProcess daemon;

  @BeforeEach
  void aDaemonOfAlice() throws Exception {
    OtherUser.required();
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    site = Site.in(directory);
    Path registry = site.registry();
    Files.createDirectories(site.outputs());
    Files.createDirectories(site.state());
    Site.drop(Site.checkpoint(site.root(), "exp", 100), 500);
    home = Files.createDirectory(directory.resolve("home"));
    Files.writeString(home.resolve(".bashrc"), "precious");
    Files.writeString(home.resolve("credentials.json"), "{\"auths\":{\"host\":\"c2VjcmV0\"}}");
    ALICE.owns(home, "rwx------");
    ALICE.owns(site.state(), "rwx------");
    ALICE.owns(site.outputs(), "rwxrwx---");
    ALICE.owns(registry.getParent(), "rwxrwx---");
    ALICE.owns(site.root(), "rwxrwx---");
    ALICE.owns(site.logs(), "rwxrwx---");
    daemon = DaemonProcess.startPacked(ALICE.prefix(), site, directory.resolve("program"));
    Eventually.holds(() -> Files.exists(site.page()), "the outputs are written");
  }

  @AfterEach
  void end() {
    if (daemon != null) {
      daemon.close();
    }
  }

  private void replaceByLink(Path file, Path target) throws Exception {
    MALLORY.run("ln -s %s %s.new && mv -T %s.new %s".formatted(target, file, file, file));
  }

  private void drop(String experiment, String config, String results) throws Exception {
    Path checkpoint = Site.checkpoint(site.root(), experiment, 200);
    MALLORY.run(
        "mkdir -p %s && cd %s && %s && %s".formatted(checkpoint, checkpoint, config, results));
  }

  private static String file(String name, String text) {
    return "printf '%s' '" + text + "' > " + name;
  }

  private List<JsonNode> problemsOf(Path path) throws IOException, InterruptedException {
    List<JsonNode> problems = new java.util.ArrayList<>();
    daemon
        .get("/api/v1/problems")
        .forEach(
            problem -> {
              if (problem.get("path").asText().equals(path.toString())) {
                problems.add(problem);
              }
            });
    return problems;
  }

  @Test
  void directoriesThatOthersMayWriteAreOneProblemUntilTheyAreClosed() throws Exception {
    String kind = "directory-writable-by-others";
    Eventually.holds(() -> !daemon.problems(kind).isEmpty(), "it is a problem");
    JsonNode problem = daemon.problems(kind).get(0);
    assertThat(problem.get("path").asText()).isEqualTo(site.outputs().toString());
    assertThat(problem.get("message").asText())
        .isEqualTo(
            "Members of the group 5000 may write %1$s and so replace dashboard_data.json and the other outputs there (if that is not intended: chmod g-w %1$s). Members of the group 5000 may write %2$s and so replace the registry there (if that is not intended: chmod g-w %2$s)."
                .formatted(site.outputs(), site.registry().getParent()));

    ALICE.run("chmod g-w " + site.outputs());
    Eventually.holds(
        () ->
            daemon.problems(kind).stream()
                .allMatch(
                    left ->
                        left.get("path").asText().equals(site.registry().getParent().toString())),
        "the registry is left");
    ALICE.run("chmod +t " + site.registry().getParent());
    Eventually.holds(() -> daemon.problems(kind).isEmpty(), "nothing is left");
  }

  @Test
  void anOutputIsNotWrittenThroughALinkOfAnotherUser() throws Exception {
    replaceByLink(site.data(), home.resolve(".bashrc"));
    replaceByLink(site.page(), home.resolve(".bashrc"));
    Site.drop(Site.checkpoint(site.root(), "next", 100), 600);

    Eventually.holds(() -> daemon.problems("output-unwritable").size() == 2, "both are problems");
    assertThat(home.resolve(".bashrc")).hasContent("precious");
    assertThat(problemsOf(site.data()).get(0).get("message").asText())
        .contains("symbolic link that belongs to another user");

    MALLORY.run("rm " + site.data() + " " + site.page());
    Eventually.holds(
        () -> daemon.problems("output-unwritable").isEmpty(), "they are written again");
    assertThat(Site.json(site.data()).get("runs")).hasSize(2);
  }

  @Test
  void theRegistryIsNotWrittenThroughALinkOfAnotherUser() throws Exception {
    Eventually.holds(() -> Files.exists(site.registry()), "the first run is registered");
    Files.writeString(home.resolve("other.json"), "{\"runs\": []}");
    ALICE.owns(home, "rwx------");
    replaceByLink(site.registry(), home.resolve("other.json"));
    drop("third", file("training_config.json", "{}"), file(Site.RESULTS, Site.results(510)));

    Eventually.holds(
        () -> !daemon.problems("registry-unwritable").isEmpty(), "it is a problem of the registry");
    assertThat(home.resolve("other.json")).hasContent("{\"runs\": []}");
  }

  @Test
  void aLinkOfAnotherUserToAPrivateFileIsNotRead() throws Exception {
    drop(
        "linked",
        "ln -s " + home.resolve("credentials.json") + " training_config.json",
        file(Site.RESULTS, Site.results(520)));
    Path config = Site.checkpoint(site.root(), "linked", 200).resolve("training_config.json");

    Eventually.holds(() -> !problemsOf(config).isEmpty(), "the link is a problem");
    assertThat(problemsOf(config).get(0).get("message").asText())
        .contains("symbolic link of another user");
    assertNothingIsPublished();
  }

  @Test
  void aRegistryEntryDoesNotPublishAPrivateFile() throws Exception {
    Eventually.holds(() -> Files.exists(site.registry()), "the first run is registered");
    Path results = home.resolve("credentials.json");
    MALLORY.run(
        file(
                site.registry() + ".new",
                "{\"runs\": [{\"checkpoint_path\": \"None\", \"results_file\": \""
                    + results
                    + "\"}]}")
            + " && mv "
            + site.registry()
            + ".new "
            + site.registry());

    Eventually.holds(() -> !problemsOf(results).isEmpty(), "the results file is a problem");
    assertNothingIsPublished();
  }

  private void assertNothingIsPublished() throws Exception {
    assertThat(daemon.get("/api/v1/runs").toString()).doesNotContain("c2VjcmV0");
    assertThat(daemon.get("/api/v1/problems").toString()).doesNotContain("c2VjcmV0");
    assertThat(Files.readString(site.data())).doesNotContain("c2VjcmV0");
  }
}

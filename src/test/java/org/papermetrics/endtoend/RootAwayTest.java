package org.papermetrics.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.papermetrics.testing.Eventually;
import org.papermetrics.testing.LogLines;

/** A checkpoint root on a share that is unmounted under the daemon and comes back. */
@Tag("integration")
class RootAwayTest {
  private static final String AWAY = "root-unavailable";
  private static final String VANISHED = "run-vanished";

  @TempDir private Path directory;

  @Test
  void theRunsOfARootThatIsAwayStayAndThoseDeletedWhileItIsThereGo() throws Exception {
    try (PrivateMounts mounts = PrivateMounts.open()) {
      Site site = Site.in(directory);
      Path share = Files.createDirectory(directory.resolve("share"));
      mounts.run("mount", "-t", "tmpfs", "none", share.toString());
      mounts.run("mount", "--bind", share.toString(), site.root().toString());
      Path seen = mounts.seen(site.root());
      for (int step = 100; step <= 500; step += 100) {
        Site.drop(Site.checkpoint(seen, "exp", step), step);
      }
      try (DaemonProcess daemon = DaemonProcess.start(mounts.inside(), site)) {
        assertThat(daemon.runs()).hasSize(5);
        Eventually.holds(() -> registered(site) == 5, "all are registered");
        Map<String, JsonNode> before = daemon.runs();

        mounts.run("umount", "--lazy", site.root().toString());
        Eventually.holds(() -> daemon.problems(AWAY).size() == 1, "the root is away");
        JsonNode away = daemon.problems(AWAY).get(0);
        assertThat(away.get("path").asText()).isEqualTo(site.root().toString());
        assertThat(Instant.parse(away.get("since").asText())).isBefore(Instant.now());
        Path shared = mounts.seen(share);
        Files.delete(Site.checkpoint(shared, "exp", 100).resolve(Site.RESULTS));
        Site.drop(Site.checkpoint(shared, "exp", 600), 600);
        Site.replace(Site.checkpoint(shared, "exp", 200), 222);
        String entries = Files.readString(site.registry());
        Files.writeString(
            site.registry(),
            entries.replace("000300/consolidated/paper", "000300/consolidated/new_paper"));
        daemonLooksAgain(daemon, site);
        Map<String, JsonNode> meanwhile = daemon.runs();
        meanwhile
            .values()
            .forEach(run -> assertThat(((ObjectNode) run).remove("unavailable_since")).isNotNull());
        assertThat(meanwhile).as("nothing is removed or changed").isEqualTo(before);
        assertThat(daemon.problems(AWAY))
            .as("and it is still said since when")
            .containsExactly(away);
        assertThat(daemon.problems(VANISHED)).isEmpty();

        mounts.run("mount", "--bind", share.toString(), site.root().toString());
        Eventually.holds(
            () ->
                daemon.problems(AWAY).isEmpty()
                    && daemon.runs().keySet().equals(ids(200, 300, 400, 500, 600))
                    && score(daemon, 200) == 0.222
                    && daemon.runs().values().stream().noneMatch(r -> r.has("unavailable_since")),
            "the root is back, with what happened meanwhile");
        Eventually.holds(
            () -> !registryHas(site, 100) && daemon.problems(VANISHED).isEmpty(),
            "the entry of what was deleted meanwhile leaves too");

        mounts.run("umount", "--lazy", site.root().toString());
        Eventually.holds(() -> daemon.problems(AWAY).size() == 1, "the root is away again");
        mounts.run("mount", "-t", "tmpfs", "none", site.root().toString());
        mounts.run("sh", "-c", "cp -a '" + share + "'/. '" + site.root() + "'");
        Eventually.holds(
            () ->
                daemon.problems(AWAY).isEmpty()
                    && daemon.runs().keySet().equals(ids(200, 300, 400, 500, 600)),
            "another file system with the same content is as good");

        Path gone = Site.checkpoint(seen, "exp", 300);
        Files.delete(gone.resolve(Site.RESULTS));
        Eventually.holds(
            () -> daemon.runs().keySet().equals(ids(200, 400, 500, 600)), "a deleted run goes");
        Eventually.holds(() -> daemon.problems(VANISHED).size() == 1, "it is said to have gone");
        assertThat(registryHas(site, 300)).as("an entry that a person has edited stays").isTrue();
        assertThat(daemon.isAlive()).isTrue();
      }
    }
  }

  /** Returns when the daemon has looked at what happened before this was called. */
  private static void daemonLooksAgain(DaemonProcess daemon, Site site) throws Exception {
    Path log = site.logs().resolve("paper_metrics_1_cp999999.log");
    Files.writeString(log, LogLines.point(1000, 1.5));
    Eventually.holds(() -> !daemon.problems("log-unmatched").isEmpty(), "a log is seen");
    Files.delete(log);
    Eventually.holds(() -> daemon.problems("log-unmatched").isEmpty(), "a log goes");
  }

  private static boolean registryHas(Site site, int step) throws Exception {
    return Files.readString(site.registry()).contains("checkpoint_000" + step);
  }

  private static int registered(Site site) throws Exception {
    return Files.exists(site.registry()) ? Site.json(site.registry()).get("runs").size() : 0;
  }

  private static Set<String> ids(int... steps) {
    Set<String> ids = new TreeSet<>();
    for (int step : steps) {
      ids.add("exp_cp%06d".formatted(step));
    }
    return ids;
  }

  private static double score(DaemonProcess daemon, int step) throws Exception {
    return daemon
        .runs()
        .get("exp_cp%06d".formatted(step))
        .get("metrics")
        .get("sblimp_accuracy")
        .asDouble();
  }
}
